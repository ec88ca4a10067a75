import { useMemo } from 'react'
import { useQuery } from 'urql'
import { CasesDocument } from '~/api/caseDocuments'
import { loaded } from '~/api/loaded'
import { useAddress, useEntity } from '../useAddress'
import { useForwardPages } from '../usePages'
import type { CasesProps } from './CasesScreen'
import { casesSearch, filterOf } from './search'

const pageSize = 50

/** Reads cases as the address says: what the list of them is given. */
export function useCases(): CasesProps {
  const [{ after, ...filter }, setAddress] = useAddress(casesSearch)
  const entity = useEntity()
  const [query, reread] = useQuery({
    query: CasesDocument,
    variables: { filter: filterOf(filter, entity?.id), first: pageSize, after },
    requestPolicy: 'cache-and-network',
  })
  // The same rows as long as nothing else was read: what is exported depends on them.
  const rows = useMemo(() => query.data?.cases.edges.map(({ node }) => node), [query.data])
  const pages = useForwardPages(after, query.data?.cases.pageInfo, (next) => setAddress({ after: next }))
  return {
    list: loaded(query, ({ cases }) => rows && { rows, total: cases.totalCount, page: pages.state }),
    filter,
    onFilter: (next) =>
      setAddress(
        {
          state: undefined,
          category: undefined,
          mine: undefined,
          overdue: undefined,
          ...next,
          after: undefined,
        },
        true,
      ),
    onNext: pages.onNext,
    onPrevious: pages.onPrevious,
    onRetry: () => reread({ requestPolicy: 'network-only' }),
  }
}
