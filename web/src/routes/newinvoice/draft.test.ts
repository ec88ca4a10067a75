import { expect, test } from 'vitest'
import { amountOf, decimalsOf, type Draft, emptyLine, faultsOf, sumsOf } from './draft'

const draft = (part: Partial<Draft>): Draft => ({
  entityId: 'e',
  supplierId: 's',
  number: 'R-1',
  kind: 'INVOICE',
  issuedOn: '2026-11-01',
  dueOn: '',
  currency: 'EUR',
  bankAccount: '',
  lines: [],
  tax: '',
  ...part,
})

test('VAT is rounded once per rate, not per line', () => {
  const line = { ...emptyLine(1), text: 'a', amount: '0.33', taxRate: '19' }
  // Per line: 3 × round(0.0627) = 0.18. Per rate: round(0.99 × 19 %) = 0.19.
  expect(
    sumsOf(draft({ lines: [line, { ...line, key: 2 }, { ...line, key: 3, taxRate: '19.00' }] })),
  ).toEqual({ net: '0.99', tax: '0.19', gross: '1.18' })
})

test('a line without amount is quantity times price, rounded to the currency', () => {
  expect(amountOf({ ...emptyLine(1), quantity: '3', price: '1.115' }, 2)).toBe('3.35')
  expect(amountOf({ ...emptyLine(1), quantity: '3', price: '1.5' }, decimalsOf('JPY'))).toBe('5')
})

test('VAT as billed stands over the computed one', () => {
  const lines = [{ ...emptyLine(1), text: 'a', amount: '100', taxRate: '19' }]
  expect(sumsOf(draft({ lines, tax: '19.01' }))).toEqual({ net: '100.00', tax: '19.01', gross: '119.01' })
})

test('what is missing is named, all at once', () => {
  const faults = faultsOf(draft({ number: ' ', supplierId: '', dueOn: '2026-10-01', lines: [emptyLine(7)] }))
  expect([...faults].sort()).toEqual(['amount.7', 'dueOn', 'number', 'supplierId', 'text.7'])
})
