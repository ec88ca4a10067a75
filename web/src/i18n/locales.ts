import { type AccessMessages, en, type Messages } from './en'

interface Locale {
  /** BCP 47. */
  id: string
  /** The language in its own words. */
  name: string
  dir: 'ltr' | 'rtl'
  /** Messages; what is absent is shown in English. */
  load: () => Promise<Partial<Messages>>
  /** Messages of "Access & audit", which come with that area. */
  loadAccess: () => Promise<AccessMessages>
}

const english: Locale = {
  id: 'en',
  name: 'English',
  dir: 'ltr',
  load: () => Promise.resolve(en),
  loadAccess: () => import('./en/access').then((m) => m.access),
}

/** Languages of the console. To add one: write its messages beside `de`, both parts, and load them here. */
export const locales: Locale[] = [
  english,
  {
    id: 'de',
    name: 'Deutsch',
    dir: 'ltr',
    load: () => import('./de').then((m) => m.de),
    loadAccess: () => import('./de/access').then((m) => m.access),
  },
  {
    id: 'fr',
    name: 'Français',
    dir: 'ltr',
    load: () => import('./fr').then((m) => m.fr),
    loadAccess: () => import('./fr/access').then((m) => m.access),
  },
  {
    id: 'es',
    name: 'Español',
    dir: 'ltr',
    load: () => import('./es').then((m) => m.es),
    loadAccess: () => import('./es/access').then((m) => m.access),
  },
  {
    id: 'ja',
    name: '日本語',
    dir: 'ltr',
    load: () => import('./ja').then((m) => m.ja),
    loadAccess: () => import('./ja/access').then((m) => m.access),
  },
  {
    id: 'ar',
    name: 'العربية',
    dir: 'rtl',
    load: () => import('./ar').then((m) => m.ar),
    loadAccess: () => import('./ar/access').then((m) => m.access),
  },
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
