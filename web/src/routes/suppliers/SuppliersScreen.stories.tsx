import { middlePage, total, wholePage } from '~/testing/fixtures/basics'
import { suppliers } from '~/testing/fixtures/supplier'
import { InFrame } from '~/testing/InFrame'
import { failed, forbidden, nothing } from '~/testing/problems'
import { type SuppliersProps, SuppliersScreen } from './SuppliersScreen'

const full: SuppliersProps = {
  list: { state: 'ready', data: { rows: suppliers, total: total(412), page: middlePage } },
  filter: {},
  onFilter: nothing,
  sort: 'name',
  onSort: nothing,
  onNext: nothing,
  onPrevious: nothing,
  onRetry: nothing,
}

const show = (part: Partial<SuppliersProps> = {}) => (
  <InFrame path="/suppliers">
    <SuppliersScreen {...full} {...part} />
  </InFrame>
)

const none = { state: 'ready' as const, data: { rows: [], total: total(0), page: wholePage } }

export const Full = () => show()
export const Loading = () => show({ list: { state: 'loading' } })
export const NothingYet = () => show({ list: none })
export const FilteredAway = () => show({ list: none, filter: { risk: 'CRITICAL' } })
export const Forbidden = () => show({ list: { state: 'problem', problem: forbidden } })
export const Failed = () => show({ list: { state: 'problem', problem: failed } })
