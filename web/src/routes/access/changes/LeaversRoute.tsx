import { useMemo } from 'react'
import { useQuery } from 'urql'
import { LeaversDocument } from '~/api/accessDocuments'
import { loaded } from '~/api/loaded'
import { useText } from '~/i18n/useText'
import { useSession } from '../../session'
import { useAddress } from '../../useAddress'
import { useOffer } from '../offer'
import { accessSearch } from '../search'
import { LeaversScreen } from './LeaversScreen'
import { registersFor } from './registers'
import { registerSearch } from './search'

const read = (search: Record<string, unknown>) => ({ ...accessSearch(search), ...registerSearch(search) })

/** Reads who was recorded to leave up to the area's instant. */
export function LeaversRoute() {
  const { allowed } = useSession()
  const say = useText()
  const [{ asOf, open }, setAddress] = useAddress(read)
  const [query, reread] = useQuery({ query: LeaversDocument, variables: { to: asOf } })
  const rows = query.data?.leavers
  useOffer(
    useMemo(
      () =>
        rows && {
          name: 'leavers',
          table: {
            columns: [
              say('access.person'),
              say('leaver.noticed'),
              say('leaver.effective'),
              say('leaver.removed'),
              say('leaver.lag'),
              say('leaver.actsAfter'),
              say('leaver.actsBetween'),
              say('leaver.by'),
              say('record.reason'),
            ],
            rows: rows.map((leaver) => [
              leaver.user.name,
              leaver.noticedAt,
              leaver.effectiveAt,
              leaver.removedAt,
              leaver.lagSeconds,
              leaver.actsAfter,
              leaver.actsBetween,
              leaver.recordedBy.name,
              leaver.reason,
            ]),
          },
        },
      [rows, say],
    ),
  )
  return (
    <LeaversScreen
      registers={registersFor(allowed)}
      list={loaded(query, ({ leavers }) => ({ rows: leavers }))}
      open={open}
      onOpen={(id) => setAddress({ open: id }, true)}
      onRetry={() => reread({ requestPolicy: 'network-only' })}
    />
  )
}
