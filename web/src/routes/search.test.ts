import { expect, test } from 'vitest'
import { cursors, day, decimal, instant, order, pageArguments, someOf, sortInput, text } from './search'

test('what does not fit the address is dropped', () => {
  expect(text('')).toBeUndefined()
  expect(text({ evil: true })).toBeUndefined()
  expect(text(4711)).toBe('4711')
  expect(day('2026-13-40')).toBeUndefined()
  expect(decimal('1e9')).toBeUndefined()
  expect(instant('2026-10-31T23:59:00Z')).toBe('2026-10-31T23:59:00Z')
  expect(instant('2026-10-31T23:59:00+01:00')).toBeUndefined()
  expect(instant('2026-13-31T23:59:00Z')).toBeUndefined()
  expect(cursors({ after: 5, before: 'b' })).toEqual({ after: undefined, before: 'b' })
  expect(someOf(['A', 'B'] as const, ['B', 'C'])).toEqual(['B'])
  expect(someOf(['A', 'B'] as const, 'A')).toEqual(['A'])
})

test('an order is one that the API knows', () => {
  expect(order(['gross'], '-gross')).toBe('-gross')
  expect(order(['gross'], 'password')).toBeUndefined()
  expect(sortInput('-gross')).toEqual([{ field: 'gross', direction: 'DESC' }])
})

test('a page is asked for forward or back, never both', () => {
  expect(pageArguments({ before: 'x' }, 50)).toEqual({ last: 50, before: 'x' })
  expect(pageArguments({}, 50)).toEqual({ first: 50, after: undefined })
})
