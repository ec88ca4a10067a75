import { useMemo } from 'react'
import { useQuery } from 'urql'
import { ServiceAccountsDocument } from '~/api/accessDocuments'
import { loaded } from '~/api/loaded'
import { useText } from '~/i18n/useText'
import { useSession } from '../../session'
import { useAddress } from '../../useAddress'
import { useOffer } from '../offer'
import { accessSearch } from '../search'
import { registersFor } from './registers'
import { registerSearch } from './search'
import { ServicesScreen } from './ServicesScreen'

const read = (search: Record<string, unknown>) => ({ ...accessSearch(search), ...registerSearch(search) })

/** Reads the service accounts as they were recorded at the area's instant. */
export function ServicesRoute() {
  const { allowed } = useSession()
  const say = useText()
  const [{ asOf, open }, setAddress] = useAddress(read)
  const [query, reread] = useQuery({ query: ServiceAccountsDocument, variables: { asOf } })
  const rows = query.data?.serviceAccounts
  useOffer(
    useMemo(
      () =>
        rows && {
          name: 'service-accounts',
          table: {
            columns: [
              say('service.name'),
              say('roles.owner'),
              say('grant.to'),
              say('service.actions'),
              say('change.state'),
              say('access.lastUse'),
            ],
            rows: rows.map(({ name, owner, validTo, actions, active, lastUsedAt }) => [
              name,
              owner.name,
              validTo,
              actions.join(' '),
              say(active ? 'service.active' : 'service.stopped'),
              lastUsedAt,
            ]),
          },
        },
      [rows, say],
    ),
  )
  return (
    <ServicesScreen
      registers={registersFor(allowed)}
      list={loaded(query, ({ serviceAccounts }) => ({ rows: serviceAccounts }))}
      open={open}
      onOpen={(id) => setAddress({ open: id }, true)}
      onRetry={() => reread({ requestPolicy: 'network-only' })}
    />
  )
}
