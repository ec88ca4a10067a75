import type { ConflictFilter, ConflictKind, ConflictState, RiskLevel } from '~/api/documents'
import { risks } from '~/ui/RiskMark'
import { oneOf, text } from '../../search'

export const kinds: readonly ConflictKind[] = ['POTENTIAL', 'EXERCISED']
export const states: readonly ConflictState[] = ['OPEN', 'MITIGATED', 'REMOVED']

/** Which conflicts are shown, and how; it lives in the address. */
export interface ConflictsSearch {
  kind?: ConflictKind
  risk?: RiskLevel
  state?: ConflictState
  /** Keys of rules: those of a cell. */
  rule?: string[]
  /** Id of a person. */
  person?: string
  /** The map's twin in place of the map. */
  view?: 'table'
  /** Duties without a conflict too. */
  all?: true
  /** Id of the conflict that is open. */
  open?: string
  after?: string
}

const ruleKey = /^[A-Z0-9-]{1,40}$/

export function conflictsSearch(search: Record<string, unknown>): ConflictsSearch {
  const wanted = (Array.isArray(search.rule) ? search.rule : [search.rule]) as unknown[]
  const rules = wanted.filter((key): key is string => typeof key === 'string' && ruleKey.test(key))
  const { after } = search
  return {
    kind: oneOf(kinds, search.kind),
    risk: oneOf(risks, search.risk),
    state: oneOf(states, search.state),
    rule: rules.length > 0 ? rules.slice(0, 20) : undefined,
    person: text(search.person),
    view: search.view === 'table' ? 'table' : undefined,
    all: search.all === true ? true : undefined,
    open: text(search.open),
    after: typeof after === 'string' && after.length <= 2_000 ? after : undefined,
  }
}

/** The same for the API. */
export const filterOf = (
  { kind, risk, state, rule, person }: ConflictsSearch,
  entityId: string | undefined,
): ConflictFilter => ({
  kind,
  risk: risk && [risk],
  state: state && [state],
  rule,
  userId: person,
  entityId,
})
