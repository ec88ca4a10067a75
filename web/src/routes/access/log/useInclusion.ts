import { useEffect, useMemo, useState } from 'react'
import { useQuery } from 'urql'
import { EventProofDocument } from '~/api/accessDocuments'
import { asType, loaded } from '~/api/loaded'
import { isIncluded } from './tree'
import type { InclusionProps, InclusionState } from './Inclusion'

/** Asks for the proof of the event that is open, and recomputes it here. */
export function useInclusion(id: string | undefined): InclusionProps {
  const [query, reread] = useQuery({
    query: EventProofDocument,
    variables: { id: id ?? '' },
    pause: !id,
    // An event that waited for a checkpoint is covered a second later.
    requestPolicy: 'cache-and-network',
  })
  const node = asType(query.data?.node, 'AuditEvent')
  const event = node?.id === id ? node : undefined
  const shown = useMemo<Omit<InclusionState, 'included'> | undefined>(
    () => (event?.hash && event.proof ? { leaf: event.hash, proof: event.proof } : undefined),
    [event],
  )
  const [checked, setChecked] = useState<InclusionState>()
  useEffect(() => {
    if (!shown) return
    let current = true
    const tell = (included?: boolean) => {
      if (current) setChecked({ ...shown, included })
    }
    isIncluded(shown.leaf, shown.proof).then(tell, () => tell())
    return () => {
      current = false
    }
  }, [shown])
  const found = shown && checked?.leaf === shown.leaf ? checked : undefined
  const read = loaded(query, () => event && (shown ? found : ('waiting' as const)))
  const settling = event && shown && !found
  return {
    inclusion: settling ? { state: 'loading' } : read,
    onRetry: () => reread({ requestPolicy: 'network-only' }),
  }
}
