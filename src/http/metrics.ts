// GET /metrics for Prometheus: open to this machine, and with a token to others.
import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { findToken } from '../postgres/tokens.ts'
import type { App, HttpParts } from './parts.ts'
import { may } from './policies.ts'
import { Problem } from './problem.ts'

export function metricsRoute(app: App, parts: HttpParts): void {
  app.get(
    '/metrics',
    { config: { may: 'anyone' }, onRequest: onlyHereOrWithToken(parts) },
    async (_request, reply) =>
      reply.type('text/plain; version=0.0.4; charset=utf-8').send(await parts.metrics()),
  )
}

function onlyHereOrWithToken({ db, apiToken }: HttpParts) {
  const expected = sha256(`Bearer ${apiToken}`)
  return async (request: FastifyRequest, reply: FastifyReply) => {
    if (isFromHere(request)) return
    const said = request.headers.authorization ?? ''
    if (timingSafeEqual(sha256(said), expected)) return
    const [, secret] = /^Bearer (tongdai_[\w-]{43})$/.exec(said) ?? []
    const token = secret === undefined ? undefined : await findToken(db, secret)
    if (token && may({ id: token.id, name: token.name, role: token.role }, 'metrics.read')) return
    reply.header('www-authenticate', 'Bearer')
    throw new Problem(401, 'no-token', 'Send an admin\'s token as "Authorization: Bearer …".')
  }
}

/** A proxy on this machine speaks for others, and says so. */
function isFromHere({ socket, headers }: FastifyRequest): boolean {
  if (headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined) return false
  return /^(127\.|::1$|::ffff:127\.)/.test(socket.remoteAddress ?? '')
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
