import { expect, test } from 'vitest'
import type { Source } from '../model'
import { entryOf, negated } from './entry'

const of = (source: Source, amount: string) => ({ source, amount: { amount, currency: 'EUR' } })

test('an entry is what the bank has and the books have not', () => {
  expect(entryOf([of('BANK', '-4.50')])).toBe('-4.50')
  expect(entryOf([of('BANK', '995.50'), of('LEDGER', '1000.00')])).toBe('-4.50')
  expect(entryOf([of('LEDGER', '12.00')])).toBe('-12.00')
})

test('of two sources outside of the books the later by name counts as the books', () => {
  expect(entryOf([of('PROCESSOR', '10.00'), of('BANK', '9.00')])).toBe('-1.00')
  expect(entryOf([of('SUBLEDGER', '10.00'), of('LEDGER', '9.00')])).toBe('-1.00')
})

test('nothing is booked for no lines', () => {
  expect(entryOf([])).toBeUndefined()
  expect(negated('-4.50')).toBe('4.50')
})
