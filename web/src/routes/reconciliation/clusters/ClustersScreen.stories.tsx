import { head } from '~/testing/fixtures/recon'
import { clusters, oddities } from '~/testing/fixtures/rules'
import { InRecon } from '~/testing/InRecon'
import { failed, forbidden, nothing } from '~/testing/problems'
import { AccountScreen } from '../account/AccountScreen'
import { tabs } from '../account/tabs'
import { type ClustersProps, ClustersScreen } from './ClustersScreen'

const why = 'None of your roles drafts policies in DE01. Mira Köhler can.'

const full: ClustersProps = {
  list: { state: 'ready', data: clusters },
  odd: [],
  onOpen: nothing,
  edit: { allowed: true },
  writeOff: { allowed: true },
  lineHref: (id) => `#${id}`,
  onDraft: nothing,
  onPropose: nothing,
  onRetry: nothing,
}

const show = (part: Partial<ClustersProps> = {}) => (
  <InRecon path="/reconciliation/ra1">
    <AccountScreen account={head} tabs={tabs} tab="clusters" lost={0} onRun={nothing}>
      <ClustersScreen {...full} {...part} />
    </AccountScreen>
  </InRecon>
)

export const Full = () => show({ open: 'c1' })
export const Odd = () => show({ odd: oddities })
export const Contradicted = () =>
  show({ open: 'c2', edit: { allowed: false, why }, writeOff: { allowed: false, why } })
export const NoRule = () => show({ open: 'c3' })
export const Loading = () => show({ list: { state: 'loading' } })
export const Nothing = () => show({ list: { state: 'ready', data: [] } })
export const Forbidden = () => show({ list: { state: 'problem', problem: forbidden } })
export const Failed = () => show({ list: { state: 'problem', problem: failed } })
