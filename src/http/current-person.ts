// Who asks. Set by the guard before any handler runs.
import type { FastifyRequest } from 'fastify'
import type { Policy, Role } from './policies.ts'

export type CurrentPerson = {
  /** `api` for the house's own token, `token:<id>` for a program's. */
  id: string
  name: string
  role: Role
  /** His desk, if he has one. */
  agent?: string
  /** The queues that he looks after, if he is a supervisor of some only (sight.ts). */
  supervises?: readonly string[]
  language?: 'vi' | 'en'
  /** Only when he came by a cookie. */
  session?: { id: string; csrf: string; mustChangePassword: boolean; hasSecondFactor: boolean }
}

declare module 'fastify' {
  interface FastifyRequest {
    person: CurrentPerson | undefined
  }
  interface FastifyContextConfig {
    /** Who may ask this; policies.ts. */
    may?: Policy
  }
}

/** For handlers of routes that need a log-in. */
export function currentPerson(request: FastifyRequest): CurrentPerson {
  if (request.person) return request.person
  throw new Error(`${request.routeOptions.url} asks who it is, but its policy lets anyone in`)
}
