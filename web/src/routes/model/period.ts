/** Plain dates, both included. */
export interface Period {
  from: string
  to: string
}

/** Lengths that are offered, in days. */
export const spans = [30, 90, 365] as const

const dayMs = 86_400_000
const plain = (instant: number) => new Date(instant).toISOString().slice(0, 10)

/** So many days that end today, by the clock of the server: UTC. */
export function lastDays(days: number, now: Date): Period {
  return { from: plain(now.getTime() - (days - 1) * dayMs), to: plain(now.getTime()) }
}

/** Which of the lengths a period is; undefined for any other. */
export const spanOf = (period: Period, now: Date): number | undefined =>
  spans.find((days) => {
    const last = lastDays(days, now)
    return last.from === period.from && last.to === period.to
  })

/** May it be asked for? Years that are being typed are none. */
export const isWhole = ({ from, to }: Period): boolean => from >= '2000' && from <= to
