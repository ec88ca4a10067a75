import { total, wholePage } from '~/testing/fixtures/basics'
import { head } from '~/testing/fixtures/recon'
import { runInFull, runs } from '~/testing/fixtures/reconParts'
import { InRecon } from '~/testing/InRecon'
import { failed, forbidden, nothing } from '~/testing/problems'
import { AccountScreen } from '../account/AccountScreen'
import { tabs } from '../account/tabs'
import { type RunsProps, RunsScreen } from './RunsScreen'

const full: RunsProps = {
  list: { state: 'ready', data: { rows: runs, total: total(3), page: wholePage } },
  onOpen: nothing,
  onNext: nothing,
  onPrevious: nothing,
  onRetry: nothing,
}

const show = (part: Partial<RunsProps> = {}) => (
  <InRecon path="/reconciliation/ra1">
    <AccountScreen account={head} tabs={tabs} tab="runs" lost={0} onRun={nothing}>
      <RunsScreen {...full} {...part} />
    </AccountScreen>
  </InRecon>
)

export const Full = () => show({ open: 'r1', detail: { state: 'ready', data: runInFull } })
export const CameToNothing = () =>
  show({
    open: 'r2',
    detail: {
      state: 'ready',
      data: { tallies: [], byRule: [], proof: null, inputHash: null, resultHash: null },
    },
  })
export const LoadingRun = () => show({ open: 'r1', detail: { state: 'loading' } })
export const Loading = () => show({ list: { state: 'loading' } })
export const Nothing = () =>
  show({ list: { state: 'ready', data: { rows: [], total: total(0), page: wholePage } } })
export const Forbidden = () => show({ list: { state: 'problem', problem: forbidden } })
export const Failed = () => show({ list: { state: 'problem', problem: failed } })
