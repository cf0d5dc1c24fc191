// The guard at /api: finds out who asks (cookie or token), refuses forged requests, then asks the policies.
import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { findSession, type SessionAccount, touchSession } from '../postgres/sessions.ts'
import { findToken } from '../postgres/tokens.ts'
import type { CurrentPerson } from './current-person.ts'
import type { App, HttpParts } from './parts.ts'
import { may } from './policies.ts'
import { Problem } from './problem.ts'
import { refuseWithoutSecondFactor } from './second-factor-rules.ts'
import { readCookie } from './session-cookie.ts'
import { told } from './told.ts'

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

export function guard(app: App, parts: HttpParts): void {
  const isHouseToken = tokenCheck(parts.apiToken)
  app.addHook('onRequest', async (request, reply) => {
    const policy = request.routeOptions.config.may
    if (policy === 'anyone') return
    request.person = await whoAsks(request, reply)
    if (policy && !may(request.person, policy, paramsOf(request))) throw forbidden(policy)
    if (policy) refuseWithoutSecondFactor(parts, request.person, policy)
  })

  async function whoAsks(request: FastifyRequest, reply: FastifyReply): Promise<CurrentPerson> {
    const { authorization } = request.headers
    if (authorization !== undefined) return byToken(authorization, reply)
    const secret = readCookie(request)
    const person = secret === undefined ? undefined : await sessionOf(parts, secret)
    if (!person) throw unknown(reply)
    if (!safeMethods.has(request.method) || isUpgrade(request)) refuseForeign(request)
    if (!safeMethods.has(request.method)) refuseForged(request, person.session.csrf)
    return person
  }

  async function byToken(authorization: string, reply: FastifyReply): Promise<CurrentPerson> {
    if (isHouseToken(authorization)) return { id: 'api', name: 'API', role: 'admin' }
    const [, secret] = /^Bearer (tongdai_[\w-]{43})$/.exec(authorization) ?? []
    const token = secret === undefined ? undefined : await findToken(parts.db, secret)
    if (!token) throw unknown(reply)
    return { id: `token:${token.id}`, name: token.name, role: token.role }
  }
}

/** For a live socket, which outlives the request that opened it: is this session still one? */
export async function sessionOf(
  { db }: Pick<HttpParts, 'db'>,
  secret: string,
): Promise<(CurrentPerson & Required<Pick<CurrentPerson, 'session'>>) | undefined> {
  const found = await findSession(db, secret)
  if (!found) return undefined
  await touchSession(db, found.session)
  return personOf(found)
}

export function personOf(found: SessionAccount): CurrentPerson & Required<Pick<CurrentPerson, 'session'>> {
  const {
    id,
    name,
    role,
    agent,
    language,
    session,
    csrf,
    password_is_temporary,
    supervises,
    has_second_factor,
  } = found
  return {
    id,
    name,
    role,
    ...(agent && { agent }),
    ...(language && { language }),
    ...(supervises.length > 0 && { supervises }),
    session: {
      ...{ id: session, csrf },
      ...{ mustChangePassword: password_is_temporary, hasSecondFactor: has_second_factor },
    },
  }
}

/** A page from elsewhere must not act in the name of who is logged in here, nor open a live socket. */
export function refuseForeign({ headers, protocol }: FastifyRequest): void {
  if (headers.origin === `${protocol}://${headers.host}`) return
  throw new Problem(
    403,
    'foreign-origin',
    'This request comes from a page that is not ours; open Tongdai itself.',
  )
}

function refuseForged({ headers }: FastifyRequest, csrf: string): void {
  const said = headers['x-csrf-token']
  if (typeof said === 'string' && timingSafeEqual(sha256(said), sha256(csrf))) return
  throw new Problem(403, 'no-csrf-token', 'Repeat the "csrf" of your session in the header x-csrf-token.')
}

function unknown(reply: FastifyReply): Problem {
  reply.header('www-authenticate', 'Bearer')
  return new Problem(401, 'no-token', 'Log in, or send a token as "Authorization: Bearer …".')
}

function forbidden(policy: string): Problem {
  return new Problem(403, 'forbidden', told`Your role may not do this (${policy}). Ask an admin for it.`)
}

/** Compared by their hashes, in constant time: neither length nor likeness of a guess shows. */
function tokenCheck(token: string): (authorization: string) => boolean {
  const expected = sha256(`Bearer ${token}`)
  return authorization => timingSafeEqual(sha256(authorization), expected)
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

function isUpgrade({ headers }: FastifyRequest): boolean {
  return headers.upgrade !== undefined
}

function paramsOf({ params }: FastifyRequest): Record<string, unknown> {
  return typeof params === 'object' && params !== null ? { ...params } : {}
}
