import { en, type Messages } from './en'

interface Locale {
  /** BCP 47. */
  id: string
  /** The language in its own words. */
  name: string
  dir: 'ltr' | 'rtl'
  /** Messages; what is absent is shown in English. */
  load: () => Promise<Partial<Messages>>
}

const english: Locale = { id: 'en', name: 'English', dir: 'ltr', load: () => Promise.resolve(en) }

/** Languages of the console. To add one: write its messages beside `de` and load them here. */
export const locales: Locale[] = [
  english,
  { id: 'de', name: 'Deutsch', dir: 'ltr', load: () => import('./de').then((m) => m.de) },
]

/** The best language for what the browser asks for, in its order; English when none fits. */
export function pickLocale(wanted: readonly string[]): string {
  for (const tag of wanted) {
    const language = tag.split('-')[0]
    const found = locales.find((locale) => locale.id === language)
    if (found) return found.id
  }
  return 'en'
}

/** The regional form of a language that the browser uses, for numbers and dates: "en" becomes "en-GB". */
export function regional(id: string, wanted: readonly string[]): string {
  return wanted.find((tag) => tag === id || tag.startsWith(`${id}-`)) ?? id
}

/** The language with an id; English for one that the console does not speak. */
export const localeOf = (id: string): Locale => locales.find((locale) => locale.id === id) ?? english
