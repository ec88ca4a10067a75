import { instant } from '../search'

/** The part of the address that all places of the area share. */
export interface AccessSearch {
  /** The instant that access is looked at; absent is now. */
  asOf?: string
}

export function accessSearch(search: Record<string, unknown>): AccessSearch {
  return { asOf: instant(search.asOf) }
}
