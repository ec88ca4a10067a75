import { expect, test } from 'vitest'
import { calendar } from '~/testing/fixtures/recon'
import { weeksOf } from './Calendar'

test('days stand in weeks from Monday, the newest week first', () => {
  const weeks = weeksOf(calendar({ 0: 'LATE' }))
  expect(weeks[0]?.monday).toBe('2026-11-23')
  expect(weeks[0]?.days.map((day) => day?.state)).toEqual([
    'ON_TIME',
    'LATE',
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ])
  expect(weeks[1]?.days.every(Boolean)).toBe(true)
  expect(weeks.flatMap(({ days }) => days).filter(Boolean)).toHaveLength(35)
})
