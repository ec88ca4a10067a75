import { useQuery } from 'urql'
import { loaded } from '~/api/loaded'
import { ReconAccountsDocument } from '~/api/reconDocuments'
import { ReconText } from '~/i18n/ReconText'
import { useSession } from '../session'
import { useAddress, useEntity } from '../useAddress'
import { useForwardPages } from '../usePages'
import { BoardScreen } from './BoardScreen'
import { boardSearch } from './search'

// Each account brings its sums and five weeks of its calendar.
const pageSize = 25

/** Reads the accounts that are reconciled, as the address says. */
export function BoardRoute() {
  return (
    <ReconText>
      <Board />
    </ReconText>
  )
}

function Board() {
  const { user } = useSession()
  const entity = useEntity()
  const [{ after, ...filter }, setAddress] = useAddress(boardSearch)
  const [query, reread] = useQuery({
    query: ReconAccountsDocument,
    variables: {
      filter: {
        entityId: entity && [entity.id],
        kind: filter.kind && [filter.kind],
        feed: filter.feed && [filter.feed],
        preparerId: filter.mine && user.id,
        openOnly: filter.open,
      },
      first: pageSize,
      after,
    },
    requestPolicy: 'cache-and-network',
  })
  const pages = useForwardPages(after, query.data?.reconAccounts.pageInfo, (next) =>
    setAddress({ after: next }),
  )
  return (
    <BoardScreen
      list={loaded(query, ({ reconAccounts }) => ({
        rows: reconAccounts.edges.map(({ node }) => node),
        total: reconAccounts.totalCount,
        page: pages.state,
      }))}
      filter={filter}
      onFilter={(next) =>
        setAddress(
          { kind: undefined, feed: undefined, mine: undefined, open: undefined, ...next, after: undefined },
          true,
        )
      }
      onNext={pages.onNext}
      onPrevious={pages.onPrevious}
      onRetry={() => reread({ requestPolicy: 'network-only' })}
    />
  )
}
