import { useRef } from 'react'
import type { PageState } from '~/ui/Pager'
import type { Cursors } from './search'

interface PageInfo {
  hasNextPage: boolean
  hasPreviousPage: boolean
  startCursor: string | null
  endCursor: string | null
}

/** Pages of a list that runs both ways. */
export function usePages(info: PageInfo | undefined, go: (cursors: Cursors) => void) {
  return {
    state: {
      hasNextPage: info?.hasNextPage ?? false,
      hasPreviousPage: info?.hasPreviousPage ?? false,
    } satisfies PageState,
    onNext: () => go({ after: info?.endCursor ?? undefined, before: undefined }),
    onPrevious: () => go({ after: undefined, before: info?.startCursor ?? undefined }),
  }
}

/** Pages of a list that runs forward only: back goes the way one came, or to the start. */
export function useForwardPages(
  after: string | undefined,
  info: PageInfo | undefined,
  go: (after: string | undefined) => void,
) {
  const way = useRef<(string | undefined)[]>([])
  return {
    state: {
      hasNextPage: info?.hasNextPage ?? false,
      hasPreviousPage: after !== undefined,
    } satisfies PageState,
    onNext: () => {
      way.current.push(after)
      go(info?.endCursor ?? undefined)
    },
    onPrevious: () => go(way.current.pop()),
  }
}
