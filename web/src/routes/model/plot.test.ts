import { expect, test } from 'vitest'
import { driftKind, interval, isOff } from './plot'

const bin = (n: number, announced: number, observed: number) => ({
  __typename: 'CalibrationBin' as const,
  from: 0.8,
  to: 0.867,
  n,
  announced,
  observed,
})

test('the interval of Wilson is what tables say, and stays within all shares', () => {
  const [low, high] = interval(8, 10)
  expect(low).toBeCloseTo(0.4902, 3)
  expect(high).toBeCloseTo(0.9433, 3)
  expect(interval(0, 4)[0]).toBe(0)
  expect(interval(4, 4)[1]).toBe(1)
})

test('a bin is off only where chance does not explain the distance', () => {
  expect(isOff(bin(10, 0.84, 0.7))).toBeUndefined()
  expect(isOff(bin(1000, 0.84, 0.7))).toBe('over')
  expect(isOff(bin(1000, 0.84, 0.93))).toBe('under')
  expect(isOff(bin(0, 0, 0))).toBeUndefined()
})

test('drift is called a change above the line and not on it', () => {
  expect([0, 0.1, 0.11, 0.25, 0.251].map(driftKind)).toEqual(['same', 'same', 'moved', 'moved', 'changed'])
})
