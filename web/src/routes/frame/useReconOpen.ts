import { useEffect, useState } from 'react'
import { useClient } from 'urql'

/**
 * How many accounts have open items; 0 until it is known, and for who may not open reconciliation. Read when one signs
 * in, and whenever one goes there or leaves; what reads it is loaded with that area.
 */
export function useReconOpen(may: boolean, there: boolean): number {
  const client = useClient()
  const [open, setOpen] = useState(0)
  useEffect(() => {
    if (!may) return
    let left = false
    void import('../reconciliation/openAccounts')
      .then(({ openAccounts }) => openAccounts(client))
      // A number that is absent is no failure of the page.
      .catch(() => undefined)
      .then((count) => {
        if (!left && count !== undefined) setOpen(count)
      })
    return () => {
      left = true
    }
  }, [client, may, there])
  return open
}
