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
  { id: 'fr', name: 'Français', dir: 'ltr', load: () => import('./fr').then((m) => m.fr) },
  { id: 'es', name: 'Español', dir: 'ltr', load: () => import('./es').then((m) => m.es) },
  { id: 'ja', name: '日本語', dir: 'ltr', load: () => import('./ja').then((m) => m.ja) },
  { id: 'ar', name: 'العربية', dir: 'rtl', load: () => import('./ar').then((m) => m.ar) },
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

/** The language of a locale, "ar" or "ar-EG"; English for one that the console does not speak. */
export const localeOf = (tag: string): Locale =>
  locales.find(({ id }) => tag === id || tag.startsWith(`${id}-`)) ?? english
