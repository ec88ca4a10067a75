import type { InvoiceFilter, ItemState, MatchOutcome } from '~/api/documents'
import { type Cursors, cursors, day, decimal, oneOf, order, someOf, text } from '../search'
import type { InvoicesFilter } from './InvoicesScreen'

/** The list's part of the address. */
export type InvoicesSearch = InvoicesFilter & Cursors & { sort?: string }

const states: readonly ItemState[] = [
  'DRAFT',
  'SUBMITTED',
  'IN_REVIEW',
  'RETURNED',
  'ON_HOLD',
  'APPROVED',
  'REJECTED',
  'POSTING',
  'POSTED',
  'SETTLED',
  'CANCELLED',
  'FAILED',
]
const outcomes: readonly MatchOutcome[] = [
  'MATCHED',
  'WITHIN_TOLERANCE',
  'PRICE_VARIANCE',
  'QUANTITY_VARIANCE',
  'NO_RECEIPT',
  'NO_PO',
  'PARTIAL',
]

export function invoicesSearch(search: Record<string, unknown>): InvoicesSearch {
  const currency = text(search.currency)
  return {
    state: someOf(states, search.state),
    q: text(search.q),
    currency: currency && /^[A-Z]{3}$/.test(currency) ? currency : undefined,
    match: oneOf(outcomes, search.match),
    from: decimal(search.from),
    below: decimal(search.below),
    dueFrom: day(search.dueFrom),
    dueBefore: day(search.dueBefore),
    sort: order(['receivedAt', 'dueOn', 'gross', 'number', 'seller'], search.sort),
    ...cursors(search),
  }
}

/** The same as the API's filter. */
export function invoiceFilter(search: InvoicesSearch, entityId?: string): InvoiceFilter {
  const { from, below, dueFrom, dueBefore, currency, match } = search
  return {
    state: search.state,
    entityId: entityId ? [entityId] : undefined,
    text: search.q,
    currency: currency ? [currency] : undefined,
    matchOutcome: match ? [match] : undefined,
    gross: from || below ? { gte: from, lt: below } : undefined,
    dueOn: dueFrom || dueBefore ? { gte: dueFrom, lt: dueBefore } : undefined,
  }
}
