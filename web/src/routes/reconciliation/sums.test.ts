import { expect, test } from 'vitest'
import type { LineState, Source } from './model'
import { differenceOf, isZero, linesIn, openOf } from './sums'

const line = (source: Source, amount: string) => ({ source, amount: { amount, currency: 'EUR' } })

test('picked lines differ by the outside less the books', () => {
  expect(differenceOf([line('BANK', '12400.00'), line('LEDGER', '12400.00')])).toBe('0.00')
  expect(differenceOf([line('LEDGER', '10.00'), line('LEDGER', '2.50'), line('BANK', '12.40')])).toBe('-0.10')
  expect(differenceOf([line('BANK', '-4.50'), line('SUBLEDGER', '-4.50')])).toBe('0.00')
})

test('lines of one source do not stand against each other', () => {
  expect(differenceOf([])).toBeUndefined()
  expect(differenceOf([line('BANK', '1.00'), line('BANK', '2.00')])).toBeUndefined()
})

test('two sources from outside stand against each other, the first named as it is', () => {
  expect(differenceOf([line('PROCESSOR', '100.00'), line('BANK', '98.10')])).toBe('1.90')
})

test('yen have no decimals, and zero is zero in any scale', () => {
  expect(differenceOf([line('BANK', '120000'), line('LEDGER', '119000')])).toBe('1000')
  expect(isZero('0.000')).toBe(true)
  expect(isZero('-0.01')).toBe(false)
})

test('lines of a state are counted over all sources', () => {
  const tally = (source: Source, state: LineState, lines: number) => ({
    source,
    state,
    lines,
    sum: { amount: '0.00', currency: 'EUR' },
  })
  expect(linesIn([tally('BANK', 'NEW', 3), tally('LEDGER', 'NEW', 4), tally('BANK', 'CASE', 9)], 'NEW')).toBe(
    7,
  )
})

test('open items are summed over their ages', () => {
  const bucket = (count: number, amount: string) => ({
    fromDays: 0,
    toDays: 30,
    count,
    amount: { amount, currency: 'EUR' },
  })
  expect(openOf({ buckets: [bucket(2, '10.10'), bucket(1, '-0.10')], moneyDays: '0' }, 'EUR')).toEqual({
    count: 3,
    amount: { amount: '10.00', currency: 'EUR' },
  })
})
