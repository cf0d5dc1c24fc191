// One step of the floor under way: the floor as it becomes, what it concludes, what it asks for.
import { type Agent, excludedBy } from '../agents/agent.ts'
import type { FloorFact } from './events.ts'
import { type Floor, type QueueState, queueOf, type Roster, type Waiting, waitingOrder } from './floor.ts'
import { insert, remove } from './line.ts'
import { seatOrder } from './strategies/strategy.ts'

/** To one conversation. */
export type FloorCommand =
  | {
      type: 'Offer'
      conversation: string
      offer: string
      agent: string
      phone: string
      ringMs: number
      wrapUpMs: number
    }
  | { type: 'RevokeOffer'; conversation: string; offer: string }
  | { type: 'TellPosition'; conversation: string; position: number }

/** Entries whose stored form changed: `agent:<id>`, `waiting:<conversation>`, `queue:<name>`. */
export type Touched = Set<string>

export type FloorTurn = {
  floor: Floor
  facts: FloorFact[]
  commands: FloorCommand[]
  touched: Touched
  /** House ms. */
  readonly now: number
  readonly roster: Roster
}

/** Puts an agent as he becomes back on the floor: free seats, the journal's fact, the stored entry. */
export function setAgent(turn: FloorTurn, agent: Agent): void {
  const before = turn.floor.agents[agent.id]
  if (before === agent) return
  const { [agent.id]: _, ...others } = turn.floor.agents
  const agents = hasLeft(turn, agent) ? others : { ...turn.floor.agents, [agent.id]: agent }
  turn.floor = { ...turn.floor, agents }
  turn.touched.add(`agent:${agent.id}`)
  const wasFree = before !== undefined && excludedBy(before) === undefined
  const isFree = excludedBy(agent) === undefined
  if (wasFree !== isFree) {
    for (const { queue, rank } of turn.roster.agents[agent.id]?.queues ?? []) {
      const seat = { agent: agent.id, rank }
      const { free } = queueOf(turn.floor, queue)
      setQueue(turn, queue, { free: isFree ? insert(free, seat, seatOrder) : remove(free, seat, seatOrder) })
    }
  }
  if (!before || before.state.name === agent.state.name) return
  const { state } = agent
  turn.facts.push({
    type: 'AgentStateChanged',
    agent: agent.id,
    from: before.state.name,
    to: state.name,
    ...(state.name === 'paused' ? { reason: state.reason } : {}),
    // What he leaves is as telling as what he goes to: the end of a wrap-up belongs to its conversation.
    ...conversationOf(state.name === 'ready' || state.name === 'paused' ? before : agent),
  })
}

/** Puts a waiting caller as he becomes back in line, or takes him out (`undefined`). */
export function setWaiting(turn: FloorTurn, before: Waiting | undefined, after: Waiting | undefined): void {
  const name = (after ?? before)?.queue
  const conversation = (after ?? before)?.conversation
  if (name === undefined || conversation === undefined) return
  let { line, open } = queueOf(turn.floor, name)
  if (before) {
    line = remove(line, before, waitingOrder)
    open = remove(open, before, waitingOrder)
  }
  const { [conversation]: _, ...others } = turn.floor.waiting
  if (after) {
    line = insert(line, after, waitingOrder)
    if (!after.offer) open = insert(open, after, waitingOrder)
  }
  turn.floor = { ...turn.floor, waiting: after ? { ...others, [conversation]: after } : others }
  setQueue(turn, name, { line, open })
  turn.touched.add(`waiting:${conversation}`)
}

export function setQueue(turn: FloorTurn, name: string, change: Partial<QueueState>): void {
  const queue = { ...queueOf(turn.floor, name), ...change }
  turn.floor = { ...turn.floor, queues: { ...turn.floor.queues, [name]: queue } }
  if (change.memory) turn.touched.add(`queue:${name}`)
}

/** Gone from the team, and what he still had to do is done. */
const hasLeft = ({ roster }: FloorTurn, { id, state }: Agent) =>
  !roster.agents[id] && (state.name === 'ready' || state.name === 'paused' || state.name === 'offline')

const conversationOf = ({ state }: Agent) =>
  'conversation' in state ? { conversation: state.conversation } : {}
