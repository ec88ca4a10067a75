import { instant, text } from '../../search'

/** The list's part of the address. */
export interface RolesSearch {
  /** Part of a name or purpose. */
  q?: string
}

export function rolesSearch(search: Record<string, unknown>): RolesSearch {
  return { q: text(search.q) }
}

/** Two instants, and whom or what they are compared for. */
export interface CompareSearch {
  from?: string
  to?: string
  /** Id of a person. */
  person?: string
  /** Id of a role. */
  role?: string
}

export function compareSearch(search: Record<string, unknown>): CompareSearch {
  return {
    from: instant(search.from),
    to: instant(search.to),
    person: text(search.person),
    role: text(search.role),
  }
}
