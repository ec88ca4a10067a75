import type { ReactNode } from 'react'
import { middlePage, total, wholePage } from '~/testing/fixtures/basics'
import { activeInFull, askedInFull, bundles, endedInFull, sessions } from '~/testing/fixtures/emergency'
import { InAccess } from '~/testing/InAccess'
import { failed, forbidden, nothing } from '~/testing/problems'
import { type EmergencyProps, EmergencyScreen } from './EmergencyScreen'
import type { SessionInFull } from './SessionDetail'
import { UseDialog } from './UseDialog'

const [first] = bundles as [(typeof bundles)[number]]

const full: EmergencyProps = {
  bundles: { state: 'ready', data: { rows: bundles } },
  onBundle: nothing,
  onUse: nothing,
  sessions: { state: 'ready', data: { rows: sessions, total: total(3), page: middlePage } },
  onOpen: nothing,
  detail: { full: { state: 'loading' }, onAct: nothing, onReread: nothing },
  onNext: nothing,
  onPrevious: nothing,
  onRetry: nothing,
}

const show = (part: Partial<EmergencyProps> = {}, dialog?: ReactNode) => (
  <InAccess path="/access/emergency">
    <EmergencyScreen {...full} {...part} />
    {dialog}
  </InAccess>
)

const opened = (data: SessionInFull) =>
  show({ open: data.id, detail: { ...full.detail, full: { state: 'ready', data } } })

export const Full = () => show({ bundle: 'b1' })
export const MayNotAsk = () => show({ bundle: 'b2' })
export const Ask = () => show({}, <UseDialog bundle={first} onClose={nothing} onUse={nothing} />)
export const Ended = () => opened(endedInFull)
export const Requested = () => opened(askedInFull)
export const Active = () => opened(activeInFull)
export const SessionLoading = () => show({ open: 'es1' })
export const SessionFailed = () =>
  show({ open: 'es1', detail: { ...full.detail, full: { state: 'problem', problem: failed } } })
export const Loading = () => show({ bundles: { state: 'loading' }, sessions: { state: 'loading' } })
export const Nothing = () =>
  show({
    bundles: { state: 'ready', data: { rows: [] } },
    sessions: { state: 'ready', data: { rows: [], total: total(0), page: wholePage } },
  })
export const Forbidden = () =>
  show({
    bundles: { state: 'problem', problem: forbidden },
    sessions: { state: 'problem', problem: forbidden },
  })
export const Failed = () =>
  show({ bundles: { state: 'problem', problem: failed }, sessions: { state: 'problem', problem: failed } })
