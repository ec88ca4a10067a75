import { type ReactNode, Suspense } from 'react'
import { AreaText, once } from './AreaText'
import type { ModelMessages } from './en'

// Here and not beside the languages: this list itself comes with the area.
const loads: Record<string, () => Promise<ModelMessages>> = {
  de: () => import('./de/governance').then((m) => m.governance),
  fr: () => import('./fr/governance').then((m) => m.governance),
  es: () => import('./es/governance').then((m) => m.governance),
  ja: () => import('./ja/governance').then((m) => m.governance),
  ar: () => import('./ar/governance').then((m) => m.governance),
}
const english = () => import('./en/governance').then((m) => m.governance)

/** The messages of "Models" in a language. */
export const modelMessages = once((locale) => (loads[locale] ?? english)())

/** Adds the messages of "Models" to what is said below it, which is shown once they are there. */
export function ModelText({ children }: { children: ReactNode }) {
  return (
    <Suspense>
      <AreaText messages={modelMessages}>{children}</AreaText>
    </Suspense>
  )
}
