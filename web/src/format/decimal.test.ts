import { expect, test } from 'vitest'
import { add, compare, isDecimal, multiply, padDecimals, percentChange, round, subtract } from './decimal'

test('sums keep every digit, far beyond what a float holds', () => {
  expect(add('1234567890123456.78', '0.01')).toBe('1234567890123456.79')
  expect(subtract('0.1', '0.3')).toBe('-0.2')
  expect(multiply('3.333', '-2.5')).toBe('-8.3325')
})

test.each([
  ['2.345', 2, '2.35'],
  ['-2.345', 2, '-2.35'],
  ['2.344999', 2, '2.34'],
  ['7', 3, '7.000'],
  ['0.5', 0, '1'],
])('%s rounds to %i decimals as %s', (text, scale, want) => {
  expect(round(text, scale)).toBe(want)
})

test('comparison ignores trailing zeros', () => {
  expect(compare('1.10', '1.1')).toBe(0)
  expect(compare('-1', '0.5')).toBe(-1)
})

test('a change in percent has one decimal and none for a start of zero', () => {
  expect(percentChange('100', '104.1')).toBe('4.1')
  expect(percentChange('-50', '-25')).toBe('50.0')
  expect(percentChange('0', '5')).toBeUndefined()
})

test('words are no decimals', () => {
  expect(isDecimal('12.')).toBe(true)
  expect(isDecimal('.')).toBe(false)
  expect(isDecimal('1e5')).toBe(false)
  expect(() => add('one', '1')).toThrow(RangeError)
})

test('decimals are filled up, never cut', () => {
  expect(padDecimals('1300', 2)).toBe('1300.00')
  expect(padDecimals('-0.5', 2)).toBe('-0.50')
  expect(padDecimals('1.2345', 2)).toBe('1.2345')
  expect(padDecimals('5000', 0)).toBe('5000')
})
