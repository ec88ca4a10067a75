import { useCallback, useEffect, useState } from 'react'
import { useQuery } from 'urql'
import { JobProgressDocument } from '~/api/documents'
import { watch } from '~/api/live'
import { asType } from '~/api/loaded'
import { CancelJobDocument, ReconLastRunDocument, RunReconciliationDocument } from '~/api/reconDocuments'
import type { Command } from '~/api/useCommand'
import type { RunJob } from './Running'

const moving = ({ state }: RunJob) => state === 'QUEUED' || state === 'RUNNING'

/** Begins, follows and stops runs of an account; one that was under way when the page opened is followed too. */
export function useRun(accountId: string, command: Command) {
  const [own, setOwn] = useState<RunJob>()
  const [ended, setEnded] = useState(0)
  const [query, reread] = useQuery({
    query: ReconLastRunDocument,
    variables: { id: accountId },
    requestPolicy: 'cache-and-network',
  })
  const last = asType(query.data?.node, 'ReconAccount')?.runs.edges[0]?.node
  const found = last && moving(last.job) ? last.job : undefined
  const job = own ?? found
  const following = job && moving(job) ? job.id : undefined
  useEffect(() => {
    if (!following) return
    const stop = watch(
      JobProgressDocument,
      { id: following },
      {
        cursor: ({ jobProgress }) => jobProgress.cursor,
        next: ({ jobProgress }) => {
          setOwn(jobProgress.job)
          if (moving(jobProgress.job)) return
          stop()
          setEnded((count) => count + 1)
          reread({ requestPolicy: 'network-only' })
        },
      },
    )
    return stop
  }, [following, reread])
  const { run } = command
  const start = useCallback(async () => {
    const done = await run(RunReconciliationDocument, { accountId })
    if (done) setOwn(done.runReconciliation.job)
  }, [accountId, run])
  const cancel = useCallback(
    async ({ id, version }: RunJob) => {
      const done = await run(CancelJobDocument, { id, version })
      if (done) setOwn(done.cancelJob.job)
    },
    [run],
  )
  const proof = last?.proof
  return {
    job,
    /** Grows when a run has come to its end. */
    ended,
    /** Lines that the last run's proof does not account for. */
    lost: proof ? proof.linesIn - proof.linesOut : undefined,
    start,
    cancel,
    dismiss: () => setOwn(undefined),
  }
}
