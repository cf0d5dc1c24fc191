// The office's door: Fastify, its limits, its one error handler; all under /api only with the token.
import { createHash, timingSafeEqual } from 'node:crypto'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import { Ajv } from 'ajv'
import Fastify, { type FastifyError, type FastifyReply, type FastifyRequest, LogController } from 'fastify'
import { agentRoutes } from './agents.ts'
import { callRoutes } from './calls.ts'
import { cdrRoutes } from './cdrs.ts'
import { healthRoute } from './health.ts'
import { answerUnknown, rememberRoutes } from './not-found.ts'
import type { App, HttpParts } from './parts.ts'
import { phoneRoutes } from './phones.ts'
import { answerProblem, Problem } from './problem.ts'
import { queueRoutes } from './queues.ts'
import { recordingRoutes } from './recordings.ts'
import { systemRoutes } from './system.ts'

/** @param tls PEM; without it plain HTTP, which is for loopback only */
export function buildServer(parts: HttpParts, tls?: { cert: string; key: string }): App {
  const options = {
    loggerInstance: parts.log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 64 * 1024,
    // A client that sends its request drop by drop does not keep a connection for ever.
    requestTimeout: 10_000,
    connectionTimeout: 60_000,
    return503OnClosing: false,
    forceCloseConnections: true as const,
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: answerProblem as (
      error: FastifyError,
      request: FastifyRequest,
      reply: FastifyReply,
    ) => void,
    clientErrorHandler: refuseUnreadable,
  }
  const app = (tls ? Fastify({ ...options, https: tls }) : Fastify(options)) as unknown as App
  const routes = rememberRoutes(app)
  app.withTypeProvider<TypeBoxTypeProvider>()
  app.setValidatorCompiler(({ schema, httpPart }) =>
    (httpPart === 'body' ? strict : coercing).compile(schema),
  )
  app.setErrorHandler(answerProblem)
  app.setNotFoundHandler(answerUnknown(routes))
  app.addHook('onSend', async (_request, reply) => {
    reply.header('x-content-type-options', 'nosniff').header('cache-control', 'no-store')
  })
  app.register(async open => healthRoute(open as App, parts))
  app.register(
    async guarded => {
      guarded.addHook('onRequest', onlyWithToken(parts.apiToken))
      guarded.setNotFoundHandler(answerUnknown(routes))
      for (const add of [agentRoutes, callRoutes, queueRoutes, cdrRoutes, recordingRoutes])
        add(guarded as App, parts)
      for (const add of [phoneRoutes, systemRoutes]) add(guarded as App, parts)
    },
    { prefix: '/api/v1' },
  )
  return app
}

const strict = new Ajv({ allErrors: true, strict: false })
// Addresses hold text only: `limit=50` must become a number.
const coercing = new Ajv({ allErrors: true, strict: false, coerceTypes: true, useDefaults: true })

/** Compared by their hashes, in constant time: neither length nor likeness of a guess shows. */
function onlyWithToken(token: string) {
  const expected = sha256(`Bearer ${token}`)
  return async (request: FastifyRequest, reply: FastifyReply) => {
    if (timingSafeEqual(sha256(request.headers.authorization ?? ''), expected)) return
    reply.header('www-authenticate', 'Bearer')
    throw new Problem(401, 'no-token', 'Send the token of secrets/api.token as "Authorization: Bearer …".')
  }
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

/** What is no HTTP at all never reaches a handler. */
function refuseUnreadable(
  error: NodeJS.ErrnoException,
  socket: NodeJS.WritableStream & { destroy(): void },
): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return socket.destroy()
  const status =
    error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request'
  const code = error.code === 'HPE_HEADER_OVERFLOW' ? 'headers-too-large' : 'bad-request'
  const body = JSON.stringify({
    type: `urn:tongdai:problem:${code}`,
    title: 'Bad request',
    status: Number(status.slice(0, 3)),
    code,
    detail: 'The request cannot be read as HTTP.',
  })
  const head = `HTTP/1.1 ${status}\r\ncontent-type: application/problem+json\r\nconnection: close\r\n`
  socket.end(`${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
}
