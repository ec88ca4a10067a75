import type { QualityPartsFragment } from '~/api/documents'

export type Bin = QualityPartsFragment['calibration'][number]

const z = 1.96 // both sides together leave 5 %

/** Between which shares the true one lies at 95 %, by Wilson: `right` of `n`, `n` above 0. */
export function interval(right: number, n: number): [low: number, high: number] {
  const share = right / n
  const scale = 1 + z ** 2 / n
  const middle = (share + z ** 2 / (2 * n)) / scale
  const half = (z * Math.sqrt((share * (1 - share)) / n + z ** 2 / (4 * n ** 2))) / scale
  return [Math.max(0, middle - half), Math.min(1, middle + half)]
}

/** Does what came true lie so far from what was announced that chance does not explain it? */
export function isOff({ n, announced, observed }: Bin): 'over' | 'under' | undefined {
  if (n === 0) return undefined
  const [low, high] = interval(observed * n, n)
  return announced > high ? 'over' : announced < low ? 'under' : undefined
}

/** Population stability: what is called a change, and from where on it is worth a look. */
export const driftBounds = { moved: 0.1, changed: 0.25 } as const

export function driftKind(drift: number): 'same' | 'moved' | 'changed' {
  return drift > driftBounds.changed ? 'changed' : drift > driftBounds.moved ? 'moved' : 'same'
}
