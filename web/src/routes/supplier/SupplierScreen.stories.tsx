import { longName, total } from '~/testing/fixtures/basics'
import { rows } from '~/testing/fixtures/invoice'
import { supplier } from '~/testing/fixtures/supplier'
import { InFrame } from '~/testing/InFrame'
import { failed, notFound, nothing } from '~/testing/problems'
import { type SupplierProps, SupplierScreen } from './SupplierScreen'

const full: SupplierProps = {
  supplier: { state: 'ready', data: supplier },
  invoices: { state: 'ready', data: { rows, total: total(88) } },
  onRetry: nothing,
}

const show = (part: Partial<SupplierProps> = {}) => (
  <InFrame path="/suppliers/s1">
    <SupplierScreen {...full} {...part} />
  </InFrame>
)

export const Full = () => show()
export const LongName = () =>
  show({
    supplier: {
      state: 'ready',
      data: { ...supplier, name: longName, bankAccounts: [], status: 'BLOCKED', risk: 'CRITICAL' },
    },
    invoices: { state: 'ready', data: { rows: [], total: total(0) } },
  })
export const Loading = () => show({ supplier: { state: 'loading' }, invoices: { state: 'loading' } })
export const InvoicesLoading = () => show({ invoices: { state: 'loading' } })
export const NotFound = () => show({ supplier: { state: 'problem', problem: notFound } })
export const Failed = () => show({ supplier: { state: 'problem', problem: failed } })
