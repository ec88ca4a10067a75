import { useMemo } from 'react'
import { useQuery } from 'urql'
import { DelegationsDocument } from '~/api/accessDocuments'
import { loaded } from '~/api/loaded'
import { useLabel, useText } from '~/i18n/useText'
import { useWhere } from '~/ui/access/useWhere'
import { useSession } from '../../session'
import { useAddress } from '../../useAddress'
import { useOffer } from '../offer'
import { accessSearch } from '../search'
import { DelegationsScreen } from './DelegationsScreen'
import { registersFor } from './registers'
import { registerSearch } from './search'

const read = (search: Record<string, unknown>) => ({ ...accessSearch(search), ...registerSearch(search) })

/** Reads the delegations as they were recorded at the area's instant. */
export function DelegationsRoute() {
  const { allowed } = useSession()
  const say = useText()
  const label = useLabel()
  const where = useWhere()
  const [{ asOf, open }, setAddress] = useAddress(read)
  const [query, reread] = useQuery({ query: DelegationsDocument, variables: { asOf } })
  const rows = query.data?.delegations
  useOffer(
    useMemo(
      () =>
        rows && {
          name: 'delegations',
          table: {
            columns: [
              say('delegation.from'),
              say('delegation.to'),
              say('access.action'),
              say('access.where'),
              say('access.limit'),
              say('explorer.currency'),
              say('grant.from'),
              say('grant.to'),
              say('change.state'),
              say('record.reason'),
            ],
            rows: rows.map(({ from, to, actions, entities, limit, validFrom, validTo, state, reason }) => [
              from.name,
              to.name,
              actions.map((action) => label('act', action)).join(', '),
              where(entities, false, true),
              limit?.amount,
              limit?.currency,
              validFrom,
              validTo,
              label('delegationState', state),
              reason,
            ]),
          },
        },
      [rows, say, label, where],
    ),
  )
  return (
    <DelegationsScreen
      registers={registersFor(allowed)}
      list={loaded(query, ({ delegations }) => ({ rows: delegations }))}
      open={open}
      onOpen={(id) => setAddress({ open: id }, true)}
      onRetry={() => reread({ requestPolicy: 'network-only' })}
    />
  )
}
