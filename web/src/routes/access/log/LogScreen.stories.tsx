import { items, people } from '~/testing/fixtures/access'
import { middlePage, tomas, total, wholePage } from '~/testing/fixtures/basics'
import { events, inclusion } from '~/testing/fixtures/log'
import { InAccess } from '~/testing/InAccess'
import { failed, forbidden, nothing } from '~/testing/problems'
import type { InclusionProps } from './Inclusion'
import { type LogProps, LogScreen } from './LogScreen'

const full: LogProps = {
  list: { state: 'ready', data: { rows: events, total: total(10_000, true), page: middlePage } },
  filter: {},
  onFilter: nothing,
  choices: { people, onFindPerson: nothing, items, onFindItem: nothing },
  onOpen: nothing,
  proof: { inclusion: { state: 'loading' }, onRetry: nothing },
  onNext: nothing,
  onPrevious: nothing,
  onRetry: nothing,
}

const show = (part: Partial<LogProps> = {}) => (
  <InAccess path="/access/log">
    <LogScreen {...full} {...part} />
  </InAccess>
)

const opened = (inclusion: InclusionProps['inclusion'], open = 'l3') =>
  show({ open, proof: { inclusion, onRetry: nothing } })

const none: LogProps['list'] = { state: 'ready', data: { rows: [], total: total(0), page: wholePage } }

export const Full = () => show()
export const Proof = () => opened({ state: 'ready', data: inclusion })
export const ProofBroken = () => opened({ state: 'ready', data: { ...inclusion, included: false } })
export const ProofUnchecked = () => opened({ state: 'ready', data: { ...inclusion, included: undefined } })
export const ProofWaiting = () => opened({ state: 'ready', data: 'waiting' }, 'l1')
export const ProofLoading = () => opened({ state: 'loading' })
export const ProofFailed = () => opened({ state: 'problem', problem: failed })
export const Loading = () => show({ list: { state: 'loading' } })
export const Nothing = () => show({ list: none })
export const FilteredAway = () =>
  show({
    list: none,
    filter: { actor: tomas.id, kind: 'posting.', command: 'postItem', refused: true },
    choices: { ...full.choices, actor: tomas },
  })
export const Forbidden = () => show({ list: { state: 'problem', problem: forbidden } })
export const Failed = () => show({ list: { state: 'problem', problem: failed } })
