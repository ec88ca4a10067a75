import { expect, test } from 'vitest'
import { access } from '~/i18n/en/access'
import { actionGroups, allActions, inOrder, processes } from './actions'

test('every action and every process has a name', () => {
  for (const action of allActions) expect(access).toHaveProperty([`act.${action}`])
  for (const process of [...processes, 'stand']) expect(access).toHaveProperty([`process.${process}`])
})

test('pickers offer what can be granted, each once', () => {
  const offered = actionGroups.flatMap(({ actions }) => actions)
  expect(new Set(offered).size).toBe(offered.length)
  expect(allActions.filter((action) => !offered.includes(action))).toEqual([
    'EXCEPTION_BENEFIT',
    'ACCESS_SUBJECT',
    'DELEGATION_RECEIVE',
  ])
})

test('actions stand in the order of pickers', () => {
  expect(inOrder(['AUDIT_READ', 'INVOICE_POST', 'INVOICE_VIEW'])).toEqual([
    'INVOICE_VIEW',
    'INVOICE_POST',
    'AUDIT_READ',
  ])
})
