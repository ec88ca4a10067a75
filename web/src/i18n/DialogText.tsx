import type { ReactNode } from 'react'
import { AreaText, once } from './AreaText'
import type { DialogMessages } from './en'

const loads: Record<string, () => Promise<{ default: DialogMessages }>> = {
  de: () => import('./de/dialogs.json'),
  fr: () => import('./fr/dialogs.json'),
  es: () => import('./es/dialogs.json'),
  ja: () => import('./ja/dialogs.json'),
  ar: () => import('./ar/dialogs.json'),
}
const english = () => import('./en/dialogs.json')

/** The messages of the sheet of keys and of the palette in a language. */
export const dialogMessages = once((locale) => (loads[locale] ?? english)().then((m) => m.default))

/** Adds the messages of the sheet of keys and of the palette to what is said below it; suspends until they are there. */
export function DialogText({ children }: { children: ReactNode }) {
  return <AreaText messages={dialogMessages}>{children}</AreaText>
}
