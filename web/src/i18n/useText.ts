import { useCallback } from 'react'
import { useIntl } from 'react-intl'
import type { MessageId } from './en'
import { localeOf } from './locales'

type Values = Record<string, string | number | Date | undefined>

/** Says a message of the catalogue. */
export type Say = (id: MessageId, values?: Values) => string

// First strong isolate and its end: what stands between them keeps its own direction.
const isolated = (text: string) => `\u2068${text}\u2069`

/** The same values, each text shut off from a message that runs from right to left: "RE-20931" stays as it is written. */
const isolate = (values: Values): Values =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? isolated(value) : value,
    ]),
  )

/** A function that says messages in the viewer's language. */
export function useText(): Say {
  const intl = useIntl()
  return useCallback(
    (id, values) =>
      intl.formatMessage({ id }, values && localeOf(intl.locale).dir === 'rtl' ? isolate(values) : values),
    [intl],
  )
}

/**
 * A function that names values of the API's enums: `label('state', 'IN_REVIEW')`.
 *
 * Values may be added to the API at any time; one without a message is shown as its name in lower case.
 */
export function useLabel(): (kind: string, value: string) => string {
  const intl = useIntl()
  return useCallback(
    (kind, value) => {
      const id = `${kind}.${value}`
      if (id in intl.messages) return intl.formatMessage({ id })
      const words = value.toLowerCase().replaceAll('_', ' ')
      return words.charAt(0).toUpperCase() + words.slice(1)
    },
    [intl],
  )
}
