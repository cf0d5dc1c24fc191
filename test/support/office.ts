// A whole office for one test file (front-desk.ts), with people who are logged in without a password being hashed.
import type { Test } from 'tap'
import { ask as askDatabase } from '../../src/postgres/database.ts'
import { openSession } from '../../src/postgres/sessions.ts'
import { frontDeskFor, type Said } from './front-desk.ts'

/** `id`: of the session. */
export type LogIn = { cookie: string; csrf: string; id: string }

/** Asks by the house's token unless somebody is named. */
export async function officeFor(t: Test, _name: string) {
  const house = await frontDeskFor(t)
  const origin = house.office.url

  function asking(method: string, as: LogIn | undefined) {
    return (path: string, body?: unknown): Promise<Said> => {
      const asked = body === undefined ? {} : { body }
      if (!as) return house.ask(method, path, asked)
      const headers = { origin, cookie: as.cookie, 'x-csrf-token': as.csrf }
      const type = { ...(body !== undefined && { 'content-type': 'application/json' }) }
      const text = body === undefined ? {} : { body: JSON.stringify(body) }
      return house.say(path, { method, headers: { ...headers, ...type }, ...text })
    }
  }

  return {
    ...house,
    origin,
    /** A person of that role, made if need be, with a new session. */
    async logIn(id: string, role: 'admin' | 'manager' | 'supervisor' | 'agent'): Promise<LogIn> {
      const person = 'insert into people (id, name, role) values ($1, $1, $2) on conflict (id) do nothing'
      await askDatabase(house.db, person, [id, role])
      const session = await openSession(house.db, { person: id, address: '127.0.0.1', browser: 'test' })
      return { cookie: `tongdai=${session.secret}`, csrf: session.csrf, id: session.id }
    },
    get: (path: string, as?: LogIn) => asking('GET', as)(path),
    post: (path: string, body?: unknown, as?: LogIn) => asking('POST', as)(path, body),
  }
}
