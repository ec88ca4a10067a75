import { useQuery } from 'urql'
import { asType, loaded } from '~/api/loaded'
import { ReconFeedDocument } from '~/api/reconDocuments'
import { text } from '../../search'
import { useAddress } from '../../useAddress'
import { useForwardPages } from '../../usePages'
import { cursor } from '../search'
import { FeedsScreen } from './FeedsScreen'

const pageSize = 50

const feedsSearch = (search: Record<string, unknown>) => ({
  open: text(search.open),
  after: cursor(search.after),
})

/** Reads how statements of an account come, and those that came. */
export function FeedsRoute({ id }: { id: string }) {
  const [{ open, after }, setAddress] = useAddress(feedsSearch)
  const [query, reread] = useQuery({
    query: ReconFeedDocument,
    variables: { id, first: pageSize, after },
    requestPolicy: 'cache-and-network',
  })
  const account = asType(query.data?.node, 'ReconAccount')
  const pages = useForwardPages(after, account?.statements.pageInfo, (next) => setAddress({ after: next }))
  return (
    <FeedsScreen
      feed={loaded(query, () => account)}
      list={loaded(
        query,
        () =>
          account && {
            rows: account.statements.edges.map(({ node }) => node),
            total: account.statements.totalCount,
            page: pages.state,
          },
      )}
      open={open}
      onOpen={(next) => setAddress({ open: next }, true)}
      onNext={pages.onNext}
      onPrevious={pages.onPrevious}
      onRetry={() => reread({ requestPolicy: 'network-only' })}
    />
  )
}
