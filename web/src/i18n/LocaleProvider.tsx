import { DirectionProvider, useDirection } from '@mantine/core'
import { type ReactNode, useEffect, useLayoutEffect, useMemo, useState } from 'react'
import { IntlProvider } from 'react-intl'
import { en, type Messages } from './en'
import { localeOf, regional } from './locales'

interface Props {
  /** One of `locales`. */
  locale: string
  children: ReactNode
}

function Direction({ dir }: { dir: 'ltr' | 'rtl' }) {
  const { setDirection } = useDirection()
  useLayoutEffect(() => setDirection(dir), [dir, setDirection])
  return null
}

/** Speaks a language below it; English until that is loaded and for what it lacks. */
export function LocaleProvider({ locale, children }: Props) {
  const [loaded, setLoaded] = useState<{ id: string; messages: Partial<Messages> }>({
    id: 'en',
    messages: en,
  })
  const wanted = localeOf(locale)
  useEffect(() => {
    let current = true
    void wanted.load().then((messages) => current && setLoaded({ id: wanted.id, messages }))
    return () => {
      current = false
    }
  }, [wanted])
  // With the words and not after them: a page is never shown in one language and called another.
  useLayoutEffect(() => {
    document.documentElement.lang = loaded.id
  }, [loaded.id])
  const messages = useMemo(() => ({ ...en, ...loaded.messages }), [loaded])
  return (
    <DirectionProvider>
      <Direction dir={localeOf(loaded.id).dir} />
      <IntlProvider locale={regional(loaded.id, navigator.languages)} messages={messages} defaultLocale="en">
        {children}
      </IntlProvider>
    </DirectionProvider>
  )
}
