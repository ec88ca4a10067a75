import type { ReactNode } from 'react'
import type { Problem } from '~/api/problem'
import { middlePage, total, wholePage } from '~/testing/fixtures/basics'
import { head, lines } from '~/testing/fixtures/recon'
import { adjustments, bookable, ownProposal, proposed, refusedByLedger } from '~/testing/fixtures/rules'
import { InRecon } from '~/testing/InRecon'
import { failed, forbidden, nothing, stale } from '~/testing/problems'
import { AccountScreen } from '../account/AccountScreen'
import { tabs } from '../account/tabs'
import { type AdjustmentsProps, AdjustmentsScreen } from './AdjustmentsScreen'
import { DecideDialog } from './DecideDialog'
import { LinePicker } from './LinePicker'
import { ProposeDialog } from './ProposeDialog'

const full: AdjustmentsProps = {
  list: { state: 'ready', data: { rows: adjustments, total: total(86), page: middlePage } },
  filter: {},
  onFilter: nothing,
  onOpen: nothing,
  propose: { allowed: true },
  onPropose: nothing,
  lineHref: (id) => `#${id}`,
  onDecide: nothing,
  onPost: nothing,
  onWithdraw: nothing,
  onNext: nothing,
  onPrevious: nothing,
  onRetry: nothing,
}
const overLimit: Problem = {
  code: 'OVER_LIMIT',
  message: 'You clear items up to 500.00 EUR; this is 12,400.00 EUR. Jonas Bergström can.',
}

const show = (part: Partial<AdjustmentsProps> = {}, dialog?: ReactNode) => (
  <InRecon path="/reconciliation/ra1">
    <AccountScreen account={head} tabs={tabs} tab="adjustments" lost={0} onRun={nothing}>
      <AdjustmentsScreen {...full} {...part} />
    </AccountScreen>
    {dialog}
  </InRecon>
)
const propose = (picker?: ReactNode, problem?: Problem) => (
  <ProposeDialog
    account={head.account}
    currency="EUR"
    lines={lines.slice(0, 3)}
    accounts={{ state: 'ready', data: bookable }}
    problem={problem}
    picker={picker}
    onClose={nothing}
    onPropose={nothing}
  />
)

export const Full = () => show({ open: 'ad7', detail: { state: 'ready', data: proposed } })
export const OwnProposal = () =>
  show({
    open: 'ad7',
    detail: { state: 'ready', data: ownProposal },
    propose: { allowed: false, why: 'None of your roles clears reconciling items in DE01.' },
  })
export const RefusedByLedger = () => show({ open: 'ad6', detail: { state: 'ready', data: refusedByLedger } })
export const LoadingOne = () => show({ open: 'ad7', detail: { state: 'loading' } })
export const Approve = () =>
  show(
    {},
    <DecideDialog adjustment={proposed} approve problem={stale} onClose={nothing} onDecide={nothing} />,
  )
export const Reject = () =>
  show({}, <DecideDialog adjustment={proposed} approve={false} onClose={nothing} onDecide={nothing} />)
export const Propose = () => show({}, propose(undefined, overLimit))
export const Pick = () =>
  show(
    {},
    propose(
      <LinePicker
        lines={{ state: 'ready', data: lines }}
        find=""
        onFind={nothing}
        picked={lines.slice(0, 3)}
        onPick={nothing}
        onClear={nothing}
      />,
    ),
  )
export const Loading = () => show({ list: { state: 'loading' } })
export const Nothing = () =>
  show({ list: { state: 'ready', data: { rows: [], total: total(0), page: wholePage } } })
export const Filtered = () =>
  show({
    list: { state: 'ready', data: { rows: [], total: total(0), page: wholePage } },
    filter: { state: 'REJECTED', mine: true },
  })
export const Forbidden = () => show({ list: { state: 'problem', problem: forbidden } })
export const Failed = () => show({ list: { state: 'problem', problem: failed } })
