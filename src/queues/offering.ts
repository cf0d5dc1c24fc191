// The making of an offer: agents are reserved while their phones ring (offer-ends.ts tells how it goes on).
import type { Agent } from '../agents/agent.ts'
import * as moves from '../agents/moves.ts'
import type { Ranked } from './candidates.ts'
import { explained } from './explain.ts'
import { queueOf } from './floor.ts'
import { isStoodIn, offerId, STAND_IN, strategyOf } from './own-strategy.ts'
import type { QueueRules } from './roster.ts'
import { type FloorTurn, type Rung, setAgent, setQueue, setWaiting } from './turn.ts'
import { costOf, type Waiting } from './waiting.ts'

/** The conversation ends a ringing by itself; this much later the floor takes its agents back. */
const RESERVATION_GRACE_MS = 10_000

export function makeOffer(
  turn: FloorTurn,
  waiting: Waiting,
  rules: QueueRules,
  order: readonly Ranked[],
): void {
  const ringsAll = strategyOf(turn.roster, rules)?.rings === 'all'
  const chosen = (ringsAll ? order : order.slice(0, 1)).flatMap(
    ({ seat }) => turn.floor.agents.get(seat.agent) ?? [],
  )
  const [first, ...others] = chosen
  const seat = order[0]?.seat
  if (!first || !seat) return
  const offer = offerId(turn.floor)
  const { conversation, queue } = waiting
  const told = explained(turn, waiting, rules, order)
  const why = isStoodIn(turn, rules.strategy, offer)
    ? { ...told, strategy: STAND_IN, insteadOf: rules.strategy }
    : told
  turn.floor = { ...turn.floor, offers: turn.floor.offers + 1 }
  const agents = chosen.map(({ id }) => id)
  turn.facts.push({ type: 'CallOffered', offer, conversation, agents, mode: ringsAll ? 'all' : 'one', why })
  setQueue(turn, queue, { memory: { ...queueOf(turn.floor, queue).memory, last: seat } })
  const { blocked: _, ...unblocked } = waiting
  const also = others.length > 0 ? { others: others.map(({ id }) => id) } : {}
  setWaiting(turn, waiting, { ...unblocked, offer: { offer, agent: first.id, ...also } })
  const { reachMs = 0 } = waiting
  const until = turn.now + reachMs + rules.ringMs + (rules.greetMs ?? 0) + RESERVATION_GRACE_MS
  const cost = costOf(waiting)
  for (const agent of chosen)
    setAgent(turn, moves.offerTo(agent, { offer, conversation, queue, until, cost }, turn.now))
  const rung = ({ id, phone }: Agent): Rung => ({
    agent: id,
    phone,
    wrapUpMs: turn.roster.agents[id]?.wrapUpMs ?? rules.wrapUpMs,
  })
  turn.commands.push({
    type: 'Offer',
    conversation,
    offer,
    queue,
    ...rung(first),
    ringMs: rules.ringMs,
    ...(others.length > 0 ? { others: others.map(rung) } : {}),
  })
}
