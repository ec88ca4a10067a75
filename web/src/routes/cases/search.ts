import type { CaseFilter } from '~/api/documents'
import { oneOf, text } from '../search'

/** What cases are about; a value of another kind can still be shown, but is not offered as a filter. */
export const categories = [
  'timing',
  'missing_entry',
  'amount_difference',
  'duplicate',
  'fee',
  'fx',
  'unknown',
  'ambiguous',
  'feed',
  'signature',
  'unposted',
  'unasked',
  'advice',
  'advice_budget',
  'access',
  'emergency',
  'emergency_frequency',
  'sweep',
] as const

/** Which cases are shown; it lives in the address. Without a state, those that are open. */
export interface CasesFilter {
  state?: 'RESOLVED' | 'ALL'
  category?: (typeof categories)[number]
  mine?: true
  overdue?: true
}

export interface CasesSearch extends CasesFilter {
  after?: string
}

const flag = (value: unknown) => (value === true ? true : undefined)

export function casesSearch(search: Record<string, unknown>): CasesSearch {
  const { after } = search
  return {
    state: oneOf(['RESOLVED', 'ALL'] as const, search.state),
    category: oneOf(categories, text(search.category)),
    mine: flag(search.mine),
    overdue: flag(search.overdue),
    after: typeof after === 'string' && after.length <= 2_000 ? after : undefined,
  }
}

/** The same for the API. */
export const filterOf = (
  { state, category, mine, overdue }: CasesFilter,
  entityId: string | undefined,
): CaseFilter => ({
  state: state === 'ALL' ? undefined : [state ?? 'OPEN'],
  category: category && [category],
  mine,
  overdue,
  entityId: entityId ? [entityId] : undefined,
})
