import { useMemo } from 'react'
import { useQuery } from 'urql'
import { ChosenDocument, ConflictMatrixDocument, ConflictsDocument } from '~/api/accessDocuments'
import { loaded } from '~/api/loaded'
import { useConflictExport } from '~/ui/access/useConflictExport'
import { useAddress, useEntity } from '../../useAddress'
import { useForwardPages } from '../../usePages'
import { useOffer } from '../offer'
import { accessSearch } from '../search'
import { ConflictsScreen } from './ConflictsScreen'
import { conflictsSearch, filterOf } from './search'
import { useConflictInFull } from './useConflictInFull'

const read = (search: Record<string, unknown>) => ({ ...accessSearch(search), ...conflictsSearch(search) })
const pageSize = 50

/** Reads the map and the people as the address says, and what was done under the conflict that is open. */
export function ConflictsRoute() {
  const [address, setAddress] = useAddress(read)
  const { asOf, open, after, ...filter } = address
  const entity = useEntity()
  const apiFilter = filterOf(address, entity?.id)
  const [map, rereadMap] = useQuery({ query: ConflictMatrixDocument, variables: { asOf } })
  const [list, rereadList] = useQuery({
    query: ConflictsDocument,
    variables: { filter: apiFilter, asOf, first: pageSize, after },
  })
  const [chosen] = useQuery({
    query: ChosenDocument,
    variables: { ids: [address.person ?? ''] },
    pause: !address.person,
  })
  const person = chosen.data?.nodes.find((node) => node?.__typename === 'User' && node.id === address.person)
  const rows = useMemo(() => list.data?.sodConflicts.edges.map(({ node }) => node), [list.data])
  const pages = useForwardPages(after, list.data?.sodConflicts.pageInfo, (next) =>
    setAddress({ after: next }),
  )
  const inFull = useConflictInFull(
    rows?.find(({ id }) => id === open),
    asOf,
  )
  const write = useConflictExport()
  useOffer(useMemo(() => rows && { name: 'conflicts', table: write(rows) }, [rows, write]))
  return (
    <ConflictsScreen
      matrix={loaded(map, ({ conflictMatrix }) => conflictMatrix)}
      list={loaded(list, ({ sodConflicts }) => ({
        rows: sodConflicts.edges.map(({ node }) => node),
        total: sodConflicts.totalCount,
        page: pages.state,
      }))}
      filter={filter}
      onFilter={(next) =>
        setAddress(
          {
            kind: undefined,
            risk: undefined,
            state: undefined,
            rule: undefined,
            person: undefined,
            view: undefined,
            all: undefined,
            ...next,
            open: undefined,
            after: undefined,
          },
          true,
        )
      }
      person={person?.__typename === 'User' ? person.name : undefined}
      open={open}
      onOpen={(id) => setAddress({ open: id }, true)}
      inFull={inFull}
      onNext={pages.onNext}
      onPrevious={pages.onPrevious}
      onRetry={() => {
        rereadMap({ requestPolicy: 'network-only' })
        rereadList({ requestPolicy: 'network-only' })
      }}
    />
  )
}
