// One step of the floor under way: the floor as it becomes, what it concludes, what it asks for.
import { type Agent, excludedBy, isOpen } from '../agents/agent.ts'
import { deadlineOfAgent } from '../agents/moves.ts'
import type { FloorFact } from './events.ts'
import { type Floor, type QueueState, queueOf, seatOf, servedBy, timerOrder } from './floor.ts'
import { insert, moved, remove } from './line.ts'
import { placeAmongMembers, type Roster } from './roster.ts'
import { seatOrder } from './strategies/strategy.ts'
import { type Waiting, waitingOrder, wakeAt } from './waiting.ts'

/** Whose phone is to ring. */
export type Rung = { agent: string; phone: string; wrapUpMs: number }

/** To one conversation. */
export type FloorCommand =
  /** `others` are rung at the same time. */
  | ({
      type: 'Offer'
      conversation: string
      offer: string
      queue: string
      ringMs: number
      others?: readonly Rung[]
    } & Rung)
  | { type: 'RevokeOffer'; conversation: string; offer: string }
  /** `wait`: how long he still waits, ms, where that is sure enough to be said. */
  | {
      type: 'TellPosition'
      conversation: string
      position: number
      wait?: { fromMs: number; pointMs: number; toMs: number }
    }
  | { type: 'RefuseJoin'; conversation: string; queue: string; reason: 'full' | 'empty' }

/** Entries whose stored form changed: `agent:<id>`, `waiting:<conversation>`, `queue:<name>`. */
export type Touched = Set<string>

export type FloorTurn = {
  floor: Floor
  facts: FloorFact[]
  commands: FloorCommand[]
  touched: Touched
  /** Queues whose agents came, went, or have one talk less: looked at again at the end of the step. */
  stirred: Set<string>
  /** House ms. */
  readonly now: number
  readonly roster: Roster
}

/** Puts an agent as he becomes back on the floor: free seats, the journal's fact, the stored entry. */
export function setAgent(turn: FloorTurn, agent: Agent): void {
  const before = turn.floor.agents.get(agent.id)
  if (before === agent) return
  const isGone = hasLeft(turn, agent)
  const agents = isGone ? turn.floor.agents.delete(agent.id) : turn.floor.agents.set(agent.id, agent)
  turn.floor = { ...turn.floor, agents }
  turn.touched.add(`agent:${agent.id}`)
  const wakesAt = isGone ? undefined : deadlineOfAgent(agent)
  setTimer(turn, `agent:${agent.id}`, before && deadlineOfAgent(before), wakesAt)
  countTalks(turn, before && servedBy(before), servedBy(agent))
  setSeats(turn, before, agent)
  if (!before || before.state.name === agent.state.name) return
  const { state } = agent
  turn.facts.push({
    type: 'AgentStateChanged',
    agent: agent.id,
    from: before.state.name,
    to: state.name,
    ...(state.name === 'paused' ? { reason: state.reason } : {}),
    // What he leaves is as telling as what he goes to: the end of a wrap-up belongs to its conversation.
    ...conversationOf('conversation' in state ? agent : before),
  })
}

function setSeats(turn: FloorTurn, before: Agent | undefined, agent: Agent): void {
  const wasOpen = before !== undefined && isOpen(before)
  const isFree = isOpen(agent)
  const changed = (before && excludedBy(before)) !== excludedBy(agent)
  for (const { queue, ...rule } of turn.roster.agents[agent.id]?.queues ?? []) {
    if (changed && turn.roster.queues[queue]?.leaveWhenEmpty) turn.stirred.add(queue)
    const { free, members } = queueOf(turn.floor, queue)
    const now = { members: memberSet(members, placeAmongMembers(turn.roster, queue, agent.id), agent) }
    if (wasOpen === isFree) {
      setQueue(turn, queue, now)
      continue
    }
    const seat = seatOf(agent.id, rule)
    setQueue(turn, queue, {
      ...now,
      free: isFree ? insert(free, seat, seatOrder) : remove(free, seat, seatOrder),
    })
  }
}

function memberSet(members: QueueState['members'], place: number, agent: Agent): QueueState['members'] {
  const next = members.slice()
  next[place] = agent
  return next
}

function countTalks(turn: FloorTurn, before: string | undefined, after: string | undefined): void {
  if (before === after) return
  if (before !== undefined) {
    setQueue(turn, before, { talking: Math.max(0, queueOf(turn.floor, before).talking - 1) })
    if (turn.roster.queues[before]?.maxTalking !== undefined) turn.stirred.add(before)
  }
  if (after !== undefined) setQueue(turn, after, { talking: queueOf(turn.floor, after).talking + 1 })
}

/** Puts a waiting caller as he becomes back in line, or takes him out (`undefined`). */
export function setWaiting(turn: FloorTurn, before: Waiting | undefined, after: Waiting | undefined): void {
  const name = (after ?? before)?.queue
  const conversation = (after ?? before)?.conversation
  if (name === undefined || conversation === undefined) return
  const { line, open } = queueOf(turn.floor, name)
  const waiting = after
    ? turn.floor.waiting.set(conversation, after)
    : turn.floor.waiting.delete(conversation)
  turn.floor = { ...turn.floor, waiting }
  setQueue(turn, name, {
    line: moved(line, before, after, waitingOrder),
    open: moved(open, before?.offer ? undefined : before, after?.offer ? undefined : after, waitingOrder),
  })
  const rules = turn.roster.queues[name]
  setTimer(turn, `waiting:${conversation}`, before && wakeAt(before, rules), after && wakeAt(after, rules))
  turn.touched.add(`waiting:${conversation}`)
}

export function setQueue(turn: FloorTurn, name: string, change: Partial<QueueState>): void {
  const queue = { ...queueOf(turn.floor, name), ...change }
  turn.floor = { ...turn.floor, queues: turn.floor.queues.set(name, queue) }
  if (change.memory) turn.touched.add(`queue:${name}`)
}

function setTimer(
  turn: FloorTurn,
  name: string,
  before: number | undefined,
  after: number | undefined,
): void {
  if (before === after) return
  let { timers } = turn.floor
  if (before !== undefined) timers = remove(timers, { at: before, name }, timerOrder)
  if (after !== undefined) timers = insert(timers, { at: after, name }, timerOrder)
  turn.floor = { ...turn.floor, timers }
}

/** Gone from the team, and what he still had to do is done. */
const hasLeft = ({ roster }: FloorTurn, { id, state }: Agent) =>
  !roster.agents[id] && (state.name === 'ready' || state.name === 'paused' || state.name === 'offline')

const conversationOf = ({ state }: Agent) =>
  'conversation' in state ? { conversation: state.conversation } : {}
