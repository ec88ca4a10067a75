import type { UseQueryResponse } from 'urql'
import { type Problem, toProblem } from './problem'

/** What a screen is given of something that is read: on its way, refused or failed, or there. */
export type Loaded<T> =
  | { state: 'loading' }
  | { state: 'problem'; problem: Problem }
  | { state: 'ready'; data: T; refreshing?: boolean }

type QueryState<D> = UseQueryResponse<D>[0]

/**
 * The state of a query for a screen. `pick` takes what the screen shows; null or undefined means NOT_FOUND.
 *
 * What was there before stays while it is read again, and beside a partial answer.
 */
export function loaded<D, T>(
  query: Pick<QueryState<D>, 'data' | 'error' | 'fetching' | 'stale'>,
  pick: (data: D) => T | null | undefined,
): Loaded<T> {
  if (query.data) {
    const data = pick(query.data)
    if (data !== null && data !== undefined)
      return { state: 'ready', data, refreshing: query.stale || query.fetching }
    if (query.fetching || query.stale) return { state: 'loading' }
    if (!query.error) return { state: 'problem', problem: { code: 'NOT_FOUND', message: '' } }
  }
  if (query.error)
    return query.fetching ? { state: 'loading' } : { state: 'problem', problem: toProblem(query.error) }
  return { state: 'loading' }
}

/** Narrows a node to the type that a page is for; another type is as absent as none. */
export function asType<N extends { __typename: string }, K extends N['__typename']>(
  node: N | null | undefined,
  typename: K,
): Extract<N, { __typename: K }> | undefined {
  return node?.__typename === typename ? (node as Extract<N, { __typename: K }>) : undefined
}
