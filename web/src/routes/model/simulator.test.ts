import { expect, test } from 'vitest'
import { bolder, simulation } from '~/testing/fixtures/models'
import { isWhole, simulationInput, type Try, withTry } from './simulator'

const period = { from: '2026-08-27', to: '2026-11-24' }
const made = (value: string, answer: Try['answer']): Try => ({
  candidate: { by: 'target', value, cap: '' },
  period,
  answer,
})
const one = made('1', { state: 'ready', data: simulation })
const two = made('2', { state: 'ready', data: bolder })

test('the last try and the one before it are kept', () => {
  const three = made('3', { state: 'loading' })
  expect(withTry([two, one], three)).toEqual([three, two])
  expect(withTry([], one)).toEqual([one])
})

test('a try that failed makes room, and the same one again is not compared with itself', () => {
  const failed = made('4', { state: 'problem', problem: { code: 'INTERNAL', message: '' } })
  expect(withTry([failed, one], two)).toEqual([two, one])
  const again = made('2', { state: 'loading' })
  expect(withTry([two, one], again)).toEqual([again, one])
})

test('a promise stays below half, a threshold reaches all, and a limit is more than nothing', () => {
  const promise = { by: 'target', value: '49.9', cap: '' } as const
  expect(isWhole(promise)).toBe(true)
  expect(isWhole({ ...promise, value: '50' })).toBe(false)
  expect(isWhole({ ...promise, value: '' })).toBe(false)
  expect(isWhole({ ...promise, cap: '0.00' })).toBe(false)
  expect(isWhole({ by: 'threshold', value: '100', cap: '100' })).toBe(true)
  expect(isWhole({ by: 'threshold', value: '0', cap: '' })).toBe(false)
})

test('exactly one of promise and threshold is sent, as a share', () => {
  const sent = simulationInput('e1', { by: 'threshold', value: '97.5', cap: '500' }, period, 'EUR')
  expect(sent).toEqual({
    entityId: 'e1',
    threshold: 0.975,
    cap: { amount: '500', currency: 'EUR' },
    ...period,
  })
  expect('target' in sent).toBe(false)
})
