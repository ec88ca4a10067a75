import type { ReviewItemFilter } from '~/api/documents'
import { text } from '../../search'

/** Which lines of a campaign are shown; it lives in the address. */
export interface ReviewSearch {
  mine?: true
  /** Waiting ones alone. */
  waiting?: true
  unused?: true
  /** Part of the holder's name. */
  q?: string
  /** Id of the line that is open. */
  open?: string
  after?: string
}

const flag = (value: unknown) => (value === true ? true : undefined)
const cursor = (value: unknown) => (typeof value === 'string' && value.length <= 2_000 ? value : undefined)

/** Where the list of campaigns stands. */
export const reviewsSearch = (search: Record<string, unknown>): { after?: string } => ({
  after: cursor(search.after),
})

export function reviewSearch(search: Record<string, unknown>): ReviewSearch {
  return {
    mine: flag(search.mine),
    waiting: flag(search.waiting),
    unused: flag(search.unused),
    q: text(search.q),
    open: text(search.open),
    after: cursor(search.after),
  }
}

/** The same for the API. */
export const filterOf = ({ mine, waiting, unused, q }: ReviewSearch): ReviewItemFilter => ({
  mine,
  open: waiting,
  unused,
  text: q,
})
