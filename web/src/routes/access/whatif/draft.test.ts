import { expect, test } from 'vitest'
import { emptyDraft, isEmpty, keyFor, readDraft } from './draft'

test('what does not fit a draft is dropped', () => {
  expect(readDraft('x')).toEqual(emptyDraft)
  expect(
    readDraft({
      grants: [{ person: 'u1', role: 'ap_approver', in: ['DE01', 3, {}], limit: '1e9' }, { person: 'u1' }, 7],
      revokes: ['g1', null],
      roles: [
        {
          key: 'clerk',
          name: 'Clerk',
          purpose: 'Enters.',
          actions: ['INVOICE_ENTER', 'ACCESS_SUBJECT', 'NO_SUCH'],
        },
        { key: 'Not A Key', name: 'x', purpose: 'y' },
      ],
      leavers: ['u2'],
      rules: 'unknown',
    }),
  ).toEqual({
    grants: [{ person: 'u1', role: 'ap_approver', in: ['DE01', '3'], limit: undefined }],
    revokes: ['g1'],
    roles: [{ key: 'clerk', name: 'Clerk', purpose: 'Enters.', actions: ['INVOICE_ENTER'], inherits: [] }],
    leavers: ['u2'],
  })
})

test('a draft of nothing is empty', () => {
  expect(isEmpty(emptyDraft)).toBe(true)
  expect(isEmpty({ ...emptyDraft, leavers: ['u1'] })).toBe(false)
})

test('a key is made of what a name has in Latin letters', () => {
  expect(keyFor('2. Prüfer für Öl')).toBe('prufer_fur_ol')
  expect(keyFor('承認者')).toBe('new_role')
})
