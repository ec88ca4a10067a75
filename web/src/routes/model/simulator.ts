import type { SimulateThresholdInput, SimulationPartsFragment } from '~/api/documents'
import type { Loaded } from '~/api/loaded'
import { compare } from '~/format/decimal'
import type { Period } from './period'

export type Simulation = SimulationPartsFragment

/** What is tried: a promised share of errors or a threshold by itself, in percent as typed. */
export interface Candidate {
  by: 'target' | 'threshold'
  value: string
  /** In the group's currency; empty for none. */
  cap: string
}

/** A try with its answer. */
export interface Try {
  candidate: Candidate
  period: Period
  answer: Loaded<Simulation>
}

/** May it be tried? A promise lies above 0 and below 50 %, a threshold above 0 and up to 100 %. */
export function isWhole({ by, value, cap }: Candidate): boolean {
  if (value === '' || compare(value, '0') <= 0) return false
  if (cap !== '' && compare(cap, '0') <= 0) return false
  return by === 'target' ? compare(value, '50') < 0 : compare(value, '100') <= 0
}

export const sameTry = (
  a: Pick<Try, 'candidate' | 'period'>,
  b: Pick<Try, 'candidate' | 'period'>,
): boolean => JSON.stringify([a.candidate, a.period]) === JSON.stringify([b.candidate, b.period])

/** The last try first, then the one before it. A try that got no answer makes room, and the same one again takes its own place. */
export function withTry(tries: readonly Try[], next: Try): Try[] {
  const before = tries.find((one) => one.answer.state === 'ready' && !sameTry(one, next))
  return before ? [next, before] : [next]
}

/** A try as the API takes it. */
export function simulationInput(
  entityId: string,
  { by, value, cap }: Candidate,
  { from, to }: Period,
  currency: string,
): SimulateThresholdInput {
  const share = Number((Number(value) / 100).toPrecision(12))
  return {
    entityId,
    [by]: share,
    cap: cap === '' ? undefined : { amount: cap, currency },
    from,
    to,
  }
}
