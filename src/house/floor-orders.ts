// Orders about agents and who waits: each becomes an event of the floor, unless the floor as it is has no use for it.
import type { Agent } from '../agents/agent.ts'
import type { Answer, FloorOrder } from '../redis/orders.ts'
import type { Switchboard } from '../switchboard/switchboard.ts'

/** However often it is made longer: who needs more takes a break. */
export const LONGEST_WRAP_UP_MS = 30 * 60_000

export function obeyFloor(order: FloorOrder, switchboard: Pick<Switchboard, 'floor' | 'calls'>): Answer {
  const { floor } = switchboard
  switch (order.type) {
    case 'give-priority':
      return givePriority(order, switchboard)
    case 'why-now': {
      const details = floor.whyNow(order.conversation)
      return { ok: true, ...(details ? { details } : {}) }
    }
  }
  const agent = floor.floor.agents.get(order.agent)
  if (!agent) return noSuchAgent(order.agent)
  const { agent: id, by } = order
  switch (order.type) {
    case 'ready-agent':
      floor.happened({ type: 'AgentReadied', agent: id, by })
      return { ok: true }
    case 'pause-agent':
      floor.happened({ type: 'AgentPaused', agent: id, reason: order.reason, by })
      return { ok: true }
    case 'log-out-agent':
      floor.happened({ type: 'AgentLoggedOut', agent: id, by })
      return { ok: true }
    case 'extend-wrap-up': {
      const refusal = tooLong(agent, order.byMs)
      if (!refusal) floor.happened({ type: 'WrapUpExtended', agent: id, byMs: order.byMs, by })
      return refusal ?? { ok: true }
    }
    default:
      return order satisfies never
  }
}

function tooLong({ state }: Agent, byMs: number): Answer | undefined {
  if (state.name !== 'wrap-up') return notNow('not-in-wrap-up', 'This agent is not in wrap-up (any more).')
  if (state.until + byMs - state.since <= LONGEST_WRAP_UP_MS) return undefined
  return notNow('wrap-up-too-long', 'A wrap-up lasts half an hour at most. Take a break instead.')
}

/** An offered caller has been served as far as the floor can: his phone rings already. */
function givePriority(
  { conversation, priority, by }: Extract<FloorOrder, { type: 'give-priority' }>,
  { floor, calls }: Pick<Switchboard, 'floor' | 'calls'>,
): Answer {
  if (floor.floor.waiting.has(conversation)) {
    floor.happened({ type: 'PriorityChanged', conversation, priority, by })
    return { ok: true }
  }
  if (calls.has(conversation)) return notNow('not-waiting', 'This caller is not waiting (any more).')
  const sentence = `There is no call "${conversation}" (any more).`
  return { ok: false, status: 404, code: 'no-such-call', sentence }
}

const notNow = (code: string, sentence: string): Answer => ({ ok: false, status: 409, code, sentence })

const noSuchAgent = (agent: string): Answer => ({
  ...{ ok: false, status: 404, code: 'no-such-agent' },
  sentence: `There is no agent "${agent}".`,
})
