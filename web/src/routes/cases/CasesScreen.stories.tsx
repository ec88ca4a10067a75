import { middlePage, total, wholePage } from '~/testing/fixtures/basics'
import { cases } from '~/testing/fixtures/case'
import { InAccess } from '~/testing/InAccess'
import { InCases } from '~/testing/InCases'
import { failed, nothing } from '~/testing/problems'
import { type CasesProps, CasesScreen } from './CasesScreen'

const full: CasesProps = {
  list: { state: 'ready', data: { rows: cases, total: total(cases.length), page: middlePage } },
  filter: {},
  onFilter: nothing,
  onNext: nothing,
  onPrevious: nothing,
  onRetry: nothing,
}

const show = (part: Partial<CasesProps> = {}) => (
  <InCases>
    <CasesScreen {...full} {...part} />
  </InCases>
)

const none: CasesProps['list'] = { state: 'ready', data: { rows: [], total: total(0), page: wholePage } }

export const Full = () => show()
export const OfAnAuditor = () => (
  <InAccess path="/access/cases">
    <CasesScreen {...full} filter={{ state: 'ALL' }} />
  </InAccess>
)
export const Loading = () => show({ list: { state: 'loading' } })
export const Nothing = () => show({ list: none })
export const NothingResolved = () => show({ list: none, filter: { state: 'RESOLVED' } })
export const FilteredAway = () =>
  show({ list: none, filter: { category: 'timing', mine: true, overdue: true } })
export const Failed = () => show({ list: { state: 'problem', problem: failed } })
