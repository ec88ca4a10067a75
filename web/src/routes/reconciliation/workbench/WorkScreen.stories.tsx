import type { ReactNode } from 'react'
import { money, total } from '~/testing/fixtures/basics'
import {
  ambiguous,
  certified,
  detail,
  differs,
  head,
  headRefused,
  inCase,
  lines,
  manyLines,
  matched,
  nothingFits,
  suggested,
  underway,
} from '~/testing/fixtures/recon'
import { InRecon } from '~/testing/InRecon'
import { failed, forbidden, nothing, stale } from '~/testing/problems'
import { type AccountProps, AccountScreen } from '../account/AccountScreen'
import { tabs } from '../account/tabs'
import { permitOf } from '../model'
import { OpenCaseDialog } from './OpenCaseDialog'
import { UndoDialog } from './UndoDialog'
import { type WorkProps, WorkScreen } from './WorkScreen'
import { WriteOffDialog } from './WriteOffDialog'

const frame: Omit<AccountProps, 'children'> = {
  account: head,
  lost: 0,
  tabs,
  tab: 'work',
  onRun: nothing,
}

const full: WorkProps = {
  sources: head.sources,
  currency: 'EUR',
  lines: { state: 'ready', data: { rows: lines, total: total(lines.length), hasMore: false } },
  onMore: nothing,
  filter: {},
  onFilter: nothing,
  selected: 'l1',
  onSelect: nothing,
  leaving: new Set(),
  detail: { state: 'ready', data: detail },
  match: { allowed: true },
  mayWriteOff: true,
  picked: [],
  onPick: nothing,
  onAccept: nothing,
  onAcceptGroup: nothing,
  onReject: nothing,
  onUndo: nothing,
  onMatch: nothing,
  onWriteOff: nothing,
  onEntry: nothing,
  onCase: nothing,
  onClear: nothing,
  onRetry: nothing,
}

const show = (part: Partial<WorkProps> = {}, around: Partial<AccountProps> = {}, dialog?: ReactNode) => (
  <InRecon path="/reconciliation/ra1">
    <AccountScreen {...frame} {...around}>
      <WorkScreen {...full} {...part} />
    </AccountScreen>
    {dialog}
  </InRecon>
)

const chosen = (data: WorkProps['detail']) => show({ detail: data, selected: 'l3' })
const none: WorkProps['lines'] = { state: 'ready', data: { rows: [], total: total(0), hasMore: false } }
const [first, , , , fifth, sixth] = lines
const pick = (...rows: (typeof first)[]) => rows.filter((row) => row !== undefined)

export const Full = () => show()
export const List = () => show({ selected: undefined, detail: undefined })
export const Ambiguous = () => chosen({ state: 'ready', data: ambiguous })
export const NothingFits = () => chosen({ state: 'ready', data: nothingFits })
export const Suggested = () => show({ selected: 'l2', detail: { state: 'ready', data: suggested } })
export const Matched = () => show({ selected: undefined, detail: { state: 'ready', data: matched } })
export const Certified = () => show({ selected: undefined, detail: { state: 'ready', data: certified } })
export const InCase = () => show({ selected: 'l4', detail: { state: 'ready', data: inCase } })
export const PickedEven = () => show({ picked: pick(first, fifth) })
export const PickedUneven = () => show({ picked: pick(first, sixth), problem: stale })
export const PickedOneSided = () => show({ picked: pick(first) })
export const LoadingLine = () => show({ detail: { state: 'loading' } })
export const Loading = () => show({ lines: { state: 'loading' }, selected: undefined, detail: undefined })
export const Done = () => show({ lines: none, selected: undefined, detail: undefined })
export const FilteredAway = () =>
  show({ lines: none, filter: { q: 'xyz' }, selected: undefined, detail: undefined })
export const Forbidden = () =>
  show({ lines: { state: 'problem', problem: forbidden }, selected: undefined, detail: undefined })
export const Failed = () =>
  show({ lines: { state: 'problem', problem: failed }, selected: undefined, detail: undefined })
export const MayNot = () =>
  show({ match: permitOf(headRefused.can, 'RECON_MATCH'), mayWriteOff: false }, { account: headRefused })
export const EntriesUnderway = () => show({}, { account: { ...head, equation: underway } })
export const DoesNotAddUp = () => show({}, { account: { ...head, equation: differs }, lost: 3 })
export const Running = () =>
  show(
    {},
    {
      job: {
        id: 'j1',
        version: 4,
        state: 'RUNNING',
        stage: 'matching',
        done: 42_000,
        total: 100_000,
        error: null,
      },
      onCancel: nothing,
    },
  )
export const RunFailed = () =>
  show(
    {},
    {
      job: {
        id: 'j1',
        version: 5,
        state: 'FAILED',
        stage: 'proving',
        done: 0,
        total: null,
        error: '3 of 10,105 lines of the bank are in no state.',
      },
      onDismiss: nothing,
    },
  )

export const Undo = () =>
  show(
    {},
    {},
    <UndoDialog
      subject="Müller Anlagenbau AG"
      effect={{
        state: 'ready',
        data: {
          lines: 2,
          timing: money('12400.00'),
          withdraws: { key: 'ADJ-2026-000007', amount: money('-4.50') },
          remembered: true,
        },
      }}
      onClose={nothing}
      onUndo={nothing}
    />,
  )
export const WriteOff = () =>
  show(
    {},
    {},
    <WriteOffDialog difference={money('4.50')} problem={stale} onClose={nothing} onMatch={nothing} />,
  )

export const OpenCase = () =>
  show(
    { picked: pick(first, sixth) },
    {},
    <OpenCaseDialog lines={pick(first, sixth)} problem={stale} onClose={nothing} onOpen={nothing} />,
  )
export const OfACase = () => show({ filter: { state: 'ALL', case: 'c9' } })

const hundredThousand = manyLines(100_000)

/** What scrolling is measured on. */
export const HundredThousand = () =>
  show({
    lines: { state: 'ready', data: { rows: hundredThousand, total: total(100_000), hasMore: false } },
    selected: undefined,
    detail: undefined,
  })
