import { type ReactNode, Suspense } from 'react'
import { AreaText, once } from './AreaText'
import type { AdviceMessages } from './en'

const loads: Record<string, () => Promise<AdviceMessages>> = {
  de: () => import('./de/advice.json').then((m) => m.default),
  fr: () => import('./fr/advice.json').then((m) => m.default),
  es: () => import('./es/advice.json').then((m) => m.default),
  ja: () => import('./ja/advice.json').then((m) => m.default),
  ar: () => import('./ar/advice.json').then((m) => m.default),
}
const english = () => import('./en/advice.json').then((m) => m.default)

/** The messages of advice in a language. */
export const adviceMessages = once((locale) => (loads[locale] ?? english)())

/** Adds the messages of advice to what is said below it, which is shown once they are there. */
export function AdviceText({ children }: { children: ReactNode }) {
  return (
    <Suspense>
      <AreaText messages={adviceMessages}>{children}</AreaText>
    </Suspense>
  )
}
