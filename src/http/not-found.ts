// Addresses that lead nowhere: 404, or 405 when the address is right and the method is not.
import type { FastifyReply, FastifyRequest, FastifySchema } from 'fastify'
import type { App } from './parts.ts'
import type { Policy } from './policies.ts'
import { sendProblem } from './problem.ts'
import { told } from './told.ts'

export type KnownRoute = {
  url: string
  pattern: RegExp
  methods: string[]
  may: Policy | undefined
  schema: FastifySchema | undefined
}

/** Notes every route that is registered on the app from now on. */
export function rememberRoutes(app: App): readonly KnownRoute[] {
  const routes: KnownRoute[] = []
  app.addHook('onRoute', ({ url, method, config, schema }) => {
    const pattern = new RegExp(`^${url.replaceAll('.', '\\.').replace(/:[a-zA-Z]+/g, '[^/]+')}/?$`)
    routes.push({ url, pattern, methods: [method].flat(), may: config?.may, schema })
  })
  return routes
}

export function answerUnknown(routes: readonly KnownRoute[]) {
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
      detail: told`This address takes ${allowed} only.`,
    })
  }
}
