import type { AccessChangeFilter, AccessChangeKind, AccessChangeState } from '~/api/documents'
import { oneOf, text } from '../../search'

export const kinds: readonly AccessChangeKind[] = ['GRANT', 'REVOKE', 'ROLE', 'RULE', 'MITIGATION', 'SERVICE']
export const states: readonly AccessChangeState[] = ['REQUESTED', 'APPLIED', 'REJECTED', 'WITHDRAWN', 'VOID']

/** Which changes of access are shown; it lives in the address. */
export interface ChangesSearch {
  state?: AccessChangeState
  kind?: AccessChangeKind
  /** Id of the change that is open. */
  open?: string
  after?: string
}

export function changesSearch(search: Record<string, unknown>): ChangesSearch {
  const { after } = search
  return {
    state: oneOf(states, search.state),
    kind: oneOf(kinds, search.kind),
    open: text(search.open),
    after: typeof after === 'string' && after.length <= 2_000 ? after : undefined,
  }
}

/** The same for the API, up to `asOf` where the area shows the past. */
export const filterOf = ({ state, kind }: ChangesSearch, asOf: string | undefined): AccessChangeFilter => ({
  state: state && [state],
  kind: kind && [kind],
  to: asOf,
})

/** What registers keep in the address: the row that is open. */
export const registerSearch = (search: Record<string, unknown>): { open?: string } => ({
  open: text(search.open),
})
