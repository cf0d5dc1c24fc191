// Every address of the office as it is registered: for tests that ask all of them.
import type { FastifySchema } from 'fastify'
import type { App, HttpParts } from '../../src/http/parts.ts'
import type { Policy } from '../../src/http/policies.ts'
import { buildServer } from '../../src/http/server.ts'
import { sessionEnds } from '../../src/http/session-ends.ts'
import { quiet } from './stores.ts'

export type KnownRoute = { method: string; url: string; may: Policy | undefined; schema: FastifySchema }

/** The office's door without an office behind it. */
export function unopened(): App {
  return buildServer({ log: quiet, apiToken: 'none', ends: sessionEnds() } as HttpParts)
}

/** Nothing is opened: routes only keep what they are given until somebody asks. */
export async function knownRoutes(): Promise<KnownRoute[]> {
  const app = unopened()
  const routes: KnownRoute[] = []
  app.addHook('onRoute', ({ method, url, config, schema = {} }) => {
    for (const one of [method].flat())
      if (one !== 'HEAD') routes.push({ method: one, url, may: config?.may, schema })
  })
  await app.ready()
  await app.close()
  return routes
}
