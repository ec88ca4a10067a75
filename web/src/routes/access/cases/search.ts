import type { CaseFilter } from '~/api/documents'
import { text } from '../../search'

/** Which cases are shown; it lives in the address. */
export interface CasesSearch {
  /** Open ones alone. */
  waiting?: true
  mine?: true
  overdue?: true
  /** Id of the case that is open. */
  open?: string
  after?: string
}

const flag = (value: unknown) => (value === true ? true : undefined)

export function casesSearch(search: Record<string, unknown>): CasesSearch {
  const { after } = search
  return {
    waiting: flag(search.waiting),
    mine: flag(search.mine),
    overdue: flag(search.overdue),
    open: text(search.open),
    after: typeof after === 'string' && after.length <= 2_000 ? after : undefined,
  }
}

/** The same for the API. */
export const filterOf = (
  { waiting, mine, overdue }: CasesSearch,
  entityId: string | undefined,
): CaseFilter => ({
  state: waiting && ['OPEN'],
  mine,
  overdue,
  entityId: entityId ? [entityId] : undefined,
})
