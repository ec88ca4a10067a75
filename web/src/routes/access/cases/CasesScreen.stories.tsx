import type { ReactNode } from 'react'
import { middlePage, total, wholePage } from '~/testing/fixtures/basics'
import { cases } from '~/testing/fixtures/case'
import { InAccess } from '~/testing/InAccess'
import { failed, forbidden, nothing, stale } from '~/testing/problems'
import { type CasesProps, CasesScreen } from './CasesScreen'
import { ResolveDialog } from './ResolveDialog'

const [first] = cases as [(typeof cases)[number]]

const full: CasesProps = {
  list: { state: 'ready', data: { rows: cases, total: total(3), page: middlePage } },
  filter: {},
  onFilter: nothing,
  onOpen: nothing,
  onResolve: nothing,
  onNext: nothing,
  onPrevious: nothing,
  onRetry: nothing,
}

const show = (part: Partial<CasesProps> = {}, dialog?: ReactNode) => (
  <InAccess path="/access/cases">
    <CasesScreen {...full} {...part} />
    {dialog}
  </InAccess>
)

const none: CasesProps['list'] = { state: 'ready', data: { rows: [], total: total(0), page: wholePage } }

export const Full = () => show()
export const Open = () => show({ open: 'c1' })
export const Resolved = () => show({ open: 'c2' })
export const AboutOneself = () => show({ open: 'c3' })
export const Resolve = () =>
  show({}, <ResolveDialog case={first} problem={stale} onClose={nothing} onResolve={nothing} />)
export const Loading = () => show({ list: { state: 'loading' } })
export const Nothing = () => show({ list: none })
export const FilteredAway = () => show({ list: none, filter: { waiting: true, mine: true } })
export const Forbidden = () => show({ list: { state: 'problem', problem: forbidden } })
export const Failed = () => show({ list: { state: 'problem', problem: failed } })
