import { expect, test } from 'vitest'
import { acting, killed, readOnly, spent } from '~/testing/fixtures/models'
import { rests, standingOf, whyOf } from './standing'

test('what a person did comes before what evidence, budget and policy say', () => {
  const stopped = 'Audits found errors.'
  expect(standingOf({ ...killed, stopped })).toBe('KILLED')
  expect(standingOf({ ...acting, stopped })).toBe('STOPPED')
  expect(standingOf(acting)).toBe('ACTS')
  expect(standingOf(readOnly)).toBe('SUGGESTS')
  expect(standingOf(spent)).toBe('DEMOTED')
  expect(standingOf({ ...spent, state: 'ACTIVE' })).toBe('SPENT')
})

test('a model that only suggests is not at rest: nobody has to lift anything', () => {
  expect(rests(readOnly)).toBe(false)
  expect(rests({ ...readOnly, stopped: 'Audits found errors.' })).toBe(true)
})

test('why is the reason of where it stands now', () => {
  expect(whyOf({ ...killed, stopped: 'Audits found errors.' })).toBe(killed.stateReason)
  // A reason of the past, when somebody let it act again.
  expect(whyOf({ ...acting, stateReason: 'It has learned since.' })).toBeNull()
})
