// Log-ins that last: who is logged in where. The secret in the browser's cookie is kept as a hash only.
import { createHash, randomBytes } from 'node:crypto'
import { ask, type Connection } from './database.ts'

export type Role = 'admin' | 'manager' | 'supervisor' | 'agent'

/** A person as a session or a log-in finds him. */
export type Account = {
  id: string
  name: string
  role: Role
  language: 'vi' | 'en' | null
  agent: string | null
  password_is_temporary: boolean
}

/** `supervises`: the queues of a supervisor of some; empty: all. */
export type SessionAccount = Account & {
  session: string
  csrf: string
  supervises: string[]
  has_second_factor: boolean
}

export type SessionRow = {
  id: string
  person: string
  created_at: Date
  seen_at: Date
  address: string
  browser: string
}

// A shift's length without a sign of life, a day at most: then the password is asked for again.
const idle = `interval '10 hours'`
const longest = `interval '24 hours'`
const alive = `sessions.seen_at > now() - ${idle} and sessions.created_at > now() - ${longest}`

/** What stands in the database instead of a secret. Secrets are 256 random bits: no salt, no slow hash needed. */
export function secretHash(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** @returns the cookie's secret, and the token that unsafe requests must repeat */
export async function openSession(
  db: Connection,
  { person, address, browser }: { person: string; address: string; browser: string },
): Promise<{ id: string; secret: string; csrf: string }> {
  // An id that begins with a hyphen is no id to the API, and its session could not be ended.
  const session = { id: randomBytes(12).toString('hex'), secret: newSecret(), csrf: newSecret() }
  await ask(
    db,
    `insert into sessions (id, secret_hash, csrf, person, address, browser) values ($1, $2, $3, $4, $5, $6)`,
    [session.id, secretHash(session.secret), session.csrf, person, address, browser.slice(0, 200)],
  )
  return session
}

/** Who came with this cookie; undefined when the session is over or its person was sent away. */
export async function findSession(db: Connection, secret: string): Promise<SessionAccount | undefined> {
  const [row] = await ask<SessionAccount>(
    db,
    `select people.id, people.name, people.role, people.language, people.password_is_temporary, people.supervises,
       agents.id as agent, sessions.id as session, sessions.csrf,
       exists (select from second_factors as f where f.person = people.id and f.confirmed_at is not null)
         as has_second_factor
     from sessions join people on people.id = sessions.person left join agents on agents.person = people.id
     where sessions.secret_hash = $1 and people.active and ${alive}`,
    [secretHash(secret)],
  )
  return row
}

/** A sign of life, at most one write a minute. */
export async function touchSession(db: Connection, id: string): Promise<void> {
  await ask(
    db,
    `update sessions set seen_at = now() where id = $1 and seen_at < now() - interval '1 minute'`,
    [id],
  )
}

/** @param person only his; all when missing */
export async function listSessions(db: Connection, person: string | undefined): Promise<SessionRow[]> {
  return ask<SessionRow>(
    db,
    `select id, person, created_at, seen_at, address, browser from sessions
     where ${alive} and ($1::text is null or person = $1) order by seen_at desc limit 1000`,
    [person ?? null],
  )
}

/** @param person only if it is his. @returns whose it was; undefined when there was none */
export async function closeSession(db: Connection, id: string, person?: string): Promise<string | undefined> {
  const rows = await ask<{ person: string }>(
    db,
    'delete from sessions where id = $1 and ($2::text is null or person = $2) returning person',
    [id, person ?? null],
  )
  return rows[0]?.person
}

/** Logs a person out everywhere. @param except the session that stays. @returns the ids of the closed ones */
export async function closeSessionsOf(db: Connection, person: string, except?: string): Promise<string[]> {
  const rows = await ask<{ id: string }>(
    db,
    'delete from sessions where person = $1 and id is distinct from $2 returning id',
    [person, except ?? null],
  )
  return rows.map(({ id }) => id)
}

export async function forgetOldSessions(db: Connection): Promise<void> {
  await ask(db, `delete from sessions where not (${alive})`)
}
