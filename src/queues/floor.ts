// The floor: who waits, every agent's state, whose turn it is. Owned by one mailbox; step.ts moves it.
//
// What is stored: agents, waiting callers, each queue's memory. The ordered indexes (lines, free seats) follow
// from these and from the roster, and are rebuilt on load.
import { type Agent, excludedBy } from '../agents/agent.ts'
import { deadlineOfAgent } from '../agents/moves.ts'
import { insert } from './line.ts'
import { type Memory, type Seat, seatOrder } from './strategies/strategy.ts'

/** A caller in line. An offered caller keeps his place until somebody answers. */
export type Waiting = {
  v: 1
  conversation: string
  queue: string
  priority: number
  /** House ms since when he waits. */
  since: number
  /** What the agent must know. */
  skills?: readonly string[]
  offer?: { offer: string; agent: string }
  blocked?: 'no-agent-free' | 'no-agent-here'
}

export type QueueState = {
  /** All who wait, in order; a caller's position is his index + 1. */
  line: readonly Waiting[]
  /** Those among them who are not being offered right now. */
  open: readonly Waiting[]
  /** Free agents by seat. */
  free: readonly Seat[]
  memory: Memory
}

export type Floor = {
  agents: Readonly<Record<string, Agent>>
  waiting: Readonly<Record<string, Waiting>>
  queues: Readonly<Record<string, QueueState>>
  /** Offers made so far: the n in `offer-n`. */
  offers: number
}

/** Who may sit where, and each queue's rules. Comes from the team and the published configuration. */
export type Roster = {
  agents: Readonly<Record<string, RosterAgent>>
  queues: Readonly<Record<string, QueueRules>>
}

export type RosterAgent = {
  phone: string
  queues: readonly { queue: string; rank: number }[]
  skills?: ReadonlySet<string>
}

export type QueueRules = { strategy: string; ringMs: number; wrapUpMs: number; restMs: number }

export const emptyFloor: Floor = { agents: {}, waiting: {}, queues: {}, offers: 0 }

const emptyQueue: QueueState = { line: [], open: [], free: [], memory: {} }

/** Who is next: higher priority first, then who waits longer; the id settles a tie. */
export const waitingOrder = (a: Waiting, b: Waiting): number =>
  b.priority - a.priority ||
  a.since - b.since ||
  (a.conversation < b.conversation ? -1 : a.conversation > b.conversation ? 1 : 0)

export const queueOf = (floor: Floor, name: string): QueueState => floor.queues[name] ?? emptyQueue

/** Rebuilds the ordered indexes from what is stored. */
export function indexed(
  floor: Omit<Floor, 'queues'>,
  memories: Record<string, Memory>,
  roster: Roster,
): Floor {
  const queues: Record<string, QueueState> = {}
  const edit = (name: string) => {
    queues[name] ??= { ...emptyQueue, memory: memories[name] ?? {} }
    return queues[name]
  }
  for (const name of Object.keys(memories)) edit(name)
  for (const one of Object.values(floor.waiting)) {
    const queue = edit(one.queue)
    queue.line = insert(queue.line, one, waitingOrder)
    if (!one.offer) queue.open = insert(queue.open, one, waitingOrder)
  }
  for (const agent of Object.values(floor.agents)) {
    if (excludedBy(agent)) continue
    for (const seat of roster.agents[agent.id]?.queues ?? []) {
      const queue = edit(seat.queue)
      queue.free = insert(queue.free, { agent: agent.id, rank: seat.rank }, seatOrder)
    }
  }
  return { ...floor, queues }
}

/** @returns the earliest house time at which the floor wants a TimeUp. */
export function deadlineOfFloor(floor: Floor): number | undefined {
  let earliest: number | undefined
  for (const id in floor.agents) {
    const until = deadlineOfAgent(floor.agents[id] as Agent)
    if (until !== undefined && (earliest === undefined || until < earliest)) earliest = until
  }
  return earliest
}
