import { useMemo } from 'react'
import { useQuery } from 'urql'
import { PoliciesInForceDocument, RolesDocument } from '~/api/accessDocuments'
import { loaded } from '~/api/loaded'
import { useText } from '~/i18n/useText'
import { useAddress } from '../../useAddress'
import { useOffer } from '../offer'
import { accessSearch } from '../search'
import { RolesScreen } from './RolesScreen'
import { rolesSearch } from './search'

const read = (search: Record<string, unknown>) => ({ ...accessSearch(search), ...rolesSearch(search) })

/** Reads the roles of the area's instant; of policies the API tells the present alone. */
export function RolesRoute() {
  const say = useText()
  const [{ asOf, q }, setAddress] = useAddress(read)
  const [query, reread] = useQuery({ query: RolesDocument, variables: { asOf } })
  const [policies] = useQuery({ query: PoliciesInForceDocument, pause: asOf !== undefined })
  const rows = query.data?.roles
  useOffer(
    useMemo(
      () =>
        rows && {
          name: 'roles',
          table: {
            columns: [
              say('roles.name'),
              say('roles.key'),
              say('roles.purpose'),
              say('roles.owner'),
              say('roles.actions'),
              say('roles.inherits'),
              say('roles.conflicts'),
            ],
            rows: rows.map(({ name, key, purpose, owner, actions, inherits, internalConflicts }) => [
              name,
              key,
              purpose,
              owner?.name,
              actions.join(' '),
              inherits.map((role) => role.name).join(', '),
              internalConflicts.map((rule) => rule.key).join(' '),
            ]),
          },
        },
      [rows, say],
    ),
  )
  return (
    <RolesScreen
      list={loaded(query, ({ roles }) => roles)}
      policies={asOf ? undefined : policies.data?.policies}
      filter={{ q }}
      onFilter={(filter) => setAddress({ q: undefined, ...filter }, true)}
      onRetry={() => reread({ requestPolicy: 'network-only' })}
    />
  )
}
