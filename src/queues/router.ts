// Who gets whom. A caller looks for a free agent, or a free agent for a caller; never a poll, never a sort.
// Between two events nobody waits in a queue that has a free seat: each step matches what it freed.
import { type Agent, excludedBy } from '../agents/agent.ts'
import { offerTo } from '../agents/moves.ts'
import type { Exclusion, Why } from './events.ts'
import { queueOf, type Waiting, waitingOrder } from './floor.ts'
import { place } from './line.ts'
import { strategies } from './strategies/strategies.ts'
import type { Seat } from './strategies/strategy.ts'
import { type FloorTurn, setAgent, setQueue, setWaiting } from './turn.ts'

/** The conversation ends a ringing by itself; this much later the floor takes its agent back. */
const RESERVATION_GRACE_MS = 10_000

/** Offers the caller to a free agent of his queue, in the strategy's order. */
export function findAgent(turn: FloorTurn, conversation: string): void {
  const waiting = turn.floor.waiting[conversation]
  if (!waiting || waiting.offer) return
  const { free, memory } = queueOf(turn.floor, waiting.queue)
  const rules = turn.roster.queues[waiting.queue]
  const strategy = rules && strategies[rules.strategy]
  const able = strategy ? ableFor(turn, waiting, free) : []
  if (!strategy || able.length === 0) return block(turn, waiting)
  offer(turn, waiting, strategy.order(able, memory))
}

/**
 * Gives a free agent the caller who is next over all of his queues: priority, then the longest wait. The strategy
 * may give that caller to another free agent; then he takes the one after, until he has one or nobody is left.
 */
export function findCaller(turn: FloorTurn, agentId: string): void {
  for (;;) {
    const agent = turn.floor.agents[agentId]
    if (!agent || excludedBy(agent)) return
    const next = nextFor(turn, agentId)
    if (!next) return
    findAgent(turn, next.conversation)
    if (!turn.floor.waiting[next.conversation]?.offer) return
  }
}

function nextFor(turn: FloorTurn, agentId: string): Waiting | undefined {
  let next: Waiting | undefined
  for (const { queue } of turn.roster.agents[agentId]?.queues ?? []) {
    // A queue that the owner took away has no rules to offer by; it must not hold up the others.
    if (!turn.roster.queues[queue]) continue
    const head = queueOf(turn.floor, queue).open.find(one => isAble(turn, agentId, one))
    if (head && (!next || waitingOrder(head, next) < 0)) next = head
  }
  return next
}

/** Does he know what the caller wants? */
function isAble({ roster }: FloorTurn, agent: string, { skills }: Waiting): boolean {
  if (!skills) return true
  const known = roster.agents[agent]?.skills
  return skills.every(skill => known?.has(skill))
}

/** The same list when nothing special is wanted: most callers want nothing. */
function ableFor(turn: FloorTurn, waiting: Waiting, free: readonly Seat[]): readonly Seat[] {
  return waiting.skills ? free.filter(({ agent }) => isAble(turn, agent, waiting)) : free
}

function offer(turn: FloorTurn, waiting: Waiting, order: readonly Seat[]): void {
  const rules = turn.roster.queues[waiting.queue]
  const seat = order[0]
  const agent = seat && turn.floor.agents[seat.agent]
  if (!rules || !seat || !agent) return
  const offers = turn.floor.offers + 1
  const id = `offer-${offers}`
  const { conversation, queue } = waiting
  const why = explain(turn, waiting, order, rules.strategy)
  turn.floor = { ...turn.floor, offers }
  turn.facts.push({ type: 'CallOffered', offer: id, conversation, agents: [agent.id], mode: 'one', why })
  setQueue(turn, queue, { memory: { last: seat } })
  const { blocked: _, ...unblocked } = waiting
  setWaiting(turn, waiting, { ...unblocked, offer: { offer: id, agent: agent.id } })
  const until = turn.now + rules.ringMs + RESERVATION_GRACE_MS
  setAgent(turn, offerTo(agent, { offer: id, conversation, queue, until }, turn.now))
  const { ringMs, wrapUpMs } = rules
  turn.commands.push({
    type: 'Offer',
    conversation,
    offer: id,
    agent: agent.id,
    phone: agent.phone,
    ringMs,
    wrapUpMs,
  })
}

function explain(turn: FloorTurn, waiting: Waiting, order: readonly Seat[], strategy: string): Why {
  const excluded: Partial<Record<Exclusion, string[]>> = {}
  for (const agent of members(turn, waiting.queue)) {
    const rule = excludedBy(agent) ?? (isAble(turn, agent.id, waiting) ? undefined : 'skill')
    if (rule) excluded[rule] = [...(excluded[rule] ?? []), agent.id]
  }
  const { line } = queueOf(turn.floor, waiting.queue)
  return {
    strategy,
    queue: waiting.queue,
    position: place(line, waiting, waitingOrder) + 1,
    waitedMs: Math.round(turn.now - waiting.since),
    free: order.map(seat => seat.agent),
    excluded,
  }
}

/** Nobody can be rung: said once, and again only when the kind of obstacle changes. */
function block(turn: FloorTurn, waiting: Waiting): void {
  const staffed = members(turn, waiting.queue).some(agent => {
    const rule = isAble(turn, agent.id, waiting) ? excludedBy(agent) : 'skill'
    return agent.reachable && (rule === 'busy' || rule === 'offered' || rule === 'wrap-up')
  })
  const reason = staffed ? 'no-agent-free' : 'no-agent-here'
  if (waiting.blocked === reason) return
  turn.facts.push({ type: 'WaitBlocked', conversation: waiting.conversation, queue: waiting.queue, reason })
  setWaiting(turn, waiting, { ...waiting, blocked: reason })
}

function members(turn: FloorTurn, queue: string): Agent[] {
  const found: Agent[] = []
  for (const id in turn.floor.agents) {
    if (turn.roster.agents[id]?.queues.some(seat => seat.queue === queue))
      found.push(turn.floor.agents[id] as Agent)
  }
  return found
}
