import { expect, test } from 'vitest'
import { money } from '~/testing/fixtures/basics'
import { policy, undecided } from '~/testing/fixtures/models'
import { differs, draftInput, draftOf, outOfBounds } from './draft'

test('a policy and the draft that begins with it say the same', () => {
  const input = draftInput(draftOf(policy({ target: 0.017 })), 'CODE_LINE', 'EUR')
  expect(input).toEqual({
    automatic: true,
    target: 0.017,
    audit: 0.05,
    suggestFrom: 0.4,
    holdFrom: undefined,
    cap: { amount: '5000.00', currency: 'EUR' },
    budget: { amount: '4000.00', currency: 'EUR' },
  })
})

test('a use that never acts is not sent as one that may, and only harm holds', () => {
  const draft = { ...draftOf(policy()), holdFrom: '90' }
  expect(draftInput(draft, 'DUPLICATE', 'EUR')).toMatchObject({ automatic: false, holdFrom: 0.9 })
  expect(draftInput(draft, 'CODE_LINE', 'EUR').holdFrom).toBeUndefined()
})

test('what the server would refuse is told in the percentages that were typed', () => {
  const draft = draftOf(policy())
  expect(outOfBounds(draft)).toEqual([])
  expect(outOfBounds({ ...draft, target: '0' })).toEqual(['target'])
  expect(outOfBounds({ ...draft, target: '50' })).toEqual(['target'])
  expect(outOfBounds({ ...draft, target: '49.9', audit: '1.9' })).toEqual(['audit'])
  expect(outOfBounds({ ...draft, audit: '5', suggestFrom: '', holdFrom: '0' })).toEqual([
    'suggestFrom',
    'holdFrom',
  ])
  expect(outOfBounds({ ...draft, suggestFrom: '100', holdFrom: '100' })).toEqual([])
})

test('two policies differ in what they say, not in how an amount is written', () => {
  expect(differs(policy(), policy({ cap: money('5000') }))).toEqual([])
  expect(differs(policy(), policy({ target: 0.02, budget: null }))).toEqual(['target', 'budget'])
  expect(differs(undecided, policy())).toEqual(['automatic', 'suggestFrom', 'cap', 'budget'])
})
