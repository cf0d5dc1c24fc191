// Asks something of the switchboard; what it refuses becomes a problem answer.
import { type Order, sendOrder } from '../redis/orders.ts'
import type { HttpParts } from './parts.ts'
import { Problem } from './problem.ts'

/** @throws Problem as the switchboard says; OrderUnanswered and RedisAway become 503 */
export async function carryOut({ redis, keys }: HttpParts, order: Order): Promise<{ done: true }> {
  const answer = await sendOrder(redis, keys, order)
  if (!answer.ok)
    throw new Problem(answer.status, answer.code, answer.sentence, { findings: answer.findings })
  return { done: true }
}
