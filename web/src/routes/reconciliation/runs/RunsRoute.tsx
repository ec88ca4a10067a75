import { useEffect } from 'react'
import { useQuery } from 'urql'
import { asType, loaded } from '~/api/loaded'
import { ReconRunDocument, ReconRunsDocument } from '~/api/reconDocuments'
import { text } from '../../search'
import { useAddress } from '../../useAddress'
import { useForwardPages } from '../../usePages'
import { cursor } from '../search'
import { RunsScreen } from './RunsScreen'

const pageSize = 20

const runsSearch = (search: Record<string, unknown>) => ({
  open: text(search.open),
  after: cursor(search.after),
})

/** Reads the runs of an account and the one that is open. `ended` grows when one has come to its end. */
export function RunsRoute({ id, ended }: { id: string; ended: number }) {
  const [{ open, after }, setAddress] = useAddress(runsSearch)
  const [query, reread] = useQuery({
    query: ReconRunsDocument,
    variables: { id, first: pageSize, after },
    requestPolicy: 'cache-and-network',
  })
  useEffect(() => {
    if (ended > 0) reread({ requestPolicy: 'network-only' })
  }, [ended, reread])
  const account = asType(query.data?.node, 'ReconAccount')
  const pages = useForwardPages(after, account?.runs.pageInfo, (next) => setAddress({ after: next }))
  const [run] = useQuery({ query: ReconRunDocument, variables: { id: open ?? '' }, pause: !open })
  const detail = loaded(run, ({ node }) => asType(node, 'ReconRun'))
  return (
    <RunsScreen
      list={loaded(
        query,
        () =>
          account && {
            rows: account.runs.edges.map(({ node }) => node),
            total: account.runs.totalCount,
            page: pages.state,
          },
      )}
      open={open}
      onOpen={(next) => setAddress({ open: next }, true)}
      // While the next run is read, the query still holds the one before.
      detail={detail.state === 'ready' && detail.data.id !== open ? { state: 'loading' } : detail}
      onNext={pages.onNext}
      onPrevious={pages.onPrevious}
      onRetry={() => reread({ requestPolicy: 'network-only' })}
    />
  )
}
