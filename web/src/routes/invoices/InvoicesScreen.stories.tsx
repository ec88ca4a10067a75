import { middlePage, total, wholePage } from '~/testing/fixtures/basics'
import { rows } from '~/testing/fixtures/invoice'
import { InFrame } from '~/testing/InFrame'
import { failed, forbidden, nothing } from '~/testing/problems'
import { type InvoicesProps, InvoicesScreen } from './InvoicesScreen'

const full: InvoicesProps = {
  list: { state: 'ready', data: { rows, total: total(2_431), page: middlePage } },
  filter: {},
  onFilter: nothing,
  sort: '-gross',
  onSort: nothing,
  onNext: nothing,
  onPrevious: nothing,
  onRetry: nothing,
  canEnter: true,
  narrowed: false,
}

const show = (part: Partial<InvoicesProps> = {}) => (
  <InFrame path="/invoices">
    <InvoicesScreen {...full} {...part} />
  </InFrame>
)

const none = { state: 'ready' as const, data: { rows: [], total: total(0), page: wholePage } }

export const Full = () => show()
export const Filtered = () =>
  show({ filter: { state: ['ON_HOLD', 'RETURNED'], from: '1000.50', match: 'PRICE_VARIANCE' } })
export const Loading = () => show({ list: { state: 'loading' } })
export const NothingYet = () => show({ list: none })
export const FilteredAway = () => show({ list: none, filter: { q: 'xyz' } })
export const Forbidden = () => show({ list: { state: 'problem', problem: forbidden }, canEnter: false })
export const Failed = () => show({ list: { state: 'problem', problem: failed } })
