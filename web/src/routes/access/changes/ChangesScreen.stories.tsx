import { middlePage, mira, total, wholePage } from '~/testing/fixtures/basics'
import { blocked, changes, delegations, inFull, leavers, notMine, services } from '~/testing/fixtures/change'
import { InAccess } from '~/testing/InAccess'
import { failed, forbidden, nothing, stale } from '~/testing/problems'
import { CommentDialog } from '~/ui/CommentDialog'
import type { ReactNode } from 'react'
import { type ChangesProps, ChangesScreen } from './ChangesScreen'
import { DelegationsScreen } from './DelegationsScreen'
import { LeaversScreen } from './LeaversScreen'
import { registersFor } from './registers'
import { ServicesScreen } from './ServicesScreen'

const registers = registersFor(new Set(['AUDIT_READ']))
const reading = { onNext: nothing, onPrevious: nothing, onRetry: nothing }

const full: ChangesProps = {
  ...reading,
  registers,
  list: { state: 'ready', data: { rows: changes, total: total(4), page: middlePage } },
  filter: {},
  onFilter: nothing,
  onOpen: nothing,
  detail: {
    full: { state: 'ready', data: inFull },
    viewerId: 'u6',
    onAct: nothing,
    onReread: nothing,
  },
}

const show = (part: Partial<ChangesProps> = {}, dialog?: ReactNode) => (
  <InAccess path="/access/changes">
    <ChangesScreen {...full} {...part} />
    {dialog}
  </InAccess>
)

const opened = (detail: Partial<ChangesProps['detail']> = {}, dialog?: ReactNode) =>
  show({ open: 'ch1', detail: { ...full.detail, ...detail } }, dialog)

const none: ChangesProps['list'] = { state: 'ready', data: { rows: [], total: total(0), page: wholePage } }

export const Full = () => show()
export const Decide = () => opened()
export const Blocked = () => opened({ full: { state: 'ready', data: blocked } })
export const Mine = () => opened({ full: { state: 'ready', data: notMine }, viewerId: mira.id })
export const PreviewLoading = () => opened({ full: { state: 'loading' } })
export const PreviewFailed = () => opened({ full: { state: 'problem', problem: failed } })
export const TurnDown = () =>
  opened(
    {},
    <CommentDialog
      title={inFull.title}
      doLabel="Turn down"
      needed
      grave
      problem={stale}
      onClose={nothing}
      onGive={nothing}
    />,
  )
export const Loading = () => show({ list: { state: 'loading' } })
export const Nothing = () => show({ list: none })
export const FilteredAway = () => show({ list: none, filter: { state: 'VOID', kind: 'RULE' } })
export const Forbidden = () => show({ list: { state: 'problem', problem: forbidden } })
export const Failed = () => show({ list: { state: 'problem', problem: failed } })

const register = (content: ReactNode) => <InAccess path="/access/changes">{content}</InAccess>
const part = { ...reading, registers, onOpen: nothing }
const of = <Row,>(rows: Row[]) => ({ ...part, list: { state: 'ready' as const, data: { rows } } })
const loading = { ...part, list: { state: 'loading' as const } }
const refused = { ...part, list: { state: 'problem' as const, problem: forbidden } }

export const Delegations = () => register(<DelegationsScreen {...of(delegations)} open="d1" />)
export const DelegationsLoading = () => register(<DelegationsScreen {...loading} />)
export const DelegationsNothing = () => register(<DelegationsScreen {...of([])} />)
export const DelegationsForbidden = () => register(<DelegationsScreen {...refused} />)
export const Services = () => register(<ServicesScreen {...of(services)} open="s1" />)
export const ServicesLoading = () => register(<ServicesScreen {...loading} />)
export const ServicesNothing = () => register(<ServicesScreen {...of([])} />)
export const ServicesForbidden = () => register(<ServicesScreen {...refused} />)
export const Leavers = () => register(<LeaversScreen {...of(leavers)} open="u2" />)
export const LeaversLoading = () => register(<LeaversScreen {...loading} />)
export const LeaversNothing = () => register(<LeaversScreen {...of([])} />)
export const LeaversForbidden = () => register(<LeaversScreen {...refused} />)
