// The floor takes a step: (floor, event) → the floor as it becomes, offers and positions to tell. Pure.
import type { Agent } from '../agents/agent.ts'
import * as moves from '../agents/moves.ts'
import type { FloorFact, FloorInput } from './events.ts'
import { type Floor, indexed, queueOf, type Roster, type Waiting, waitingOrder } from './floor.ts'
import { place } from './line.ts'
import { findAgent, findCaller } from './router.ts'
import type { Memory } from './strategies/strategy.ts'
import { type FloorCommand, type FloorTurn, setAgent, setWaiting, type Touched } from './turn.ts'

export type FloorStep = {
  floor: Floor
  facts: readonly FloorFact[]
  commands: readonly FloorCommand[]
  touched: Touched
}

/** @param now house ms */
export function stepFloor(floor: Floor, input: FloorInput, now: number, roster: Roster): FloorStep {
  const turn: FloorTurn = { floor, facts: [], commands: [], touched: new Set(), now, roster }
  take(turn, input)
  return turn
}

function take(turn: FloorTurn, input: FloorInput): void {
  const { now } = turn
  switch (input.type) {
    case 'CallerJoined':
      return callerJoined(turn, input)
    case 'CallerLeft':
      return setWaiting(turn, turn.floor.waiting[input.conversation], undefined)
    case 'PositionAsked':
      return tellPosition(turn, input.conversation)
    case 'OfferEnded':
      return offerEnded(turn, input)
    case 'OfferAccepted':
      return offerAccepted(turn, input)
    case 'TalkFinished':
      return move(turn, input.agent, agent => moves.finish(agent, input.conversation, input.wrapUpMs, now))
    case 'PhoneSeen':
      for (const agent of Object.values(turn.floor.agents)) {
        if (agent.phone === input.phone) move(turn, agent.id, one => moves.phoneSeen(one, input.reachable))
      }
      return
    case 'AgentReadied':
      return move(turn, input.agent, agent => moves.readied(agent, now))
    case 'AgentPaused':
      return move(turn, input.agent, agent => moves.paused(agent, input.reason, now))
    case 'TimeUp':
      return timeUp(turn)
    case 'TeamChanged':
      return teamChanged(turn)
    case 'FloorResumed':
      return resumed(turn, input)
    default:
      input satisfies never
  }
}

/** Moves one agent; if that made him free, he looks for a caller. */
function move(turn: FloorTurn, id: string, how: (agent: Agent) => Agent): void {
  const agent = turn.floor.agents[id]
  if (!agent) return
  setAgent(turn, how(agent))
  findCaller(turn, id)
}

/** Joining twice is joining once: a restarted conversation says it again and keeps its place. */
function callerJoined(turn: FloorTurn, input: Extract<FloorInput, { type: 'CallerJoined' }>): void {
  const { conversation, queue, priority, since, skills } = input
  const before = turn.floor.waiting[conversation]
  if (before?.offer && before.queue === queue) return
  // A person moved him: the phone that rings for the old queue is freed by its own OfferEnded.
  if (before?.offer) turn.commands.push({ type: 'RevokeOffer', conversation, offer: before.offer.offer })
  const waiting: Waiting = { v: 1, conversation, queue, priority, since, ...(skills ? { skills } : {}) }
  if (!before || before.queue !== queue || waitingOrder(before, waiting) !== 0) {
    if (before) setWaiting(turn, before, undefined)
    setWaiting(turn, undefined, waiting)
  }
  findAgent(turn, conversation)
  if (!turn.floor.waiting[conversation]?.offer) tellPosition(turn, conversation)
}

function tellPosition(turn: FloorTurn, conversation: string): void {
  const waiting = turn.floor.waiting[conversation]
  if (!waiting) return
  const position = place(queueOf(turn.floor, waiting.queue).line, waiting, waitingOrder) + 1
  turn.commands.push({ type: 'TellPosition', conversation, position })
}

/** He talks, whatever we thought. If his phone was offered to somebody else meanwhile, that one looks further. */
function offerAccepted(turn: FloorTurn, input: Extract<FloorInput, { type: 'OfferAccepted' }>): void {
  const { conversation, offer } = input
  const waiting = turn.floor.waiting[conversation]
  const agent = turn.floor.agents[input.agent]
  setWaiting(turn, waiting, undefined)
  if (!agent) return
  const { state } = agent
  const queue = waiting?.queue ?? ('queue' in state ? state.queue : '')
  setAgent(turn, moves.accept(agent, conversation, queue, turn.now))
  if (state.name !== 'offered' || state.offer === offer) return
  turn.commands.push({ type: 'RevokeOffer', conversation: state.conversation, offer: state.offer })
  offerEnded(turn, { ...state, type: 'OfferEnded', agent: agent.id, cause: 'revoked' })
}

