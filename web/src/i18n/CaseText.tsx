import { type ReactNode, Suspense } from 'react'
import { AreaText, once } from './AreaText'
import type { CaseMessages } from './en'

// Here and not beside the languages: this list itself comes with the area.
const loads: Record<string, () => Promise<CaseMessages>> = {
  de: () => import('./de/casework').then((m) => m.casework),
  fr: () => import('./fr/casework').then((m) => m.casework),
  es: () => import('./es/casework').then((m) => m.casework),
  ja: () => import('./ja/casework').then((m) => m.casework),
  ar: () => import('./ar/casework').then((m) => m.casework),
}
const english = () => import('./en/casework').then((m) => m.casework)

/** The messages of "Cases" in a language. */
export const caseMessages = once((locale) => (loads[locale] ?? english)())

/** Adds the messages of "Cases" to what is said below it, which is shown once they are there. */
export function CaseText({ children }: { children: ReactNode }) {
  return (
    <Suspense>
      <AreaText messages={caseMessages}>{children}</AreaText>
    </Suspense>
  )
}
