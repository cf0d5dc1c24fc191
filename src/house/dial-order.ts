// A person asked on a screen to call a number: his own phone rings, and then the number is dialled.
import { randomUUID } from 'node:crypto'
import { conversationOf } from '../asterisk/names.ts'
import type { Answer, Order } from '../redis/orders.ts'
import type { Switchboard } from '../switchboard/switchboard.ts'

export type DialOrder = Extract<Order, { type: 'dial' }>

/** @param number what he typed; undefined: it could not be opened */
export function dial({ agent: id }: DialOrder, number: string | undefined, switchboard: Switchboard): Answer {
  const agent = switchboard.floor.floor.agents.get(id)
  if (!agent) return refused(404, 'no-such-agent', `There is no agent "${id}".`)
  if (switchboard.isDraining) return refused(409, 'closing', 'The house is closing; no new calls are made.')
  if (agent.state.name === 'busy' || agent.state.name === 'offered')
    return refused(409, 'busy-now', 'Your phone is in a call, or rings for one.')
  if (!agent.reachable) return refused(409, 'phone-away', 'Your phone is not registered.')
  const conversation = conversationOf(randomUUID())
  const answer = switchboard.dial(conversation, agent.phone, number ?? '')
  if ('plan' in answer) return { ok: true, details: { conversation } }
  return refused(answer.capped ? 429 : 403, answer.denied, answer.sentence)
}

const refused = (status: number, code: string, sentence: string): Answer => ({
  ok: false,
  status,
  code,
  sentence,
})
