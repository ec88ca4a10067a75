import { useCallback, useEffect, useState } from 'react'
import { type AuthConfig, fetchAuthConfig, RequestFailed, signInAs } from '~/api/http'
import type { Loaded } from '~/api/loaded'
import type { Problem } from '~/api/problem'
import { SignInScreen } from './SignInScreen'

const problemOf = (error: unknown): Problem =>
  error instanceof RequestFailed ? error.problem : { code: 'INTERNAL', message: '' }

/** Asks how people sign in here, and signs them in. */
export function SignInRoute({ onSignedIn }: { onSignedIn: () => void }) {
  const [config, setConfig] = useState<Loaded<AuthConfig>>({ state: 'loading' })
  const [busy, setBusy] = useState<string>()
  const [problem, setProblem] = useState<Problem>()
  const read = useCallback(() => {
    fetchAuthConfig().then(
      (data) => setConfig({ state: 'ready', data }),
      (error: unknown) => setConfig({ state: 'problem', problem: problemOf(error) }),
    )
  }, [])
  useEffect(read, [read])
  return (
    <SignInScreen
      config={config}
      busy={busy}
      problem={problem}
      onRetry={() => {
        setConfig({ state: 'loading' })
        read()
      }}
      onChoose={({ email }) => {
        setBusy(email)
        setProblem(undefined)
        signInAs(email).then(onSignedIn, (error: unknown) => {
          setBusy(undefined)
          setProblem(problemOf(error))
        })
      }}
    />
  )
}
