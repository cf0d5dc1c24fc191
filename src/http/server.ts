// The office's door: Fastify, its limits, its one error handler; all under /api passes the guard (guard.ts).
import { Server as HttpsServer } from 'node:https'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import websocket from '@fastify/websocket'
import { Ajv } from 'ajv'
import Fastify, { type FastifyError, type FastifyReply, type FastifyRequest, LogController } from 'fastify'
import { guard } from './guard.ts'
import { answerUnknown, type KnownRoute, rememberRoutes } from './not-found.ts'
import { describeRoutes } from './openapi.ts'
import { pageOr } from './pages.ts'
import type { App, HttpParts } from './parts.ts'
import { answerProblem } from './problem.ts'
import { apiRoutes, openRoutes } from './routes.ts'
import { refuseUnstorable } from './storable.ts'

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
  app.setNotFoundHandler(pageOr(parts.pages, answerUnknown(routes)))
  app.addHook('onSend', async (_request, reply) => {
    reply.header('x-content-type-options', 'nosniff').header('cache-control', 'no-store')
  })
  app.addHook('onReady', async () => refuseUnguarded(routes))
  app.decorateRequest('person', undefined)
  // A body that is one text (a table) says itself, and better, what is wrong with it; a sound is no text.
  app.addHook('preValidation', async ({ params, query, body }) =>
    refuseUnstorable([params, query, typeof body === 'string' || Buffer.isBuffer(body) ? '' : body]),
  )
  describeRoutes(app)
  app.register(cookie)
  app.register(helmet, { global: false })
  // Clients say a few words only.
  app.register(websocket, { options: { maxPayload: 1_024 } })
  app.register(async open => {
    for (const add of openRoutes) await add(open as App, parts)
  })
  app.register(
    async api => {
      guard(api as App, parts)
      api.setNotFoundHandler(answerUnknown(routes))
      for (const add of apiRoutes) await add(api as App, parts)
    },
    { prefix: '/api/v1' },
  )
  return app
}

/** For connections from now on; those that are open go on as they are. */
export function takeCertificate({ server }: App, tls: { cert: string; key: string }): void {
  if (server instanceof HttpsServer) server.setSecureContext(tls)
}

const strict = new Ajv({ allErrors: true, strict: false })
// Addresses hold text only: `limit=50` must become a number.
const coercing = new Ajv({ allErrors: true, strict: false, coerceTypes: true, useDefaults: true })

/** A route of which nobody said who may ask it would be open to all: no start with it. */
function refuseUnguarded(routes: readonly KnownRoute[]): void {
  const open = routes.find(({ url, may }) => url.startsWith('/api/') && may === undefined)
  if (open)
    throw new Error(`${open.methods} ${open.url} does not say who may ask it (config.may, policies.ts)`)
}

/** So long somebody may take to read why he is refused. */
const LINGER_MS = 2_000

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
  // Who never reads that, nor hangs up, would keep his half of the connection for ever.
  setTimeout(() => socket.destroy(), LINGER_MS).unref()
}
