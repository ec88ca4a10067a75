import { useMemo } from 'react'
import { useQuery } from 'urql'
import { AuditLogDocument, ChosenDocument } from '~/api/accessDocuments'
import { loaded } from '~/api/loaded'
import { pageArguments } from '../../search'
import { useAddress, useEntity } from '../../useAddress'
import { usePages } from '../../usePages'
import { useOffer } from '../offer'
import { accessSearch } from '../search'
import { useItems, usePeople } from '../useChoices'
import { LogScreen } from './LogScreen'
import { filterOf, logSearch } from './search'
import { useInclusion } from './useInclusion'
import { useLogExport } from './useLogExport'

const read = (search: Record<string, unknown>) => ({ ...accessSearch(search), ...logSearch(search) })
const pageSize = 50

/** Reads the log as the address says, up to the area's instant, and the proof of the event that is open. */
export function LogRoute() {
  const [address, setAddress] = useAddress(read)
  const { asOf, open, after, before, ...filter } = address
  const { actor, subject } = filter
  const entity = useEntity()
  const [query, reread] = useQuery({
    query: AuditLogDocument,
    variables: { filter: filterOf(filter, entity?.id, asOf), ...pageArguments({ after, before }, pageSize) },
    requestPolicy: 'cache-and-network',
  })
  const ids = useMemo(() => [actor, subject].filter((id) => id !== undefined), [actor, subject])
  const [{ data: chosen }] = useQuery({
    query: ChosenDocument,
    variables: { ids },
    pause: ids.length === 0,
  })
  const named = (id: string) => chosen?.nodes.find((node) => node && 'id' in node && node.id === id)
  const who = actor ? named(actor) : undefined
  const what = subject ? named(subject) : undefined
  const rows = useMemo(() => query.data?.auditEvents.edges.map(({ node }) => node), [query.data])
  const pages = usePages(query.data?.auditEvents.pageInfo, (next) => setAddress(next))
  const proof = useInclusion(open)
  const write = useLogExport()
  useOffer(useMemo(() => rows && { name: 'audit-log', table: write(rows) }, [rows, write]))
  return (
    <LogScreen
      list={loaded(query, ({ auditEvents }) => ({
        rows: auditEvents.edges.map(({ node }) => node),
        total: auditEvents.totalCount,
        page: pages.state,
      }))}
      filter={filter}
      onFilter={(next) =>
        setAddress(
          {
            actor: undefined,
            subject: undefined,
            kind: undefined,
            command: undefined,
            from: undefined,
            to: undefined,
            refused: undefined,
            ...next,
            open: undefined,
            after: undefined,
            before: undefined,
          },
          true,
        )
      }
      choices={{
        ...usePeople(),
        ...useItems(),
        actor: actor ? (who?.__typename === 'User' ? who : { id: actor, name: actor }) : undefined,
        subject: subject
          ? {
              kind: 'item',
              id: subject,
              key: what?.__typename === 'Invoice' ? what.key : subject,
              title: what?.__typename === 'Invoice' ? what.title : '',
            }
          : undefined,
      }}
      open={open}
      onOpen={(id) => setAddress({ open: id }, true)}
      proof={proof}
      onNext={pages.onNext}
      onPrevious={pages.onPrevious}
      onRetry={() => reread({ requestPolicy: 'network-only' })}
    />
  )
}
