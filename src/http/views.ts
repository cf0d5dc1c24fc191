// What several answers share: times as people and programs read them, and ids as they may look.
import { Type } from 'typebox'

/** RFC 3339, UTC. */
export const Time = Type.String({ description: 'RFC 3339, UTC' })
export const Ms = Type.Integer({ minimum: 0, description: 'milliseconds' })

/** Ids of agents, queues, phones, conversations, recordings. */
export const ID_PATTERN = '^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$'
export const Id = Type.String({ pattern: ID_PATTERN })
export const IdParams = Type.Object({ id: Id })

export const Done = Type.Object({ done: Type.Literal(true) })

export function iso(ms: number): string {
  return new Date(ms).toISOString()
}

/** The fields that are there; a view leaves out what is not known. */
export function given<T extends Record<string, unknown>>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null)) as {
    [K in keyof T]?: NonNullable<T[K]>
  }
}
