import { expect, test } from 'vitest'
import { emptyDraft } from './draft'
import { inputOf } from './input'

const entities = [
  { id: 'e1', code: 'DE01' },
  { id: 'e2', code: 'CZ01' },
]
const grant = { person: 'u1', role: 'ap_approver', in: ['CZ01', 'XX99'], limit: '2500' }

test('a draft is asked about with ids and in the group’s currency', () => {
  expect(inputOf({ ...emptyDraft, grants: [grant], leavers: ['u2'] }, entities, 'EUR')).toEqual({
    grant: [
      {
        userId: 'u1',
        role: 'ap_approver',
        entityIds: ['e2'],
        limit: { amount: '2500', currency: 'EUR' },
      },
    ],
    revoke: [],
    roles: [],
    leave: ['u2'],
  })
})

test('nothing is asked of an empty draft, nor of a limit in an unknown currency', () => {
  expect(inputOf(emptyDraft, entities, 'EUR')).toBeUndefined()
  expect(inputOf({ ...emptyDraft, grants: [grant] }, entities, undefined)).toBeUndefined()
})
