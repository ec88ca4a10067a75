import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { useQuery } from 'urql'
import { InboxChangedDocument, InboxCountsDocument, type InboxCountsQuery } from './documents'
import { watch } from './live'

/** How much waits, and a number that grows with every change of the inbox. */
export interface InboxLive {
  counts: InboxCountsQuery['viewer']['inboxCounts']
  changes: number
}

const Context = createContext<InboxLive>({ counts: [], changes: 0 })

export const useInboxLive = () => useContext(Context)

// A burst of changes (an import) is read once.
const restMs = 400

/** Watches the inbox once for everything below. */
export function InboxLiveProvider({ children }: { children: ReactNode }) {
  const [{ data }, reread] = useQuery({ query: InboxCountsDocument, requestPolicy: 'cache-and-network' })
  const [changes, setChanges] = useState(0)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = watch(
      InboxChangedDocument,
      {},
      {
        cursor: ({ inboxChanged }) => inboxChanged.cursor,
        next: () => {
          clearTimeout(timer)
          timer = setTimeout(() => {
            setChanges((before) => before + 1)
            reread({ requestPolicy: 'network-only' })
          }, restMs)
        },
      },
    )
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [reread])
  const counts = data?.viewer.inboxCounts
  const value = useMemo(() => ({ counts: counts ?? [], changes }), [counts, changes])
  return <Context value={value}>{children}</Context>
}
