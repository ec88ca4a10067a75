import { middlePage, total, wholePage } from '~/testing/fixtures/basics'
import { calendar, head } from '~/testing/fixtures/recon'
import { statements } from '~/testing/fixtures/reconParts'
import { InRecon } from '~/testing/InRecon'
import { failed, forbidden, nothing } from '~/testing/problems'
import { AccountScreen } from '../account/AccountScreen'
import { tabs } from '../account/tabs'
import { type FeedsProps, FeedsScreen } from './FeedsScreen'

const full: FeedsProps = {
  feed: {
    state: 'ready',
    data: {
      feed: {
        state: 'MISSING',
        expectedAt: '2026-11-25T08:00:00Z',
        arrivedAt: '2026-11-23T05:40:00Z',
        missing: 1,
      },
      frequency: 'DAILY',
      calendar: calendar({ 0: 'MISSING', 6: 'LATE', 9: 'REJECTED', 12: 'PROVISIONAL', 13: 'EXCUSED' }),
    },
  },
  list: { state: 'ready', data: { rows: statements, total: total(211), page: middlePage } },
  onOpen: nothing,
  onNext: nothing,
  onPrevious: nothing,
  onRetry: nothing,
}

const show = (part: Partial<FeedsProps> = {}) => (
  <InRecon path="/reconciliation/ra1">
    <AccountScreen account={head} tabs={tabs} tab="feeds" lost={0} onRun={nothing}>
      <FeedsScreen {...full} {...part} />
    </AccountScreen>
  </InRecon>
)

export const Full = () => show({ open: 'st1' })
export const Loading = () => show({ feed: { state: 'loading' }, list: { state: 'loading' } })
export const Nothing = () =>
  show({ list: { state: 'ready', data: { rows: [], total: total(0), page: wholePage } } })
export const Forbidden = () =>
  show({ feed: { state: 'loading' }, list: { state: 'problem', problem: forbidden } })
export const Failed = () => show({ feed: { state: 'loading' }, list: { state: 'problem', problem: failed } })
