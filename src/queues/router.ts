// Who gets whom. A caller looks for a free agent, or a free agent for a caller; never a poll, never a sort.
// Between two events nobody waits in a queue that has a free seat for him: each step matches what it freed.
import { excludedBy } from '../agents/agent.ts'
import { exclusionOf, ranked, seatIn } from './candidates.ts'
import type { Blocked } from './events.ts'
import { explained } from './explain.ts'
import { queueOf } from './floor.ts'
import { makeOffer } from './offering.ts'
import { strategyOf } from './own-strategy.ts'
import { membersOf, type QueueRules, type SeatRule } from './roster.ts'
import { type FloorTurn, setWaiting } from './turn.ts'
import { type Waiting, waitingOrder } from './waiting.ts'

/** Offers the caller to a free agent of his queue, in the strategy's order. */
export function findAgent(turn: FloorTurn, conversation: string): void {
  const waiting = turn.floor.waiting.get(conversation)
  if (!waiting || waiting.offer) return
  const rules = turn.roster.queues[waiting.queue]
  if (!rules || !strategyOf(turn.roster, rules)) return block(turn, waiting, undefined)
  if (hasEnoughTalks(turn, waiting.queue, rules)) return block(turn, waiting, rules)
  const order = ranked(turn, waiting, rules)
  if (order.length > 0) return makeOffer(turn, waiting, rules, order)
  if (waiting.last && !isWorking(turn, waiting.last.agent, waiting)) {
    // Who served him last is not at work: there is nothing to wait for.
    const { last: _, ...anyone } = waiting
    setWaiting(turn, waiting, anyone)
    return findAgent(turn, conversation)
  }
  block(turn, waiting, rules)
}

/**
 * Gives a free agent the caller who is next over all of his queues: the heavier queue, then priority and the longest
 * wait. The strategy may give that caller to another free agent; then he takes the one after,
 * until he has one or nobody is left.
 */
export function findCaller(turn: FloorTurn, agentId: string): void {
  for (;;) {
    const next = nextFor(turn, agentId)
    if (!next) return
    findAgent(turn, next.conversation)
    if (!turn.floor.waiting.get(next.conversation)?.offer) return
  }
}

function nextFor(turn: FloorTurn, agentId: string): Waiting | undefined {
  const agent = turn.floor.agents.get(agentId)
  // Cheap to say of most agents: they have no room for anything.
  if (!agent || excludedBy(agent, 1)) return undefined
  let next: { waiting: Waiting; rules: QueueRules; seat: SeatRule } | undefined
  for (const seat of turn.roster.agents[agentId]?.queues ?? []) {
    const rules = turn.roster.queues[seat.queue]
    const { open } = queueOf(turn.floor, seat.queue)
    // A queue that the owner took away has no rules to offer by; it must not hold up the others.
    if (!rules || open.length === 0 || hasEnoughTalks(turn, seat.queue, rules)) continue
    const waiting = open.find(one => exclusionOf(turn, agent, one, rules, seat) === undefined)
    if (waiting && (!next || comesBefore({ waiting, rules, seat }, next))) next = { waiting, rules, seat }
  }
  return next?.waiting
}

type Head = { waiting: Waiting; rules: QueueRules; seat: SeatRule }

const comesBefore = (a: Head, b: Head): boolean =>
  ((b.rules.weight ?? 1) - (a.rules.weight ?? 1) || waitingOrder(a.waiting, b.waiting)) < 0

/** Everybody who waits in this queue looks for an agent, the first in line first. */
export function matchQueue(turn: FloorTurn, queue: string): void {
  for (const { conversation } of queueOf(turn.floor, queue).open) findAgent(turn, conversation)
}

const hasEnoughTalks = (turn: FloorTurn, queue: string, { maxTalking }: QueueRules): boolean =>
  maxTalking !== undefined && queueOf(turn.floor, queue).talking >= maxTalking

/** What keeps him from being offered to anybody, given that nobody is free for him. */
export function obstacleFor(turn: FloorTurn, waiting: Waiting, rules: QueueRules | undefined): Blocked {
  if (!rules || !strategyOf(turn.roster, rules)) return 'no-agent-here'
  if (hasEnoughTalks(turn, waiting.queue, rules)) return 'enough-talks'
  return obstacle(turn, waiting, rules)
}

/** Nobody can be rung: said once, and again only when the kind of obstacle changes. */
function block(turn: FloorTurn, waiting: Waiting, rules: QueueRules | undefined): void {
  const reason = obstacleFor(turn, waiting, rules)
  if (waiting.blocked === reason) return
  const { conversation, queue } = waiting
  const told = rules ? { why: explained(turn, waiting, rules, []) } : {}
  turn.facts.push({ type: 'WaitBlocked', conversation, queue, reason, ...told })
  setWaiting(turn, waiting, { ...waiting, blocked: reason })
}

function obstacle(turn: FloorTurn, waiting: Waiting, rules: QueueRules): Blocked {
  if (waiting.last) return 'last-agent'
  const isStaffed = membersOf(turn.roster, waiting.queue).some(id => {
    const agent = turn.floor.agents.get(id)
    if (!agent?.reachable || !WORKING.has(agent.state.name)) return false
    // Would he be fit if he were free?
    const free = { ...agent, state: { name: 'ready' as const, since: 0 }, tasks: [] }
    return exclusionOf(turn, free, waiting, rules, seatIn(turn, id, waiting.queue)) === undefined
  })
  return isStaffed ? 'no-agent-free' : 'no-agent-here'
}

const WORKING: ReadonlySet<string> = new Set(['ready', 'busy', 'offered', 'wrap-up'])

function isWorking(turn: FloorTurn, id: string, waiting: Waiting): boolean {
  const agent = turn.floor.agents.get(id)
  return agent?.reachable === true && WORKING.has(agent.state.name) && !!seatIn(turn, id, waiting.queue)
}
