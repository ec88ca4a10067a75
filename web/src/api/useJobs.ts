import { createContext, useContext, useEffect } from 'react'
import { useQuery } from 'urql'
import { JobsDocument, type JobPartsFragment } from './documents'

const pollMs = 2_000

/** Grows whenever this browser starts a job, so that the tray reads anew. */
export const JobsStarted = createContext(0)

/** The viewer's latest jobs; read again every 2 s while one runs, because a stream for each would use up connections. */
export function useJobs(): JobPartsFragment[] {
  const started = useContext(JobsStarted)
  const [{ data }, reread] = useQuery({ query: JobsDocument, requestPolicy: 'cache-and-network' })
  const jobs = data?.viewer.jobs ?? []
  const running = jobs.some(({ state }) => state === 'QUEUED' || state === 'RUNNING')
  useEffect(() => {
    if (started > 0) reread({ requestPolicy: 'network-only' })
  }, [started, reread])
  useEffect(() => {
    if (!running) return
    const timer = setInterval(() => {
      if (!document.hidden) reread({ requestPolicy: 'network-only' })
    }, pollMs)
    return () => clearInterval(timer)
  }, [running, reread])
  return jobs
}
