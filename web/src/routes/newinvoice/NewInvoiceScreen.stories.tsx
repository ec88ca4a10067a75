import { entities } from '~/testing/fixtures/basics'
import { suppliers } from '~/testing/fixtures/supplier'
import { InFrame } from '~/testing/InFrame'
import { nothing } from '~/testing/problems'
import { type NewInvoiceProps, NewInvoiceScreen } from './NewInvoiceScreen'

const full: NewInvoiceProps = {
  entities,
  initial: { entityId: 'e1', currency: 'EUR', issuedOn: '2026-11-24' },
  suppliers,
  onFindSupplier: nothing,
  choices: { state: 'ready', data: { __typename: 'Query', accounts: [], costCenters: [] } },
  onEntity: nothing,
  busy: false,
  onSave: nothing,
}

const show = (part: Partial<NewInvoiceProps> = {}) => (
  <InFrame path="/invoices/new">
    <NewInvoiceScreen {...full} {...part} />
  </InFrame>
)

export const Empty = () => show()
export const Saving = () => show({ busy: true })
export const Refused = () =>
  show({
    problem: {
      code: 'DUPLICATE',
      message: 'INV-2026-000123 has this supplier, number and amount.',
      requestId: 'c0ffee',
    },
  })
