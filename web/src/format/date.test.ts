import { expect, test } from 'vitest'
import { daysUntil, formatDay, formatInstant, formatRelative, fromWallMinute, wallMinute } from './date'

const now = new Date('2026-11-24T10:00:00Z')

test('a posting date is the same day in every zone', () => {
  expect(formatDay('2026-03-01', 'en-GB', now)).toBe('1 Mar')
  expect(formatDay('2025-12-31', 'de', now)).toBe('31. Dez. 2025')
  expect(formatDay('2025-12-31', 'ar-SA-u-ca-islamic-umalqura-nu-latn', now)).toContain('2025')
})

test('time since is short and rounded towards now', () => {
  expect(formatRelative('2026-11-24T08:01:00Z', 'en', now)).toBe('1 hr. ago')
  expect(formatRelative('2026-11-27T12:00:00Z', 'en', now)).toBe('in 3 days')
  expect(formatRelative('2026-11-24T09:59:40Z', 'en', now)).toBe('now')
  expect(formatRelative('2021-10-01T09:59:40Z', 'en', now)).toBe('5 yr. ago')
})

test('what is past is not told as to come, in Arabic either', () => {
  expect(formatRelative('2026-03-24T10:00:00Z', 'ar', now)).toBe('قبل 8 أشهر')
})

test('what is due today depends on the zone of the entity', () => {
  const late = new Date('2026-11-24T22:30:00Z')
  expect(daysUntil('2026-11-25', late, 'Europe/Berlin')).toBe(1)
  expect(daysUntil('2026-11-25', late, 'Asia/Tokyo')).toBe(0)
  expect(daysUntil('2026-11-20', late, 'Europe/Berlin')).toBe(-4)
})

test('an instant names its zone', () => {
  expect(formatInstant('2026-11-24T10:00:00Z', 'en-GB', 'Europe/Berlin')).toContain('11:00:00')
})

test('a wall clock names its instant, whatever the zone, and back', () => {
  const at = new Date(2026, 9, 31, 23, 59)
  expect(wallMinute(at)).toBe('2026-10-31T23:59')
  expect(fromWallMinute('2026-10-31T23:59')).toBe(at.toISOString().replace('.000Z', 'Z'))
  expect(fromWallMinute('2026-10-')).toBeUndefined()
})
