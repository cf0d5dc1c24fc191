// Asks something of the switchboard; what it refuses becomes a problem answer.
import { type Answer, type Order, sendOrder } from '../redis/orders.ts'
import type { HttpParts } from './parts.ts'
import { Problem } from './problem.ts'
import { type Sentence, told } from './told.ts'

/** @throws Problem as the switchboard says; OrderUnanswered and RedisAway become 503 */
export async function carryOut(parts: HttpParts, order: Order): Promise<{ done: true }> {
  await carryOutFor(parts, order)
  return { done: true }
}

/** The same, for what the switchboard answers besides yes. */
export async function carryOutFor(
  { redis, keys }: HttpParts,
  order: Order,
): Promise<Readonly<Record<string, unknown>>> {
  const answer = await sendOrder(redis, keys, order)
  if (!answer.ok)
    throw new Problem(answer.status, answer.code, sentenceOf(answer, order), { findings: answer.findings })
  return answer.details ?? {}
}

/** The switchboard speaks English; what it names is what it was asked for. */
function sentenceOf({ code, sentence }: Extract<Answer, { ok: false }>, order: Order): Sentence {
  if ('to' in order) {
    const { to } = order
    if (code === 'no-such-queue' && 'queue' in to) return told`There is no queue "${to.queue}".`
    if (code === 'no-such-agent' && 'agent' in to) return told`There is no agent "${to.agent}".`
    if (code === 'no-such-flow' && 'flow' in to) return told`There is no flow "${to.flow}".`
    if (code === 'no-such-section' && 'flow' in to)
      return told`The flow "${to.flow}" has no section "${to.section ?? ''}".`
  }
  if (code === 'no-such-agent' && 'agent' in order && order.agent !== undefined)
    return told`There is no agent "${order.agent}".`
  if (code === 'no-such-queue' && 'queue' in order) return told`There is no queue "${order.queue}".`
  if (code === 'no-such-call' && 'conversation' in order)
    return told`There is no call "${order.conversation}" (any more).`
  if (code === 'no-such-hours' && 'target' in order) return told`There are no hours "${order.target.name}".`
  if (code === 'no-such-hotline' && 'target' in order)
    return told`There is no hotline "${order.target.name}".`
  return sentence
}
