import type { IntakeState } from '~/api/documents'
import { type Cursors, cursors, oneOf } from '../search'

/** The uploads' part of the address. */
export type UploadSearch = Cursors & { state?: IntakeState }

const states: readonly IntakeState[] = ['RECEIVED', 'ACCEPTED', 'DUPLICATE', 'QUARANTINED', 'DISCARDED']

export function uploadSearch(search: Record<string, unknown>): UploadSearch {
  return { state: oneOf(states, search.state), ...cursors(search) }
}
