// The floor: who waits, every agent's state, whose turn it is. Owned by one mailbox; step.ts moves it.
//
// What is stored: agents, waiting callers, each queue's memory. The ordered indexes (lines, free seats, timers) follow
// from these and from the roster, and are rebuilt on load.
import { Map as Kept } from 'immutable'
import { type Agent, isOpen } from '../agents/agent.ts'
import { deadlineOfAgent } from '../agents/moves.ts'
import { insert } from './line.ts'
import type { Stops } from './own-strategy.ts'
import { membersOf, type Roster, seatedQueues } from './roster.ts'
import { type Memory, type Seat, seatOrder } from './strategies/strategy.ts'
import { aged, placed, type Waiting, waitingOrder, wakeAt } from './waiting.ts'

export type QueueState = {
  /** All who wait, in order; a caller's position is his index + 1. */
  line: readonly Waiting[]
  /** Those among them who are not being offered right now. */
  open: readonly Waiting[]
  /** Agents with room for something, by seat. */
  free: readonly Seat[]
  /** All of its agents as they are, in the roster's order: looked at one by one, where a map would be asked for each. */
  members: readonly (Agent | undefined)[]
  /** Agents who talk, or are rung, for this queue. */
  talking: number
  memory: Memory
}

/** Something ends by itself then (house ms); `name` as in Touched. */
export type Timer = { at: number; name: string }

export type Floor = {
  agents: Kept<string, Agent>
  waiting: Kept<string, Waiting>
  queues: Kept<string, QueueState>
  timers: readonly Timer[]
  /** Strategies of the owner's own that were stopped, by name. */
  stops: Readonly<Record<string, Stops>>
  /** Offers made so far: the n in `offer-n`. */
  offers: number
}

/** What is left of a floor when it is stored. */
export type StoredFloor = {
  agents: Readonly<Record<string, Agent>>
  waiting: Readonly<Record<string, Waiting>>
  memories: Readonly<Record<string, Memory>>
  stops?: Readonly<Record<string, Stops>>
  offers: number
}

export const emptyFloor: Floor = {
  ...{ agents: Kept(), waiting: Kept(), queues: Kept() },
  ...{ timers: [], stops: {}, offers: 0 },
}

const emptyQueue: QueueState = {
  ...{ line: [], open: [], free: [], members: [] },
  ...{ talking: 0, memory: {} },
}

export const timerOrder = (a: Timer, b: Timer): number =>
  a.at - b.at || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)

export const queueOf = (floor: Floor, name: string): QueueState => floor.queues.get(name) ?? emptyQueue

/** The queue that he talks or is rung for. */
export const servedBy = ({ state }: Agent): string | undefined =>
  state.name === 'offered' || state.name === 'busy' ? state.queue : undefined

/**
 * Rebuilds the ordered indexes from what is stored.
 * @param keepsPlaces whether places in line stay as they are; else they are found anew by the queue's rules
 */
export function indexed(stored: StoredFloor, roster: Roster): Floor {
  const queues: Record<string, QueueState> = {}
  const timers: Timer[] = []
  const edit = (name: string) => {
    queues[name] ??= { ...emptyQueue, memory: stored.memories[name] ?? {} }
    return queues[name]
  }
  for (const name of Object.keys(stored.memories)) edit(name)
  for (const name of seatedQueues(roster))
    edit(name).members = membersOf(roster, name).map(id => stored.agents[id])
  const waiting = Object.values(stored.waiting).map(one => {
    const queue = edit(one.queue)
    const rules = roster.queues[one.queue]
    queue.line = insert(queue.line, one, waitingOrder)
    if (!one.offer) queue.open = insert(queue.open, one, waitingOrder)
    const at = wakeAt(one, rules)
    if (at !== undefined) timers.push({ at, name: `waiting:${one.conversation}` })
    return [one.conversation, one] as const
  })
  const agents = Object.values(stored.agents).map(agent => {
    const at = deadlineOfAgent(agent)
    if (at !== undefined) timers.push({ at, name: `agent:${agent.id}` })
    const served = servedBy(agent)
    if (served !== undefined) edit(served).talking++
    for (const { queue: name, ...seat } of isOpen(agent) ? (roster.agents[agent.id]?.queues ?? []) : []) {
      const queue = edit(name)
      queue.free = insert(queue.free, seatOf(agent.id, seat), seatOrder)
    }
    return [agent.id, agent] as const
  })
  return {
    agents: Kept(agents),
    waiting: Kept(waiting),
    queues: Kept(queues),
    timers: timers.sort(timerOrder),
    stops: stored.stops ?? {},
    offers: stored.offers,
  }
}

export function seatOf(agent: string, { rank, level }: { rank: number; level?: number }): Seat {
  return level === undefined ? { agent, rank } : { agent, rank, level }
}

/** @returns the earliest house time at which the floor wants a TimeUp. */
export const deadlineOfFloor = ({ timers }: Floor): number | undefined => timers[0]?.at

/** The queue's rules changed: everybody's place by the new ones. Who was put at a position keeps his order there. */
export function replaced(waiting: Waiting, roster: Roster, now: number): Waiting {
  const rules = roster.queues[waiting.queue]
  return aged(placed(waiting, rules), rules, now)
}
