import { type ReactNode, use, useMemo } from 'react'
import { IntlProvider, useIntl } from 'react-intl'
import { localeOf } from './locales'

/** The messages of an area in a language. */
export type AreaMessages = (locale: string) => Promise<Record<string, string>>

/** Loads the messages of an area once for each language. A failed load is tried again when asked anew. */
export function once(load: AreaMessages): AreaMessages {
  const loading = new Map<string, Promise<Record<string, string>>>()
  return (locale) => {
    const { id } = localeOf(locale)
    const known = loading.get(id)
    if (known) return known
    const messages = load(id)
    loading.set(id, messages)
    messages.catch(() => loading.delete(id))
    return messages
  }
}

/** Adds the messages of an area to what is said below it; suspends until they are there. */
export function AreaText({ messages, children }: { messages: AreaMessages; children: ReactNode }) {
  const intl = useIntl()
  const own = use(messages(intl.locale))
  const all = useMemo(() => ({ ...intl.messages, ...own }) as Record<string, string>, [intl.messages, own])
  return (
    <IntlProvider locale={intl.locale} messages={all} defaultLocale="en">
      {children}
    </IntlProvider>
  )
}