/** First a freed agent takes whoever is next, then the caller looks further: nobody waits beside a free seat. */
function offerEnded(turn: FloorTurn, input: Extract<FloorInput, { type: 'OfferEnded' }>): void {
  const waiting = turn.floor.waiting[input.conversation]
  const agent = turn.floor.agents[input.agent]
  if (agent?.state.name === 'offered' && agent.state.offer === input.offer) {
    const rules = turn.roster.queues[agent.state.queue]
    const blameless = input.cause === 'caller-gone' || input.cause === 'revoked'
    setAgent(
      turn,
      blameless
        ? moves.released(agent, turn.now)
        : moves.rest(agent, reasonOf(input.cause), Math.max(rules?.restMs ?? 0, LEAST_REST_MS), turn.now),
    )
  }
  if (waiting?.offer?.offer === input.offer) {
    const { offer: _, ...open } = waiting
    setWaiting(turn, waiting, input.cause === 'caller-gone' ? undefined : open)
  }
  findCaller(turn, input.agent)
  findAgent(turn, input.conversation)
}

/** A phone that refuses at once would otherwise be rung again at once, and again. */
const LEAST_REST_MS = 1_000

const reasonOf = (cause: string): string => (cause === 'no-answer' ? 'missed' : cause)

function timeUp(turn: FloorTurn): void {
  for (const agent of Object.values(turn.floor.agents)) {
    const { state } = agent
    if (state.name === 'offered' && state.until <= turn.now) {
      // The conversation never said how it went (it may be gone): the reservation itself ends.
      turn.commands.push({ type: 'RevokeOffer', conversation: state.conversation, offer: state.offer })
      const { offer, conversation } = state
      offerEnded(turn, { type: 'OfferEnded', offer, conversation, agent: agent.id, cause: 'no-answer' })
    } else move(turn, agent.id, one => moves.timeUp(one, turn.now))
  }
}

const FINISHES_FIRST: ReadonlySet<Agent['state']['name']> = new Set(['offered', 'busy', 'wrap-up'])

/** People or queues changed: new desks, desks gone, other seats. Indexes are made anew; nobody loses his place. */
function teamChanged(turn: FloorTurn): void {
  const { roster, now } = turn
  const agents: Record<string, Agent> = {}
  for (const [id, { phone }] of Object.entries(roster.agents)) {
    const known = turn.floor.agents[id]
    agents[id] = known
      ? known.phone === phone
        ? known
        : { ...known, phone, reachable: false }
      : moves.newAgent(id, phone, now)
    if (agents[id] !== known) turn.touched.add(`agent:${id}`)
  }
  for (const id of Object.keys(turn.floor.agents)) {
    const gone = turn.floor.agents[id] as Agent
    if (agents[id]) continue
    // He who is in a call stays until it and its wrap-up are over, without a seat.
    if (FINISHES_FIRST.has(gone.state.name)) agents[id] = gone
    else turn.touched.add(`agent:${id}`)
  }
  const memories: Record<string, Memory> = {}
  for (const [name, queue] of Object.entries(turn.floor.queues)) memories[name] = queue.memory
  turn.floor = indexed({ ...turn.floor, agents }, memories, roster)
  matchEverybody(turn)
}

/** After a start, or a look of the reconciler: what the floor believes of conversations that are gone ends. */
function resumed(turn: FloorTurn, input: Extract<FloorInput, { type: 'FloorResumed' }>): void {
  const waiting = new Set(input.waiting)
  const offered = new Set(input.offered)
  const talking = new Set(input.talking)
  for (const one of Object.values(turn.floor.waiting)) {
    if (!waiting.has(one.conversation) && !offered.has(one.conversation)) setWaiting(turn, one, undefined)
  }
  for (const agent of Object.values(turn.floor.agents)) {
    const { state } = agent
    const lost =
      // An offered agent whose caller talks: the word that he accepted is on its way again.
      (state.name === 'offered' && !offered.has(state.conversation) && !talking.has(state.conversation)) ||
      (state.name === 'busy' && !talking.has(state.conversation))
    if (lost) setAgent(turn, moves.released(agent, turn.now))
  }
  for (const one of Object.values(turn.floor.waiting)) {
    const agent = one.offer && turn.floor.agents[one.offer.agent]
    if (!one.offer || (agent?.state.name === 'offered' && agent.state.offer === one.offer.offer)) continue
    const { offer: _, ...open } = one
    setWaiting(turn, one, open)
  }
  matchEverybody(turn)
}

function matchEverybody(turn: FloorTurn): void {
  for (const id of Object.keys(turn.floor.agents)) findCaller(turn, id)
}
