import { useCallback } from 'react'
import { useIntl } from 'react-intl'
import { en, type MessageId } from './en'

type Values = Record<string, string | number | Date | undefined>

/** Says a message of the catalogue. */
export type Say = (id: MessageId, values?: Values) => string

/** A function that says messages in the viewer's language. */
export function useText(): Say {
  const intl = useIntl()
  return useCallback((id, values) => intl.formatMessage({ id }, values), [intl])
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
      if (id in en) return intl.formatMessage({ id })
      const words = value.toLowerCase().replaceAll('_', ' ')
      return words.charAt(0).toUpperCase() + words.slice(1)
    },
    [intl],
  )
}
