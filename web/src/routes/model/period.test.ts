import { expect, test } from 'vitest'
import { isWhole, lastDays, spanOf } from './period'

const now = new Date('2026-11-24T09:30:00Z')

test('thirty days end today and include it', () => {
  expect(lastDays(30, now)).toEqual({ from: '2026-10-26', to: '2026-11-24' })
})

test('a usual length is known again, any other is not', () => {
  expect(spanOf(lastDays(90, now), now)).toBe(90)
  expect(spanOf({ from: '2026-10-01', to: '2026-11-24' }, now)).toBeUndefined()
  expect(spanOf({ ...lastDays(90, now), to: '2026-11-23' }, now)).toBeUndefined()
})

test('a year that is being typed, and days in the wrong order, are not asked for', () => {
  expect(isWhole({ from: '0202-10-01', to: '2026-11-24' })).toBe(false)
  expect(isWhole({ from: '2026-11-25', to: '2026-11-24' })).toBe(false)
  expect(isWhole({ from: '', to: '2026-11-24' })).toBe(false)
  expect(isWhole({ from: '2026-11-24', to: '2026-11-24' })).toBe(true)
})
