import type { ServiceAccountsQuery } from '~/api/documents'
import { useLabel, useText } from '~/i18n/useText'
import { ActorCell } from '~/ui/ActorCell'
import { Card } from '~/ui/Card'
import { Listing } from '~/ui/Listing'
import type { Column } from '~/ui/DataTable'
import { Facts } from '~/ui/Facts'
import { Mark } from '~/ui/Mark'
import { Page } from '~/ui/Page'
import { PersonName } from '~/ui/people'
import { When } from '~/ui/When'
import type { RegisterProps } from './DelegationsScreen'
import { RegisterNav } from './RegisterNav'

export type ServiceRow = ServiceAccountsQuery['serviceAccounts'][number]

/** Machines outside the house: who answers for each, until when, and what it may do. */
export function ServicesScreen({ registers, ...list }: RegisterProps<ServiceRow>) {
  const say = useText()
  const label = useLabel()
  const state = ({ active }: ServiceRow) => (
    <Mark tone={active ? 'done' : 'blocked'} plain>
      {say(active ? 'service.active' : 'service.stopped')}
    </Mark>
  )
  const columns: Column<ServiceRow>[] = [
    { id: 'name', label: say('service.name'), wide: true, cell: ({ name }) => <bdi>{name}</bdi> },
    { id: 'owner', label: say('roles.owner'), cell: ({ owner }) => <ActorCell actor={owner} /> },
    { id: 'ends', label: say('grant.to'), cell: ({ validTo }) => <When at={validTo} /> },
    {
      id: 'last',
      label: say('access.lastUse'),
      cell: ({ lastUsedAt }) => (lastUsedAt ? <When at={lastUsedAt} /> : say('access.noUse')),
    },
    { id: 'state', label: say('change.state'), cell: state },
  ]
  return (
    <Page
      title={say('register.services')}
      tools={<RegisterNav registers={registers} here="register.services" />}
    >
      <Listing
        {...list}
        words={{
          caption: say('register.services'),
          loading: say('service.loading'),
          forbidden: say('service.forbidden'),
          nothing: say('service.nothing'),
        }}
        columns={columns}
        rowKey={({ id }) => id}
        card={(row) => (
          <Card title={<bdi>{row.name}</bdi>} quiet={<When at={row.validTo} />}>
            <PersonName person={row.owner} />
            {state(row)}
          </Card>
        )}
        detail={({ actions }) => (
          <Facts
            items={[
              [say('service.actions'), actions.map((action) => label('act', action)).join(', ') || '–'],
            ]}
          />
        )}
      />
    </Page>
  )
}
