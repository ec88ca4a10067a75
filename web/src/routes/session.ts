import { createContext, useContext } from 'react'
import type { Action, SessionQuery } from '~/api/documents'

/** Who is signed in, and what they may do at all. */
export interface Session {
  user: SessionQuery['viewer']['user']
  allowed: ReadonlySet<Action>
  entities: SessionQuery['entities']
  signOut: () => void
  /** One of the console's languages. */
  locale: string
  setLocale: (locale: string) => void
}

export const SessionContext = createContext<Session | null>(null)

/** The session; only below the frame. */
export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('useSession outside a session')
  return session
}
