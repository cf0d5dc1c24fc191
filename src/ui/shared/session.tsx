// Who is logged in here, for all pages.
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react'
import type { SessionView } from '../../http/published.ts'
import { ApiProblem, get, rememberCsrf, send, whenLoggedOut } from './client.ts'
import { chooseLanguage, hasChosenLanguage } from './text.ts'

export type Person = SessionView['person']
type Session = SessionView

type SessionState = {
  /** undefined while it is being asked; null when nobody is logged in. */
  person: Person | null | undefined
  /** Somebody else gave this person the password. */
  mustChangePassword: boolean
  /** His role needs a second factor, and he has none yet. */
  mustAddSecondFactor: boolean
  /** The session could not be asked for. */
  failure: Error | null
  /** Without a code the API says whether one is wanted. */
  logIn(name: string, password: string, code?: string): Promise<void>
  logOut(): Promise<void>
}

const SessionContext = createContext<SessionState | undefined>(undefined)

export function SessionProvider({ children }: { children: ReactNode }) {
  const cache = useQueryClient()
  const { data, error } = useQuery({
    queryKey: ['session'],
    queryFn: readSession,
    staleTime: Infinity,
    retry: 2,
  })
  useEffect(() => whenLoggedOut(() => cache.setQueryData(['session'], null)), [cache])
  const state = useMemo<SessionState>(
    () => ({
      person: data === undefined ? undefined : (data?.person ?? null),
      mustChangePassword: data?.mustChangePassword ?? false,
      mustAddSecondFactor: data?.mustAddSecondFactor ?? false,
      failure: error,
      async logIn(name, password, code) {
        const session = await send<Session>('POST', '/session', { name, password, ...(code && { code }) })
        forgetOthers(cache)
        cache.setQueryData(['session'], taken(session))
      },
      async logOut() {
        await send('DELETE', '/session')
        forgetOthers(cache)
        cache.setQueryData(['session'], null)
      },
    }),
    [data, error, cache],
  )
  return <SessionContext value={state}>{children}</SessionContext>
}

async function readSession(): Promise<Session | null> {
  try {
    return taken(await get<Session>('/session'))
  } catch (error) {
    if (error instanceof ApiProblem && error.body.status === 401) return null
    throw error
  }
}

function taken(session: Session): Session {
  rememberCsrf(session.csrf ?? '')
  if (session.person.language && !hasChosenLanguage()) chooseLanguage(session.person.language)
  return session
}

export function useSession(): SessionState {
  const state = useContext(SessionContext)
  if (!state) throw new Error('no session around this page')
  return state
}

/** On pages that show only to somebody who is logged in. */
export function usePerson(): Person {
  const { person } = useSession()
  if (!person) throw new Error('this page shows only to somebody who is logged in')
  return person
}

/** What one person has seen is not for the next; the session's own entry stays, since this page watches it. */
function forgetOthers(cache: QueryClient): void {
  cache.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' })
}
