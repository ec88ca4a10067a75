import { expect, test } from 'vitest'
import { boardSearch, workSearch } from './search'

test('the board is narrowed by its address, and what does not fit is dropped', () => {
  expect(boardSearch({ kind: 'BANK', feed: 'LATE', mine: true, open: 'yes', after: 7 })).toEqual({
    kind: 'BANK',
    feed: 'LATE',
    mine: true,
    open: undefined,
    after: undefined,
  })
  expect(boardSearch({ kind: 'PIGGY' }).kind).toBeUndefined()
})

test('the workbench reads state, source, amount, order and line from its address', () => {
  expect(
    workSearch({ state: 'ALL', source: 'LEDGER', q: 4711, amount: '-4.50', sort: '-amount', line: 'l1' }),
  ).toEqual({ state: 'ALL', source: 'LEDGER', q: '4711', amount: '-4.50', sort: '-amount', line: 'l1' })
  expect(workSearch({ state: 'LOST', amount: '1,5', sort: 'text' })).toEqual({})
})
