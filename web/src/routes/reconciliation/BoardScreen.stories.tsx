import { total, wholePage } from '~/testing/fixtures/basics'
import { accounts } from '~/testing/fixtures/recon'
import { InRecon } from '~/testing/InRecon'
import { failed, forbidden, nothing } from '~/testing/problems'
import { type BoardProps, BoardScreen } from './BoardScreen'

const full: BoardProps = {
  list: { state: 'ready', data: { rows: accounts, total: total(4), page: wholePage } },
  filter: {},
  onFilter: nothing,
  onNext: nothing,
  onPrevious: nothing,
  onRetry: nothing,
}

const show = (part: Partial<BoardProps> = {}) => (
  <InRecon>
    <BoardScreen {...full} {...part} />
  </InRecon>
)

const none: BoardProps['list'] = { state: 'ready', data: { rows: [], total: total(0), page: wholePage } }

export const Full = () => show()
export const Filtered = () => show({ filter: { kind: 'BANK', feed: 'LATE', mine: true } })
export const Loading = () => show({ list: { state: 'loading' } })
export const Nothing = () => show({ list: none })
export const FilteredAway = () => show({ list: none, filter: { open: true } })
export const Forbidden = () => show({ list: { state: 'problem', problem: forbidden } })
export const Failed = () => show({ list: { state: 'problem', problem: failed } })
