import { useQuery } from 'urql'
import { SuppliersDocument } from '~/api/documents'
import { loaded } from '~/api/loaded'
import { sortInput } from '../search'
import { useAddress } from '../useAddress'
import { useForwardPages } from '../usePages'
import { suppliersSearch } from './search'
import { SuppliersScreen } from './SuppliersScreen'

const pageSize = 50

/** Reads suppliers as the address says. */
export function SuppliersRoute() {
  const [address, setAddress] = useAddress(suppliersSearch)
  const { after, sort, q, status, risk } = address
  const [query, reread] = useQuery({
    query: SuppliersDocument,
    variables: {
      filter: { text: q, status: status && [status], risk: risk && [risk] },
      sort: sortInput(sort),
      first: pageSize,
      after,
    },
  })
  const pages = useForwardPages(after, query.data?.suppliers.pageInfo, (next) => setAddress({ after: next }))
  return (
    <SuppliersScreen
      list={loaded(query, ({ suppliers }) => ({
        rows: suppliers.edges.map(({ node }) => node),
        total: suppliers.totalCount,
        page: pages.state,
      }))}
      filter={{ q, status, risk }}
      onFilter={(filter) =>
        setAddress({ q: undefined, status: undefined, risk: undefined, ...filter, after: undefined }, true)
      }
      sort={sort}
      onSort={(next) => setAddress({ sort: next, after: undefined })}
      onNext={pages.onNext}
      onPrevious={pages.onPrevious}
      onRetry={() => reread({ requestPolicy: 'network-only' })}
    />
  )
}
