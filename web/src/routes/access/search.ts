import { fromWallMinute } from '~/format/date'
import { instant } from '../search'

/** The part of the address that all places of the area share. */
export interface AccessSearch {
  /** The instant that access is looked at; absent is now. */
  asOf?: string
}

export function accessSearch(search: Record<string, unknown>): AccessSearch {
  return { asOf: instant(search.asOf) }
}

/** The instant at which a day begins by the viewer's clock. */
export const startOf = (date: string) => fromWallMinute(`${date}T00:00`)

/** The instant at which a day ends by the viewer's clock, or that of the area where it shows the past and comes first. */
export function endOf(date: string | undefined, asOf: string | undefined): string | undefined {
  const end = date && startOf(dayAfter(date))
  return asOf && (!end || asOf < end) ? asOf : end
}

function dayAfter(date: string): string {
  const next = new Date(`${date}T00:00:00Z`)
  next.setUTCDate(next.getUTCDate() + 1)
  return next.toISOString().slice(0, 10)
}
