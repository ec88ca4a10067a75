import { useMemo } from 'react'
import { useQuery } from 'urql'
import { AccessDiffDocument, ChosenDocument, RolesDocument } from '~/api/accessDocuments'
import { loaded } from '~/api/loaded'
import { fromWallMinute, wallMinute } from '~/format/date'
import { useNow } from '~/format/useFormats'
import { useText } from '~/i18n/useText'
import { useLabel } from '~/i18n/useText'
import { useAddress } from '../../useAddress'
import { useOffer } from '../offer'
import { accessSearch } from '../search'
import { usePeople } from '../useChoices'
import { CompareScreen } from './CompareScreen'
import { compareSearch } from './search'

const read = (search: Record<string, unknown>) => ({ ...accessSearch(search), ...compareSearch(search) })
const usualDays = 90

/** Compares as the address says; without instants, the last 90 days up to the area's own. */
export function CompareRoute() {
  const say = useText()
  const label = useLabel()
  const now = useNow()
  const [address, setAddress] = useAddress(read)
  const { person, role } = address
  const span = useMemo(() => {
    // To the minute, so that the minute's tick asks nothing anew before it is over.
    const to = address.to ?? address.asOf ?? fromWallMinute(wallMinute(now)) ?? now.toISOString()
    const before = new Date(Date.parse(to) - usualDays * 86_400_000)
    return { from: address.from ?? before.toISOString(), to }
  }, [address.from, address.to, address.asOf, now])
  const [query, reread] = useQuery({
    query: AccessDiffDocument,
    variables: { ...span, userId: person, roleId: role },
  })
  const [roles] = useQuery({ query: RolesDocument, variables: {} })
  const [chosen] = useQuery({ query: ChosenDocument, variables: { ids: [person ?? ''] }, pause: !person })
  const named = chosen.data?.nodes.find((node) => node?.__typename === 'User' && node.id === person)
  const people = usePeople()
  const changes = query.data?.rolePolicyDiff.changes
  useOffer(
    useMemo(
      () =>
        changes && {
          name: 'changes',
          table: {
            columns: [
              say('changes.at'),
              say('changes.kind'),
              say('changes.subject'),
              say('changes.path'),
              say('changes.before'),
              say('changes.after'),
              say('grant.asked'),
              say('grant.agreed'),
              say('record.reason'),
            ],
            rows: changes.flatMap(({ at, kind, subject, record, changes: moved }) =>
              moved.map(({ path, before, after }) => [
                at,
                label('rulebookRow', kind),
                subject,
                path,
                before,
                after,
                record.requestedBy?.name,
                record.approvedBy?.name,
                record.reason,
              ]),
            ),
          },
        },
      [changes, say, label],
    ),
  )
  return (
    <CompareScreen
      comparison={{
        ...span,
        person: person ? (named?.__typename === 'User' ? named : { id: person, name: person }) : undefined,
        role,
      }}
      onCompare={({ from, to, person: who, role: which }) =>
        setAddress({ from, to, person: who?.id, role: which })
      }
      {...people}
      roles={roles.data?.roles ?? []}
      difference={loaded(query, ({ rolePolicyDiff }) => rolePolicyDiff)}
      onRetry={() => reread({ requestPolicy: 'network-only' })}
    />
  )
}
