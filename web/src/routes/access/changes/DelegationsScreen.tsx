import type { DelegationsQuery, DelegationState } from '~/api/documents'
import type { Loaded } from '~/api/loaded'
import { useLabel, useText } from '~/i18n/useText'
import { ActorCell } from '~/ui/ActorCell'
import { Card } from '~/ui/Card'
import { type Listed, Listing, type Reading } from '~/ui/Listing'
import { Where } from '~/ui/access/Where'
import { Amount } from '~/ui/Amount'
import type { Column } from '~/ui/DataTable'
import { Facts } from '~/ui/Facts'
import { Mark, type Tone } from '~/ui/Mark'
import { Page } from '~/ui/Page'
import { PersonName } from '~/ui/people'
import { When } from '~/ui/When'
import { RegisterNav } from './RegisterNav'
import type { Register } from './registers'

export type DelegationRow = DelegationsQuery['delegations'][number]

export interface RegisterProps<Row> extends Reading {
  registers: Register[]
  list: Loaded<Listed<Row>>
  /** Key of the row that is open. */
  open?: string
  onOpen: (key?: string) => void
}

const tones: Record<DelegationState, Tone> = {
  PLANNED: 'wait',
  ACTIVE: 'done',
  ENDED: 'draft',
  REVOKED: 'draft',
}

/** What people lend each other, and until when. */
export function DelegationsScreen({ registers, ...list }: RegisterProps<DelegationRow>) {
  const say = useText()
  const label = useLabel()
  const state = (row: DelegationRow) => (
    <Mark tone={tones[row.state] ?? 'unknown'} plain>
      {label('delegationState', row.state)}
    </Mark>
  )
  const columns: Column<DelegationRow>[] = [
    { id: 'from', label: say('delegation.from'), cell: ({ from }) => <ActorCell actor={from} /> },
    { id: 'to', label: say('delegation.to'), cell: ({ to }) => <ActorCell actor={to} /> },
    {
      id: 'where',
      label: say('access.where'),
      wide: true,
      cell: ({ entities }) => <Where entities={entities} group={false} />,
    },
    {
      id: 'limit',
      label: say('access.limit'),
      align: 'end',
      cell: ({ limit }) => <Amount money={limit} aligned />,
    },
    { id: 'begins', label: say('grant.from'), cell: ({ validFrom }) => <When at={validFrom} /> },
    { id: 'ends', label: say('grant.to'), cell: ({ validTo }) => <When at={validTo} /> },
    { id: 'state', label: say('change.state'), cell: state },
  ]
  return (
    <Page
      title={say('register.delegations')}
      tools={<RegisterNav registers={registers} here="register.delegations" />}
    >
      <Listing
        {...list}
        words={{
          caption: say('register.delegations'),
          loading: say('delegation.loading'),
          forbidden: say('delegation.forbidden'),
          nothing: say('delegation.nothing'),
        }}
        columns={columns}
        rowKey={({ id }) => id}
        card={(row) => (
          <Card title={<PersonName person={row.from} />} quiet={<When at={row.validTo} />}>
            <PersonName person={row.to} />
            {state(row)}
          </Card>
        )}
        detail={({ actions, reason }) => (
          <Facts
            items={[
              [say('access.action'), actions.map((action) => label('act', action)).join(', ')],
              [say('record.reason'), <bdi key="reason">{reason}</bdi>],
            ]}
          />
        )}
      />
    </Page>
  )
}
