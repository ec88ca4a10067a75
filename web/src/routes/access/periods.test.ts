import { expect, test } from 'vitest'
import { wallMinute } from '~/format/date'
import { periodEnds } from './periods'

const ends = (now: Date) => periodEnds(now).map(({ label, at }) => [label, wallMinute(new Date(at))])

test('periods end in their last minute, by the viewer’s clock', () => {
  expect(ends(new Date(2026, 10, 24, 9, 30))).toEqual([
    ['asOf.month', '2026-10-31T23:59'],
    ['asOf.quarter', '2026-09-30T23:59'],
    ['asOf.year', '2025-12-31T23:59'],
  ])
})

test('in January all of them ended together, and one is offered', () => {
  expect(ends(new Date(2027, 0, 5))).toEqual([['asOf.month', '2026-12-31T23:59']])
})
