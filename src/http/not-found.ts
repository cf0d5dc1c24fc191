// Addresses that lead nowhere: 404, or 405 when the address is right and the method is not.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from './parts.ts'
import { sendProblem } from './problem.ts'

type Route = { pattern: RegExp; methods: string[] }

/** Notes every route that is registered on the app from now on. */
export function rememberRoutes(app: App): readonly Route[] {
  const routes: Route[] = []
  app.addHook('onRoute', ({ url, method }) => {
    const pattern = new RegExp(`^${url.replace(/:[a-zA-Z]+/g, '[^/]+')}/?$`)
    routes.push({ pattern, methods: [method].flat() })
  })
  return routes
}

export function answerUnknown(routes: readonly Route[]) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const path = request.url.split('?', 1)[0] ?? ''
    const methods = routes.filter(({ pattern }) => pattern.test(path)).flatMap(route => route.methods)
    if (methods.length === 0) {
      return sendProblem(request, reply, {
        status: 404,
        code: 'no-such-address',
        detail: 'There is nothing here.',
      })
    }
    const allowed = [...new Set(methods)].join(', ')
    reply.header('allow', allowed)
    return sendProblem(request, reply, {
      status: 405,
      code: 'wrong-method',
      detail: `This address takes ${allowed} only.`,
    })
  }
}
