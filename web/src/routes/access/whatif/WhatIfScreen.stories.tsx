import { choices, draft, names, simulation } from '~/testing/fixtures/whatif'
import { InAccess } from '~/testing/InAccess'
import { failed, forbidden, nothing } from '~/testing/problems'
import { CommentDialog } from '~/ui/CommentDialog'
import { emptyDraft } from './draft'
import { GrantDialog } from './GrantDialog'
import { LeaverDialog } from './LeaverDialog'
import { RevokeDialog } from './RevokeDialog'
import { RoleDialog } from './RoleDialog'
import { type WhatIfProps, WhatIfScreen } from './WhatIfScreen'

const full: WhatIfProps = {
  draft,
  onDraft: nothing,
  names,
  choices,
  outcome: { state: 'ready', data: simulation },
  past: false,
  onRetry: nothing,
}

const show = (part: Partial<WhatIfProps> = {}, dialog?: React.ReactNode) => (
  <InAccess path="/access/whatif" asOf={part.past ? '2026-10-31T22:59:00Z' : undefined}>
    <WhatIfScreen {...full} {...part} />
    {dialog}
  </InAccess>
)

const fine = {
  ...simulation,
  blocked: false,
  newConflicts: [],
  resolvedConflicts: [],
  lost: [],
  uncoveredSteps: [],
  replayed: { ...simulation.replayed, changed: [], changedCount: 0 },
}
const dialog = { choices, onAdd: nothing, onClose: nothing }

export const Blocked = () => show()
export const Fine = () => show({ outcome: { state: 'ready', data: fine } })
export const Ask = () =>
  show(
    { onAsk: nothing },
    <CommentDialog
      title="Ask for 5 changes"
      doLabel="Ask for this"
      needed
      onClose={nothing}
      onGive={nothing}
    />,
  )
export const Past = () => show({ past: true })
export const Empty = () => show({ draft: emptyDraft, outcome: undefined })
export const Loading = () => show({ outcome: { state: 'loading' } })
export const Forbidden = () => show({ outcome: { state: 'problem', problem: forbidden } })
export const Failed = () => show({ outcome: { state: 'problem', problem: failed } })
export const Grant = () => show({}, <GrantDialog {...dialog} drafted={draft.roles} />)
export const Revoke = () => show({}, <RevokeDialog {...dialog} />)
export const Role = () => show({}, <RoleDialog {...dialog} />)
export const Leaver = () => show({}, <LeaverDialog {...dialog} />)
