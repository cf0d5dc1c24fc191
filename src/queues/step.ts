// The floor takes a step: (floor, event) → the floor as it becomes, offers and positions to tell. Pure.
import type { Agent } from '../agents/agent.ts'
import * as moves from '../agents/moves.ts'
import type { FloorFact, FloorInput } from './events.ts'
import type { Floor } from './floor.ts'
import { callerJoined, callerLeft, lookAgain, priorityChanged, tellPosition } from './joining.ts'
import { offerAccepted, offerEnded, talkDropped } from './offer-ends.ts'
import type { Roster } from './roster.ts'
import { findAgent, findCaller } from './router.ts'
import { resumed, teamChanged } from './team.ts'
import { type FloorCommand, type FloorTurn, setAgent, setWaiting, type Touched } from './turn.ts'
import { talkFinished } from './wait-learning.ts'
import { aged } from './waiting.ts'

export type FloorStep = {
  floor: Floor
  facts: readonly FloorFact[]
  commands: readonly FloorCommand[]
  touched: Touched
}

/** @param now house ms */
export function stepFloor(floor: Floor, input: FloorInput, now: number, roster: Roster): FloorStep {
  const turn: FloorTurn = {
    floor,
    facts: [],
    commands: [],
    touched: new Set(),
    stirred: new Set(),
    now,
    roster,
  }
  take(turn, input)
  lookAgain(turn)
  return turn
}

function take(turn: FloorTurn, input: FloorInput): void {
  const { now } = turn
  switch (input.type) {
    case 'CallerJoined':
      return callerJoined(turn, input)
    case 'CallerLeft':
      return callerLeft(turn, input)
    case 'PriorityChanged':
      return priorityChanged(turn, input)
    case 'PositionAsked':
      return tellPosition(turn, input.conversation)
    case 'OfferEnded':
      return offerEnded(turn, input)
    case 'OfferAccepted':
      return offerAccepted(turn, input)
    case 'AgentEngaged':
      return engaged(turn, input)
    case 'TalkFinished':
      if (input.dropped) return talkDropped(turn, input)
      talkFinished(turn, input)
      return move(turn, input.agent, agent => moves.finish(agent, input.conversation, input.wrapUpMs, now))
    case 'WrapUpExtended':
      return move(turn, input.agent, agent => moves.extended(agent, input.byMs, now))
    case 'PhoneSeen':
      for (const agent of turn.floor.agents.values())
        if (agent.phone === input.phone) move(turn, agent.id, one => moves.phoneSeen(one, input.reachable))
      return
    case 'AgentReadied':
      return move(turn, input.agent, agent => moves.readied(agent, now))
    case 'AgentPaused':
      return move(turn, input.agent, agent => moves.paused(agent, input.reason, now))
    case 'AgentLoggedOut':
      return move(turn, input.agent, agent => moves.loggedOut(agent, now))
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
  const agent = turn.floor.agents.get(id)
  if (!agent) return
  setAgent(turn, how(agent))
  findCaller(turn, id)
}

/** He dials by himself: whoever rang for him at that moment looks further. */
function engaged(
  turn: FloorTurn,
  { conversation, agent: id }: Extract<FloorInput, { type: 'AgentEngaged' }>,
): void {
  const agent = turn.floor.agents.get(id)
  if (!agent) return
  offerAccepted(turn, { type: 'OfferAccepted', offer: '', conversation, agent: id })
}

/** Whatever ends by itself by now. Who comes free at the same moment is free for the same caller. */
function timeUp(turn: FloorTurn): void {
  const { timers } = turn.floor
  const freed: string[] = []
  for (const { at, name } of timers) {
    if (at > turn.now) break
    const id = name.slice(name.indexOf(':') + 1)
    if (name.startsWith('waiting:')) waitingAged(turn, id)
    else if (agentTimeUp(turn, id)) freed.push(id)
  }
  for (const id of freed) findCaller(turn, id)
}

function waitingAged(turn: FloorTurn, conversation: string): void {
  const waiting = turn.floor.waiting.get(conversation)
  if (!waiting) return
  setWaiting(turn, waiting, aged(waiting, turn.roster.queues[waiting.queue], turn.now))
  findAgent(turn, conversation)
}

/** @returns whether a wrap-up or a rest of his was over. */
function agentTimeUp(turn: FloorTurn, id: string): boolean {
  const agent = turn.floor.agents.get(id)
  if (!agent) return false
  const { state, tasks = [] } = agent
  const lapsed = [state, ...tasks].filter(one => isReserved(one) && one.until <= turn.now)
  for (const one of lapsed) {
    if (!isReserved(one)) continue
    // The conversation never said how it went (it may be gone): the reservation itself ends.
    const { conversation, offer } = one
    turn.commands.push({ type: 'RevokeOffer', conversation, offer })
    offerEnded(turn, { type: 'OfferEnded', offer, conversation, agent: id, cause: 'no-answer' })
  }
  if (lapsed.length === 0) setAgent(turn, moves.timeUp(agent, turn.now))
  return lapsed.length === 0
}

const isReserved = (one: object): one is { conversation: string; offer: string; until: number } =>
  'offer' in one && 'until' in one
