import { createContext, useContext, useEffect } from 'react'
import type { Offer } from './proof'

/** Takes what a page of the area offers for export. */
export const OfferContext = createContext<(offer?: Offer) => void>(() => undefined)

/** Offers what a page shows for export, as long as it shows it. Memoize the offer: a new one each time is offered each time. */
export function useOffer(offer: Offer | undefined): void {
  const take = useContext(OfferContext)
  useEffect(() => {
    take(offer)
    return () => take(undefined)
  }, [take, offer])
}
