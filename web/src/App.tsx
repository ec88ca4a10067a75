import { MantineProvider } from '@mantine/core'
import { RouterProvider } from '@tanstack/react-router'
import { useCallback, useMemo, useState } from 'react'
import { Provider, useQuery } from 'urql'
import { createApi } from '~/api/client'
import { SessionDocument } from '~/api/documents'
import { signOut } from '~/api/http'
import { loaded } from '~/api/loaded'
import { LocaleProvider } from '~/i18n/LocaleProvider'
import { pickLocale } from '~/i18n/locales'
import { router } from '~/routes/router'
import { type Session, SessionContext } from '~/routes/session'
import { SignInRoute } from '~/routes/signin/SignInRoute'
import { StartScreen } from '~/routes/start/StartScreen'
import { resolveVariables, theme } from '~/theme'
import { ToastPlace } from '~/ui/toast'
import { useStored } from '~/ui/useStored'

/** The console: its looks and language, then whoever signed in. */
export function App() {
  const [locale, setLocale] = useStored('locale', pickLocale(navigator.languages))
  return (
    <MantineProvider theme={theme} cssVariablesResolver={resolveVariables} defaultColorScheme="auto">
      <LocaleProvider locale={locale}>
        <ToastPlace />
        <Door locale={locale} setLocale={setLocale} />
      </LocaleProvider>
    </MantineProvider>
  )
}

function Door(language: Pick<Session, 'locale' | 'setLocale'>) {
  const [visit, setVisit] = useState({ count: 0, signedOut: false })
  const close = useCallback(() => setVisit(({ count }) => ({ count, signedOut: true })), [])
  if (visit.signedOut) {
    return (
      <SignInRoute onSignedIn={() => setVisit(({ count }) => ({ count: count + 1, signedOut: false }))} />
    )
  }
  return <Visit key={visit.count} {...language} onSignedOut={close} />
}

type VisitProps = Pick<Session, 'locale' | 'setLocale'> & { onSignedOut: () => void }

// A new client for every sign-in: nothing that one person read is left for the next.
function Visit(props: VisitProps) {
  const [api] = useState(() => createApi(props.onSignedOut))
  return (
    <Provider value={api}>
      <Inside {...props} />
    </Provider>
  )
}

function Inside({ locale, setLocale, onSignedOut }: VisitProps) {
  const [query, reread] = useQuery({ query: SessionDocument })
  const state = loaded(query, (data) => data)
  const data = state.state === 'ready' ? state.data : undefined
  const session = useMemo<Session | undefined>(
    () =>
      data && {
        user: data.viewer.user,
        allowed: new Set(data.viewer.permits.filter(({ allowed }) => allowed).map(({ action }) => action)),
        entities: data.entities,
        signOut: () => void signOut().finally(onSignedOut),
        locale,
        setLocale,
      },
    [data, locale, setLocale, onSignedOut],
  )
  if (!session)
    return (
      <StartScreen
        problem={state.state === 'problem' ? state.problem : undefined}
        onRetry={() => reread({ requestPolicy: 'network-only' })}
      />
    )
  return (
    <SessionContext value={session}>
      <RouterProvider router={router} />
    </SessionContext>
  )
}
