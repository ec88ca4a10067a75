import { cacheExchange, Client, type Exchange, fetchExchange, makeOperation, mapExchange } from 'urql'
import { map, pipe } from 'wonka'
import { hashOf } from './documents'
import { toProblem } from './problem'

/** Sent with every request: no foreign site can set it without asking first. */
export const requestHeaders = { 'X-Requested-With': 'countersign' }

// Names the operation by its hash; the server knows the text.
const persisted: Exchange =
  ({ forward }) =>
  (operations) =>
    forward(
      pipe(
        operations,
        map((operation) =>
          operation.kind === 'teardown'
            ? operation
            : makeOperation(operation.kind, {
                ...operation,
                extensions: {
                  ...operation.extensions,
                  persistedQuery: { version: 1, sha256Hash: hashOf(operation.query) },
                },
              }),
        ),
      ),
    )

/**
 * A client of POST /graphql. `onSignedOut` is called when the server no longer knows the caller.
 *
 * The cache is by document: an answer that carries a changed type invalidates every query that showed one.
 */
export function createApi(onSignedOut: () => void, fetch?: typeof globalThis.fetch): Client {
  return new Client({
    url: '/graphql',
    fetch,
    preferGetMethod: false,
    fetchOptions: { credentials: 'same-origin', headers: requestHeaders },
    exchanges: [
      mapExchange({
        onError(error) {
          if (toProblem(error).code === 'UNAUTHENTICATED') onSignedOut()
        },
      }),
      persisted,
      cacheExchange,
      fetchExchange,
    ],
  })
}
