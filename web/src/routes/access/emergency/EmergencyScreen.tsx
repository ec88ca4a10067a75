import type { EmergencyState, SessionRowFragment } from '~/api/documents'
import type { Loaded } from '~/api/loaded'
import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { ActorCell } from '~/ui/ActorCell'
import { Card } from '~/ui/Card'
import { type Listed, Listing, type Reading } from '~/ui/Listing'
import type { Column } from '~/ui/DataTable'
import { Mark, type Tone } from '~/ui/Mark'
import { Page } from '~/ui/Page'
import { PersonName } from '~/ui/people'
import { Section } from '~/ui/Section'
import { When } from '~/ui/When'
import { Bundles, type BundlesProps } from './Bundles'
import { SessionDetail, type SessionDetailProps } from './SessionDetail'

export interface EmergencyProps extends BundlesProps, Reading {
  sessions: Loaded<Listed<SessionRowFragment>>
  /** Id of the session that is open. */
  open?: string
  onOpen: (id?: string) => void
  detail: SessionDetailProps
}

/** How a session stands, in a colour. */
function toneOf(state: EmergencyState): Tone {
  switch (state) {
    case 'ACTIVE':
      return 'risk'
    case 'REQUESTED':
    case 'ENDED':
      return 'wait'
    case 'REVIEWED':
      return 'done'
    default:
      return 'draft'
  }
}

/** Emergency access: what can be had, and every use of it. */
export function EmergencyScreen({ sessions, open, onOpen, detail, ...rest }: EmergencyProps) {
  const { onNext, onPrevious, onRetry } = rest
  const say = useText()
  const label = useLabel()
  const formats = useFormats()
  const state = (row: SessionRowFragment) => (
    <Mark tone={toneOf(row.state)} plain>
      {label('emergencyState', row.state)}
    </Mark>
  )
  const columns: Column<SessionRowFragment>[] = [
    { id: 'person', label: say('access.person'), cell: ({ user }) => <ActorCell actor={user} /> },
    { id: 'ticket', label: say('emergency.ticket'), cell: ({ ticket }) => <bdi>{ticket}</bdi> },
    {
      id: 'bundle',
      label: say('emergency.bundle'),
      wide: true,
      cell: ({ bundle }) => <bdi>{bundle.name}</bdi>,
    },
    { id: 'asked', label: say('emergency.asked'), cell: ({ requestedAt }) => <When at={requestedAt} /> },
    {
      id: 'acts',
      label: say('log.what'),
      align: 'end',
      cell: ({ actCount }) => say('emergency.acts', { count: actCount }),
    },
    {
      id: 'score',
      label: say('emergency.score'),
      align: 'end',
      cell: ({ score }) => formats.count(score),
    },
    { id: 'state', label: say('change.state'), cell: state },
  ]
  return (
    <Page title={say('place.emergency')}>
      <Bundles {...rest} />
      <Section title={say('emergency.sessions')}>
        <Listing
          list={sessions}
          words={{
            caption: say('emergency.sessions'),
            loading: say('emergency.loading'),
            forbidden: say('emergency.forbidden'),
            nothing: say('emergency.noSessions'),
          }}
          columns={columns}
          rowKey={({ id }) => id}
          open={open}
          onOpen={onOpen}
          onNext={onNext}
          onPrevious={onPrevious}
          onRetry={onRetry}
          card={(row) => (
            <Card title={<PersonName person={row.user} />} quiet={<bdi>{row.bundle.name}</bdi>}>
              <bdi>{row.ticket}</bdi>
              {state(row)}
            </Card>
          )}
          detail={(row) => <SessionDetail session={row} {...detail} />}
        />
      </Section>
    </Page>
  )
}
