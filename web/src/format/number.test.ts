import { expect, test } from 'vitest'
import {
  formatBytes,
  formatCompact,
  formatDecimal,
  formatPercent,
  formatQuantity,
  parseDecimal,
  splitDecimal,
} from './number'

test('an amount beyond float precision prints exactly', () => {
  expect(formatDecimal('1234567890123456.78', 'de-DE')).toBe('1.234.567.890.123.456,78')
  expect(formatDecimal('1234567890123456.78', 'en-GB')).toBe('1,234,567,890,123,456.78')
})

test('thousands are grouped in every language', () => {
  expect(formatDecimal('3975.00', 'es')).toBe('3.975,00')
})

test('decimals stay as many as the currency has', () => {
  expect(splitDecimal('12400.00', 'en')).toEqual({ integer: '12,400', fraction: '.00' })
  expect(splitDecimal('5000', 'en')).toEqual({ integer: '5,000', fraction: '' })
  expect(splitDecimal('-1.250', 'de')).toEqual({ integer: '\u22121', fraction: ',250' })
})

test('quantities lose trailing zeros', () => {
  expect(formatQuantity('10.0000', 'en')).toBe('10')
  expect(formatQuantity('0.1250', 'de', 2)).toBe('0,125')
  expect(formatQuantity('-3', 'en')).toBe('\u22123')
})

test('a signed percentage shows its plus, and none for nothing', () => {
  expect(formatPercent('4.1', 'en', true)).toBe('+4.1\u00a0%')
  expect(formatPercent('0.0', 'en', true)).toBe('0.0\u00a0%')
})

test('sizes are rounded to what a person reads', () => {
  expect(formatBytes(14_200, 'en')).toBe('14 kB')
  expect(formatBytes(0, 'en')).toBe('0 byte')
})

test.each([
  ['12.400,50', 'de', '12400.50'],
  ['12,400.50', 'en', '12400.50'],
  ['12,5', 'en', '12.5'],
  ['1 234,5', 'fr', '1234.5'],
  ['\u22123', 'en', '-3'],
  ['.5', 'en', '0.5'],
  ['١٢٬٤٠٠٫٥٠', 'ar-EG', '12400.50'],
  ['١٢٫٥', 'ar', '12.5'],
  ['\u200e-3', 'ar', '-3'],
  ['１２，４００．５', 'ja', '12400.5'],
])('%s typed in %s is %s', (typed, locale, want) => {
  expect(parseDecimal(typed, locale)).toBe(want)
})

test.each([
  ['1.2.3', 'de'],
  ['12,40,5', 'en'],
  ['twelve', 'en'],
  ['', 'en'],
])('%s typed in %s is refused', (typed, locale) => {
  expect(parseDecimal(typed, locale)).toBeUndefined()
})

test('a short amount keeps two digits', () => {
  expect(formatCompact('1290400.10', 'en')).toBe('1.3M')
  expect(formatCompact('-48211', 'en')).toBe('\u221248K')
})
