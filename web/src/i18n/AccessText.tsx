import type { ReactNode } from 'react'
import { AreaText, once } from './AreaText'
import { localeOf } from './locales'

/** The messages of "Access & audit" in a language. */
export const accessMessages = once((locale) => localeOf(locale).loadAccess())

/** Adds the messages of "Access & audit" to what is said below it; suspends until they are there. */
export function AccessText({ children }: { children: ReactNode }) {
  return <AreaText messages={accessMessages}>{children}</AreaText>
}
