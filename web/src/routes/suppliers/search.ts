import type { RiskLevel, SupplierStatus } from '~/api/documents'
import { type Cursors, cursors, oneOf, order, text } from '../search'
import type { SuppliersFilter } from './SuppliersScreen'

/** The list's part of the address. */
export type SuppliersSearch = SuppliersFilter & Cursors & { sort?: string }

const statuses: readonly SupplierStatus[] = ['ONBOARDING', 'ACTIVE', 'BLOCKED', 'INACTIVE']
const risks: readonly RiskLevel[] = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL']

export function suppliersSearch(search: Record<string, unknown>): SuppliersSearch {
  return {
    q: text(search.q),
    status: oneOf(statuses, search.status),
    risk: oneOf(risks, search.risk),
    sort: order(['name', 'number'], search.sort),
    ...cursors(search),
  }
}
