import { decimal, oneOf, order, text } from '../search'
import { accountKinds, type AccountKind, feedStates, type FeedState, lineStates, sources } from './model'
import type { LineFilter } from './workbench/LineTools'

/** Which accounts are shown; it lives in the address. */
export interface BoardFilter {
  kind?: AccountKind
  feed?: FeedState
  /** The viewer's to prepare. */
  mine?: true
  /** With open items alone. */
  open?: true
}

const flag = (value: unknown) => (value === true ? true : undefined)
/** Where a page of a list begins, from the address. */
export const cursor = (value: unknown) =>
  typeof value === 'string' && value.length <= 2_000 ? value : undefined

export function boardSearch(search: Record<string, unknown>): BoardFilter & { after?: string } {
  return {
    kind: oneOf(accountKinds, search.kind),
    feed: oneOf(feedStates, search.feed),
    mine: flag(search.mine),
    open: flag(search.open),
    after: cursor(search.after),
  }
}

/** The workbench's part of the address. */
export function workSearch(search: Record<string, unknown>): LineFilter & { line?: string } {
  return {
    state: oneOf([...lineStates, 'ALL'] as const, search.state),
    source: oneOf(sources, search.source),
    q: text(search.q),
    amount: decimal(search.amount),
    sort: order(['bookedOn', 'amount', 'ageDays'], search.sort),
    case: text(search.case),
    line: text(search.line),
  }
}
