import { oneOf } from '../search'

/** What an invoice's page opens with. */
export interface InvoiceSearch {
  do?: 'edit' | 'code'
}

export function invoiceSearch(search: Record<string, unknown>): InvoiceSearch {
  return { do: oneOf(['edit', 'code'] as const, search.do) }
}
