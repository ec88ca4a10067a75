import { createClient } from 'graphql-sse'
import { requestHeaders } from './client'
import { hashOf, nameOf } from './documents'
import type { TypedDocumentNode } from '@graphql-typed-document-node/core'

interface Watching<R> {
  /** The cursor that an answer carries; the next connection goes on from there. */
  cursor: (data: R) => string
  next: (data: R) => void
}

const firstPauseMs = 1_000
const longestPauseMs = 30_000

/**
 * Watches a subscription until the returned function is called.
 *
 * Reconnects with the last cursor seen, after 1 s doubling to 30 s. While the page is hidden the connection is let
 * go, because a browser opens only six to one server over HTTP/1.1: the cursor makes up for the absence.
 */
export function watch<R, V extends { after?: string | null }>(
  document: TypedDocumentNode<R, V>,
  variables: V,
  { cursor, next }: Watching<R>,
): () => void {
  const client = createClient({
    url: '/graphql',
    credentials: 'same-origin',
    headers: requestHeaders,
    retryAttempts: 0,
  })
  let after = variables.after ?? null
  let pauseMs = firstPauseMs
  let stopStream: (() => void) | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let stopped = false

  const again = () => {
    stopStream = undefined
    if (stopped || globalThis.document.hidden) return
    clearTimeout(timer)
    timer = setTimeout(open, pauseMs)
    pauseMs = Math.min(pauseMs * 2, longestPauseMs)
  }
  const open = () => {
    if (stopped || stopStream) return
    const request = {
      operationName: nameOf(document),
      variables: { ...variables, after },
      extensions: { persistedQuery: { version: 1, sha256Hash: hashOf(document) } },
    }
    stopStream = client.subscribe(request as unknown as Parameters<typeof client.subscribe>[0], {
      next: ({ data }) => {
        if (!data) return
        pauseMs = firstPauseMs
        after = cursor(data as R)
        next(data as R)
      },
      error: again,
      complete: again,
    })
  }
  const onVisibility = () => {
    if (globalThis.document.hidden) {
      clearTimeout(timer)
      stopStream?.()
      stopStream = undefined
    } else open()
  }
  globalThis.document.addEventListener('visibilitychange', onVisibility)
  if (!globalThis.document.hidden) open()
  return () => {
    stopped = true
    globalThis.document.removeEventListener('visibilitychange', onVisibility)
    clearTimeout(timer)
    stopStream?.()
    client.dispose()
  }
}
