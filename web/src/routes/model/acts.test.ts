import { expect, test } from 'vitest'
import { ines, jonas, mira, refused } from '~/testing/fixtures/basics'
import { acting, asked, killed, readOnly } from '~/testing/fixtures/models'
import { offerOf } from './acts'

test('whoever may put models in force stops one alone, and there is nothing to ask while it acts', () => {
  expect(offerOf(acting, mira.id)).toEqual({ may: ['own', 'demote', 'kill'], mayNot: [] })
})

test('what is switched off is switched off no further', () => {
  const owned = { ...killed, owner: jonas }
  expect(offerOf(owned, mira.id).may).toEqual(['ask', 'own'])
})

test('nobody asks for a model without an owner, and not its owner', () => {
  expect(offerOf(killed, mira.id).mayNot).toEqual([{ act: 'ask', rule: 'noOwner' }])
  expect(offerOf({ ...killed, owner: jonas }, jonas.id).mayNot).toEqual([{ act: 'ask', rule: 'ownerAsks' }])
})

test('its owner alone decides, and never who asked', () => {
  expect(offerOf(asked, jonas.id).may).toEqual(['agree', 'refuse', 'own', 'demote', 'kill'])
  expect(offerOf(asked, ines.id).mayNot).toEqual([
    { act: 'agree', rule: 'notOwner' },
    { act: 'refuse', rule: 'notOwner' },
  ])
  const askedAsOwner = { ...asked, owner: mira }
  expect(offerOf(askedAsOwner, mira.id).mayNot[0]).toEqual({ act: 'agree', rule: 'askedYourself' })
})

test('a grant that is missing is told before any rule of the house, in the words of the server', () => {
  expect(offerOf(readOnly, mira.id)).toEqual({
    may: [],
    mayNot: ['own', 'demote', 'kill'].map((act) => ({
      act,
      why: 'None of your roles lets you put models in force.',
    })),
  })
  const cannotAsk = { ...killed, can: [...killed.can.slice(0, 2), refused('POLICY_EDIT', 'No role drafts.')] }
  expect(offerOf(cannotAsk, mira.id).mayNot).toEqual([{ act: 'ask', why: 'No role drafts.' }])
})
