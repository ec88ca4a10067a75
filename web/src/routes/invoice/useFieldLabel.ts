import { useCallback } from 'react'
import { useIntl } from 'react-intl'
import { en } from '~/i18n/en'
import { localeOf } from '~/i18n/locales'
import { type Field, termOf } from './marks'

/** A function that says what a field means: in the viewer's language for terms we know, else as the server says it. */
export function useFieldLabel(): (field: Pick<Field, 'name' | 'label'>) => string {
  const intl = useIntl()
  return useCallback(
    ({ name, label }) => {
      const id = `term.${termOf(name)}`
      return id in en && localeOf(intl.locale).id !== 'en' ? intl.formatMessage({ id }) : label
    },
    [intl],
  )
}
