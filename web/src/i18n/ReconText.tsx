import { type ReactNode, Suspense } from 'react'
import { AreaText, once } from './AreaText'
import type { ReconMessages } from './en'

// Here and not beside the languages: this list itself comes with the area.
const loads: Record<string, () => Promise<ReconMessages>> = {
  de: () => import('./de/recon').then((m) => m.recon),
  fr: () => import('./fr/recon').then((m) => m.recon),
  es: () => import('./es/recon').then((m) => m.recon),
  ja: () => import('./ja/recon').then((m) => m.recon),
  ar: () => import('./ar/recon').then((m) => m.recon),
}
const english = () => import('./en/recon').then((m) => m.recon)

/** The messages of "Reconciliation" in a language. */
export const reconMessages = once((locale) => (loads[locale] ?? english)())

/** Adds the messages of "Reconciliation" to what is said below it, which is shown once they are there. */
export function ReconText({ children }: { children: ReactNode }) {
  return (
    <Suspense>
      <AreaText messages={reconMessages}>{children}</AreaText>
    </Suspense>
  )
}
