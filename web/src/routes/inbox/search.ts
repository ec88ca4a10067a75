import type { TaskKind } from '~/api/documents'
import { type Cursors, cursors, oneOf, order, text } from '../search'
import type { InboxFilter } from './InboxScreen'

/** The inbox's part of the address. */
export type InboxSearch = InboxFilter & Cursors & { task?: string }

const kinds: readonly TaskKind[] = ['APPROVE', 'FIX_DATA', 'RESOLVE']

export function inboxSearch(search: Record<string, unknown>): InboxSearch {
  return {
    kind: oneOf(kinds, search.kind),
    overdue: search.overdue === true || undefined,
    q: text(search.q),
    sort: order(['rank', 'dueAt', 'createdAt', 'amount'], search.sort),
    task: text(search.task),
    ...cursors(search),
  }
}
