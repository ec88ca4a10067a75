import { text } from '../../search'

/** What is open of emergency access; it lives in the address. */
export interface EmergencySearch {
  /** Id of the bundle that is open. */
  bundle?: string
  /** Id of the session that is open. */
  open?: string
  after?: string
}

export function emergencySearch(search: Record<string, unknown>): EmergencySearch {
  const { after } = search
  return {
    bundle: text(search.bundle),
    open: text(search.open),
    after: typeof after === 'string' && after.length <= 2_000 ? after : undefined,
  }
}
