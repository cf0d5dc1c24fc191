// Logging in and out, and the list of who is logged in where.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import { audit } from '../postgres/audit.ts'
import {
  closeSession,
  forgetOldSessions,
  listSessions,
  openSession,
  type SessionRow,
} from '../postgres/sessions.ts'
import { type CurrentPerson, currentPerson } from './current-person.ts'
import { refuseForeign, sessionOf } from './guard.ts'
import { logIn } from './log-in.ts'
import type { App, HttpParts } from './parts.ts'
import { Problem } from './problem.ts'
import { lacksSecondFactor } from './second-factor-rules.ts'
import { clearCookie, readCookie, setCookie } from './session-cookie.ts'
import { NamedPassword, Session, Sessions, sessionView, WhoseSessions } from './session-schemas.ts'
import { IdParams, iso } from './views.ts'

export function sessionRoutes(app: App, parts: HttpParts): void {
  const view = (person: CurrentPerson) => sessionView(person, lacksSecondFactor(parts, person))

  app.post(
    '/session',
    { config: { may: 'anyone' }, schema: { body: NamedPassword, response: { 200: Session } } },
    async (request, reply) => {
      // Browsers name their page; a program without one has no cookie that somebody could misuse.
      if (request.headers.origin !== undefined) refuseForeign(request)
      const account = await logIn(parts, request, request.body)
      return view(await freshSession(parts, request, reply, account.id))
    },
  )

  app.get(
    '/session',
    { config: { may: 'session.own' }, schema: { response: { 200: Session } } },
    async request => view(currentPerson(request)),
  )

  app.delete('/session', { config: { may: 'session.own' } }, async (request, reply) => {
    const { id, session } = currentPerson(request)
    if (session) await end(parts, session.id, id)
    clearCookie(reply)
    return reply.status(204).send()
  })

  app.get(
    '/sessions',
    { config: { may: 'sessions.see' }, schema: { querystring: WhoseSessions, response: { 200: Sessions } } },
    async request => {
      const person = currentPerson(request)
      const rows = await listSessions(parts.db, person.role === 'admin' ? request.query.person : person.id)
      return rows.map(row => rowView(row, person))
    },
  )

  app.delete(
    '/sessions/:id',
    { config: { may: 'sessions.close' }, schema: { params: IdParams } },
    async (request, reply) => {
      const { id, role } = currentPerson(request)
      const closed = await end(parts, request.params.id, id, role === 'admin' ? undefined : id)
      if (!closed) throw new Problem(404, 'no-such-session', 'There is no such session (any more).')
      return reply.status(204).send()
    },
  )
}

/** A new secret at every log-in: one that somebody put into the browser before is worth nothing afterwards. */
async function freshSession(
  parts: HttpParts,
  request: FastifyRequest,
  reply: FastifyReply,
  person: string,
): Promise<CurrentPerson> {
  const { db, ends } = parts
  const old = readCookie(request)
  const before = old === undefined ? undefined : await sessionOf(parts, old)
  if (before) {
    await closeSession(db, before.session.id)
    ends.say({ session: before.session.id })
  }
  await forgetOldSessions(db)
  const browser = request.headers['user-agent'] ?? ''
  const { secret } = await openSession(db, { person, address: request.ip, browser })
  await audit(db, { who: person, action: 'session.open', object: person, details: { address: request.ip } })
  setCookie(reply, secret)
  const opened = await sessionOf(parts, secret)
  // Sent away in this very moment.
  if (!opened) throw new Problem(401, 'wrong-name-or-password', 'The name or the password is wrong.')
  return opened
}

/** @param owner only if it is his */
async function end({ db, ends }: HttpParts, session: string, who: string, owner?: string): Promise<boolean> {
  const person = await closeSession(db, session, owner)
  if (person === undefined) return false
  ends.say({ session })
  await audit(db, { who, action: 'session.close', object: person })
  return true
}

function rowView(row: SessionRow, person: CurrentPerson): Static<typeof Sessions>[number] {
  const { id, address, browser } = row
  const times = { createdAt: iso(row.created_at.getTime()), seenAt: iso(row.seen_at.getTime()) }
  return { id, person: row.person, ...times, address, browser, current: id === person.session?.id }
}
