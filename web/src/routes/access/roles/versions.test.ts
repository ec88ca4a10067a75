import { expect, test } from 'vitest'
import { record } from '~/testing/fixtures/access'
import { differenceOf, type Version } from './versions'

const version = (part: Partial<Version>): Version => ({
  __typename: 'RoleVersion',
  name: 'AP approver',
  purpose: 'Approves invoices.',
  actions: ['INVOICE_VIEW', 'INVOICE_APPROVE'],
  inherits: ['viewer'],
  record: record(),
  ...part,
})

test('a version tells what it gave, took and renamed', () => {
  const after = version({
    name: 'Approver',
    actions: ['INVOICE_VIEW', 'HOLD_RELEASE'],
    inherits: ['viewer', 'reporter'],
  })
  expect(differenceOf(after, version({}))).toEqual({
    gained: ['HOLD_RELEASE'],
    lost: ['INVOICE_APPROVE'],
    inherits: ['reporter'],
    inheritsNoMore: [],
    name: { before: 'AP approver', after: 'Approver' },
    purpose: undefined,
  })
})

test('the first version has nothing to differ from', () => {
  expect(differenceOf(version({}), undefined)).toBeUndefined()
})
