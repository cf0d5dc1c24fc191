// Callers' numbers as views show them, and those that the scribe has not yet moved into PostgreSQL.
import { askRedis } from '../redis/connection.ts'
import { waitingContacts } from '../redis/contacts.ts'
import { unseal } from '../secrets/sealing.ts'
import type { HttpParts } from './parts.ts'

/** contact → number, for those that still wait in Redis. @throws RedisAway */
export async function readWaitingNumbers(
  { redis, keys, sealKey }: HttpParts,
  contacts: readonly string[],
): Promise<Map<string, string>> {
  const sealed = await askRedis(waitingContacts(redis, keys, contacts))
  return new Map(
    [...sealed].flatMap(([contact, text]): [string, string][] => {
      const number = unseal(sealKey, text, contact)
      return number ? [[contact, number.toString()]] : []
    }),
  )
}

/** Empty when the number is not known: anonymous, or erased. */
export type Caller = { caller?: string; callerShown?: string }

export function callerView({ shown }: HttpParts, number: string | undefined): Caller {
  return number === undefined ? {} : { caller: number, callerShown: shown(number) }
}
