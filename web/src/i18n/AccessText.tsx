import { type ReactNode, use, useMemo } from 'react'
import { IntlProvider, useIntl } from 'react-intl'
import type { AccessMessages } from './en'
import { localeOf } from './locales'

const loading = new Map<string, Promise<AccessMessages>>()

/** The messages of "Access & audit" in a language, loaded once. A failed load is tried again when asked anew. */
export function accessMessages(locale: string): Promise<AccessMessages> {
  const { id, loadAccess } = localeOf(locale)
  const known = loading.get(id)
  if (known) return known
  const messages = loadAccess()
  loading.set(id, messages)
  messages.catch(() => loading.delete(id))
  return messages
}

/** Adds the messages of "Access & audit" to what is said below it; suspends until they are there. */
export function AccessText({ children }: { children: ReactNode }) {
  const intl = useIntl()
  const own = use(accessMessages(intl.locale))
  const messages = useMemo(
    () => ({ ...intl.messages, ...own }) as Record<string, string>,
    [intl.messages, own],
  )
  return (
    <IntlProvider locale={intl.locale} messages={messages} defaultLocale="en">
      {children}
    </IntlProvider>
  )
}
