import { useQuery } from 'urql'
import { AccessReviewsDocument } from '~/api/accessDocuments'
import { loaded } from '~/api/loaded'
import { useAddress } from '../../useAddress'
import { useForwardPages } from '../../usePages'
import { ReviewsScreen } from './ReviewsScreen'
import { reviewsSearch } from './search'

const pageSize = 50

/** Reads the campaigns. */
export function ReviewsRoute() {
  const [{ after }, setAddress] = useAddress(reviewsSearch)
  const [query, reread] = useQuery({
    query: AccessReviewsDocument,
    variables: { first: pageSize, after },
    requestPolicy: 'cache-and-network',
  })
  const pages = useForwardPages(after, query.data?.accessReviews.pageInfo, (next) =>
    setAddress({ after: next }),
  )
  return (
    <ReviewsScreen
      list={loaded(query, ({ accessReviews }) => ({
        rows: accessReviews.edges.map(({ node }) => node),
        total: accessReviews.totalCount,
        page: pages.state,
      }))}
      onNext={pages.onNext}
      onPrevious={pages.onPrevious}
      onRetry={() => reread({ requestPolicy: 'network-only' })}
    />
  )
}
