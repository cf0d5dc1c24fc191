// How an offer ends: nobody loses his place by it.
//
//   makeOffer ──▶ reserved ──┬── OfferAccepted ──▶ out of the line; whoever else was rung hears "elsewhere"
//                            └── OfferEnded (each agent's) ── the last one ──▶ in line again, at the same place
import type { Agent, Miss } from '../agents/agent.ts'
import * as moves from '../agents/moves.ts'
import type { FloorInput } from './events.ts'
import type { QueueRules } from './roster.ts'
import { findAgent, findCaller } from './router.ts'
import { type FloorTurn, setAgent, setWaiting } from './turn.ts'
import { answered, wentUnanswered } from './wait-learning.ts'
import type { Waiting } from './waiting.ts'

/** A phone that refuses at once would otherwise be rung again at once, and again. */
const LEAST_REST_MS = 1_000

/** He talks, whatever we thought. If his phone was offered to somebody else meanwhile, that one looks further. */
export function offerAccepted(
  turn: FloorTurn,
  { conversation, offer, agent: id }: Extract<FloorInput, { type: 'OfferAccepted' }>,
): void {
  const waiting = turn.floor.waiting.get(conversation)
  const agent = turn.floor.agents.get(id)
  if (waiting && agent) answered(turn, waiting, agent)
  setWaiting(turn, waiting, undefined)
  if (!agent) return
  const { state } = agent
  const queue = waiting?.queue ?? ('queue' in state ? (state.queue ?? '') : '')
  setAgent(turn, moves.accept(agent, conversation, queue, turn.now))
  // Whoever else was rung for it is told by the conversation, once his phone is quiet.
  if (state.name !== 'offered' || state.offer === offer) return
  turn.commands.push({ type: 'RevokeOffer', conversation: state.conversation, offer: state.offer })
  offerEnded(turn, { ...state, type: 'OfferEnded', agent: id, cause: 'revoked' })
}

/** First a freed agent takes whoever is next, then the caller looks further: nobody waits beside a free seat. */
export function offerEnded(turn: FloorTurn, input: Extract<FloorInput, { type: 'OfferEnded' }>): void {
  const { conversation, offer, cause } = input
  const agent = turn.floor.agents.get(input.agent)
  if (agent && isOffered(agent, offer)) {
    const rules = turn.roster.queues[queueOfOffer(agent, offer)]
    setAgent(
      turn,
      isMiss(cause)
        ? moves.rest(withoutOffer(agent, conversation, turn.now), restFor(rules, cause), turn.now)
        : moves.released(agent, turn.now, conversation),
    )
  }
  const waiting = turn.floor.waiting.get(conversation)
  if (waiting?.offer?.offer === offer) {
    if (cause === 'caller-gone') wentUnanswered(turn, conversation)
    const left = [waiting.offer.agent, ...(waiting.offer.others ?? [])].filter(id => id !== input.agent)
    setWaiting(turn, waiting, cause === 'caller-gone' ? undefined : withOffer(waiting, offer, left))
  }
  findCaller(turn, input.agent)
  findAgent(turn, conversation)
}

/** Gone as soon as he had picked up: he is not rung again at once; what he had planned meanwhile goes before. */
export function talkDropped(
  turn: FloorTurn,
  { conversation, agent: id }: Extract<FloorInput, { type: 'TalkFinished' }>,
): void {
  const agent = turn.floor.agents.get(id)
  if (!agent) return
  const { state } = agent
  const rules = turn.roster.queues['queue' in state ? (state.queue ?? '') : '']
  const finished = moves.finish(agent, conversation, 0, turn.now)
  const isFree = finished !== agent && finished.state.name === 'ready'
  setAgent(turn, isFree ? moves.rest(finished, restFor(rules, 'declined'), turn.now) : finished)
  findCaller(turn, id)
}

/** Without agents the offer is over. */
function withOffer(waiting: Waiting, offer: string, [agent, ...others]: readonly string[]): Waiting {
  const { offer: _, ...open } = waiting
  if (agent === undefined) return open
  return { ...open, offer: { offer, agent, ...(others.length > 0 ? { others } : {}) } }
}

function restFor(rules: QueueRules | undefined, miss: Miss) {
  const restMs = Math.max(rules?.rests?.[miss] ?? rules?.restMs ?? 0, LEAST_REST_MS)
  return { miss, restMs, pauseAfter: rules?.pauseAfter?.[miss] ?? 0 }
}

const isMiss = (cause: string): cause is Miss =>
  cause === 'no-answer' || cause === 'busy' || cause === 'declined' || cause === 'unreachable'

const isOffered = ({ state, tasks }: Agent, offer: string): boolean =>
  (state.name === 'offered' && state.offer === offer) || (tasks?.some(task => task.offer === offer) ?? false)

const queueOfOffer = ({ state, tasks }: Agent, offer: string): string =>
  state.name === 'offered' ? state.queue : (tasks?.find(task => task.offer === offer)?.queue ?? '')

/** A task that he let pass is gone before he rests. */
const withoutOffer = (agent: Agent, conversation: string, now: number): Agent =>
  moves.taskOf(agent, conversation) ? moves.released(agent, now, conversation) : agent
