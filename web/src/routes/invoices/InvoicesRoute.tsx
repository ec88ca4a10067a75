import { useQuery } from 'urql'
import { InvoicesDocument } from '~/api/documents'
import { loaded } from '~/api/loaded'
import { pageArguments, sortInput } from '../search'
import { useSession } from '../session'
import { useAddress, useEntity } from '../useAddress'
import { usePages } from '../usePages'
import { InvoicesScreen } from './InvoicesScreen'
import { invoiceFilter, invoicesSearch } from './search'

const pageSize = 50

const start = { after: undefined, before: undefined }
const unfiltered = {
  state: undefined,
  q: undefined,
  currency: undefined,
  match: undefined,
  from: undefined,
  below: undefined,
  dueFrom: undefined,
  dueBefore: undefined,
}

/** Reads invoices as the address says. */
export function InvoicesRoute() {
  const { allowed } = useSession()
  const entity = useEntity()
  const [address, setAddress] = useAddress(invoicesSearch)
  const { after, before, sort, ...filter } = address
  const [query, reread] = useQuery({
    query: InvoicesDocument,
    variables: {
      filter: invoiceFilter(address, entity?.id),
      sort: sortInput(sort),
      ...pageArguments({ after, before }, pageSize),
    },
    requestPolicy: 'cache-and-network',
  })
  const pages = usePages(query.data?.invoices.pageInfo, setAddress)
  return (
    <InvoicesScreen
      list={loaded(query, ({ invoices }) => ({
        rows: invoices.edges.map(({ node }) => node),
        total: invoices.totalCount,
        page: pages.state,
      }))}
      filter={filter}
      onFilter={(next) => setAddress({ ...unfiltered, ...next, ...start }, true)}
      sort={sort}
      onSort={(next) => setAddress({ sort: next, ...start })}
      onNext={pages.onNext}
      onPrevious={pages.onPrevious}
      onRetry={() => reread({ requestPolicy: 'network-only' })}
      canEnter={allowed.has('INVOICE_ENTER')}
      narrowed={entity !== undefined}
    />
  )
}
