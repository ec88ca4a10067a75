import { ReasonDialog } from '~/ui/item/ReasonDialog'
import { ines, mira } from '~/testing/fixtures/basics'
import {
  entered,
  held,
  invoice,
  posted,
  postedElsewhere,
  standingIn,
  typed,
} from '~/testing/fixtures/invoice'
import { secondRoute } from '~/testing/fixtures/parts'
import { suppliers } from '~/testing/fixtures/supplier'
import { InFrame } from '~/testing/InFrame'
import { failed, notFound, nothing, stale } from '~/testing/problems'
import { CodingDialog } from './CodingDialog'
import { EditDialog } from './EditDialog'
import { type InvoiceProps, InvoiceScreen } from './InvoiceScreen'

const full: InvoiceProps = {
  invoice: { state: 'ready', data: invoice },
  viewerId: mira.id,
  back: { href: '/invoices', label: 'Invoices' },
  busy: false,
  onRetry: nothing,
  onApprove: nothing,
  onReturn: nothing,
  onReject: nothing,
  onAct: nothing,
}

const show = (part: Partial<InvoiceProps> = {}, dialog?: React.ReactNode) => (
  <InFrame path="/invoices/i1" single>
    <InvoiceScreen {...full} {...part} />
    {dialog}
  </InFrame>
)

const choices = {
  state: 'ready' as const,
  data: {
    __typename: 'Query' as const,
    accounts: [
      {
        __typename: 'Account' as const,
        id: 'k1',
        code: '6300',
        name: 'Maintenance',
        kind: 'PROFIT_LOSS' as const,
      },
    ],
    costCenters: [{ __typename: 'CostCenter' as const, id: 'c1', code: '4100', name: 'Rolling mill' }],
  },
}

export const InReview = () => show()
export const RoutedAnew = () =>
  show({ invoice: { state: 'ready', data: { ...invoice, route: secondRoute } } })
export const EnteredByViewer = () => show({ invoice: { state: 'ready', data: entered }, viewerId: ines.id })
export const StandingIn = () => show({ invoice: { state: 'ready', data: standingIn }, viewerId: ines.id })
export const OnHold = () => show({ invoice: { state: 'ready', data: held } })
export const Posted = () => show({ invoice: { state: 'ready', data: posted } })
export const PostedElsewhere = () => show({ invoice: { state: 'ready', data: postedElsewhere } })
export const TypedDraft = () => show({ invoice: { state: 'ready', data: typed } })
export const Stale = () => show({ problem: stale })
export const Loading = () => show({ invoice: { state: 'loading' } })
export const Failed = () => show({ invoice: { state: 'problem', problem: failed } })
export const NotFound = () => show({ invoice: { state: 'problem', problem: notFound } })
export const Returning = () =>
  show({}, <ReasonDialog what="RETURN" subject={invoice.title} onClose={nothing} onGive={nothing} />)
export const Editing = () =>
  show(
    {},
    <EditDialog
      invoice={invoice}
      suppliers={suppliers}
      onFindSupplier={nothing}
      busy={false}
      onClose={nothing}
      onSave={nothing}
    />,
  )
export const Coding = () =>
  show(
    {},
    <CodingDialog invoice={invoice} choices={choices} busy={false} onClose={nothing} onSave={nothing} />,
  )
