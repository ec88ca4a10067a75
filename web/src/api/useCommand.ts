import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import { useCallback, useRef, useState } from 'react'
import { useClient } from 'urql'
import { newKey } from './key'
import { isRefusal, type Problem, toProblem } from './problem'

type Input = { idempotencyKey: string }

/** Runs commands one at a time and keeps what went wrong with the last one. */
export interface Command {
  busy: boolean
  problem?: Problem
  clear: () => void
  /** Sends a command; undefined when it was refused or failed, which `problem` then tells. */
  run: <R, I extends Input>(
    document: TypedDocumentNode<R, { input: I }>,
    input: Omit<I, 'idempotencyKey'>,
  ) => Promise<R | undefined>
}

/**
 * A way to send commands. The same intent sent again after a failure carries the same idempotency key, so that an
 * answer lost on the way is found again instead of done twice.
 */
export function useCommand(): Command {
  const client = useClient()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const keys = useRef(new Map<string, string>())
  const clear = useCallback(() => setProblem(undefined), [])
  const run: Command['run'] = useCallback(
    async (document, input) => {
      const intent = JSON.stringify([(document as unknown as { documentId: string }).documentId, input])
      const key = keys.current.get(intent) ?? newKey()
      keys.current.set(intent, key)
      setBusy(true)
      setProblem(undefined)
      const { data, error } = await client
        .mutation(document, { input: { ...input, idempotencyKey: key } as never })
        .toPromise()
      setBusy(false)
      const found = error && toProblem(error)
      // Undecided is only what got no answer; a refusal was never done and may be asked anew.
      if (!found || isRefusal(found)) keys.current.delete(intent)
      setProblem(found)
      return found ? undefined : data
    },
    [client],
  )
  return { busy, problem, clear, run }
}
