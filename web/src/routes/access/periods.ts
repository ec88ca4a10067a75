import { fromWallMinute, wallMinute } from '~/format/date'
import type { MessageId } from '~/i18n/en'

/** An instant that audits ask about. */
export interface PeriodEnd {
  label: MessageId
  /** RFC 3339: the last minute of the period, by the viewer's clock. */
  at: string
}

/** The ends of the last month, quarter and year before now, each instant once. */
export function periodEnds(now: Date): PeriodEnd[] {
  const [year, month] = [now.getFullYear(), now.getMonth()]
  const ends: [MessageId, Date][] = [
    ['asOf.month', new Date(year, month, 1)],
    ['asOf.quarter', new Date(year, month - (month % 3), 1)],
    ['asOf.year', new Date(year, 0, 1)],
  ]
  const found: PeriodEnd[] = []
  for (const [label, next] of ends) {
    const at = fromWallMinute(wallMinute(new Date(next.getTime() - 60_000)))
    if (at && !found.some((other) => other.at === at)) found.push({ label, at })
  }
  return found
}
