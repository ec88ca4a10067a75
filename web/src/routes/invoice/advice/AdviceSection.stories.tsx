import { mira } from '~/testing/fixtures/basics'
import {
  adviceOn,
  applied,
  coding,
  edited,
  notAsked,
  notMine,
  othersDecided,
  silent,
  turnedDown,
  twin,
  untried,
  whoDecides,
} from '~/testing/fixtures/advice'
import { invoice } from '~/testing/fixtures/invoice'
import { InFrame } from '~/testing/InFrame'
import { failed, nothing, stale } from '~/testing/problems'
import { AdviceText } from '~/i18n/AdviceText'
import type { Advice } from '~/ui/advice/model'
import { OtherwiseDialog } from '~/ui/advice/OtherwiseDialog'
import { InvoiceScreen } from '../InvoiceScreen'
import { type AdviceProps, AdviceSection } from './AdviceSection'

const quiet: Omit<AdviceProps, 'invoice'> = {
  busy: false,
  onAccept: nothing,
  onEdit: nothing,
  onReject: nothing,
}

const show = (part: Partial<AdviceProps> & Pick<AdviceProps, 'invoice'>, dialog?: React.ReactNode) => (
  <InFrame path="/invoices/i1" single>
    <AdviceText>
      <InvoiceScreen
        invoice={{ state: 'ready', data: { ...invoice, duplicates: [] } }}
        advice={<AdviceSection {...quiet} {...part} />}
        viewerId={mira.id}
        back={{ href: '/invoices', label: 'Invoices' }}
        busy={false}
        onRetry={nothing}
        onApprove={nothing}
        onReturn={nothing}
        onReject={nothing}
        onAct={nothing}
      />
      {dialog}
    </AdviceText>
  </InFrame>
)
const told = (...advice: Advice[]) => show({ invoice: { state: 'ready', data: adviceOn(...advice) } })

export const Coding = () => told(coding, silent)
export const Open = () => show({ invoice: { state: 'ready', data: adviceOn(coding) }, opened: coding.id })
export const Twin = () => told(twin, coding)
export const Applied = () => told(applied)
export const Decided = () => told(turnedDown, edited)
export const NotMine = () => told(notMine)
export const Untried = () =>
  show({ invoice: { state: 'ready', data: adviceOn(untried) }, opened: untried.id })
export const WhoDecides = () =>
  show({ invoice: { state: 'ready', data: adviceOn(whoDecides, coding) }, opened: whoDecides.id })
export const OthersDecided = () => told(othersDecided)
export const NotAsked = () => told(notAsked)
export const None = () => told()
export const Loading = () => show({ invoice: { state: 'loading' } })
export const Failed = () => show({ invoice: { state: 'problem', problem: failed } })
export const Stale = () => show({ invoice: { state: 'ready', data: adviceOn(coding) }, problem: stale })

const choices = {
  state: 'ready' as const,
  data: {
    __typename: 'Query' as const,
    accounts: [
      {
        __typename: 'Account' as const,
        id: 'k1',
        code: '6310',
        name: 'Spare parts',
        kind: 'PROFIT_LOSS' as const,
      },
    ],
    costCenters: [{ __typename: 'CostCenter' as const, id: 'c1', code: '4100', name: 'Rolling mill' }],
  },
}
export const ChooseAnother = () =>
  show(
    { invoice: { state: 'ready', data: adviceOn(coding) } },
    <OtherwiseDialog advice={coding} choices={choices} busy={false} onClose={nothing} onGive={nothing} />,
  )
export const TurnDown = () =>
  show(
    { invoice: { state: 'ready', data: adviceOn(coding) } },
    <OtherwiseDialog advice={coding} busy={false} problem={stale} onClose={nothing} onGive={nothing} />,
  )
