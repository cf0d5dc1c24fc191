// The floor after a change of people or rules, and after a start: indexes made anew, nobody loses his place.
import type { Agent } from '../agents/agent.ts'
import * as moves from '../agents/moves.ts'
import type { FloorInput } from './events.ts'
import { indexed, replaced } from './floor.ts'
import { findCaller, matchQueue } from './router.ts'
import type { Memory } from './strategies/strategy.ts'
import { type FloorTurn, setAgent, setWaiting } from './turn.ts'
import type { Waiting } from './waiting.ts'

const FINISHES_FIRST: ReadonlySet<Agent['state']['name']> = new Set(['offered', 'busy', 'wrap-up'])

/** New desks, desks gone, other seats, other rules. */
export function teamChanged(turn: FloorTurn): void {
  const { roster, now } = turn
  const agents: Record<string, Agent> = {}
  for (const [id, { phone }] of Object.entries(roster.agents)) {
    const known = turn.floor.agents.get(id)
    agents[id] = known
      ? known.phone === phone
        ? known
        : { ...known, phone, reachable: false }
      : moves.newAgent(id, phone, now)
    if (agents[id] !== known) turn.touched.add(`agent:${id}`)
  }
  for (const [id, gone] of turn.floor.agents) {
    if (agents[id]) continue
    // He who is in a call stays until it and its wrap-up are over, without a seat.
    if (FINISHES_FIRST.has(gone.state.name)) agents[id] = gone
    else turn.touched.add(`agent:${id}`)
  }
  const waiting: Record<string, Waiting> = {}
  for (const [conversation, one] of turn.floor.waiting) {
    // Who was put at a position stays in his order.
    waiting[conversation] = one.lane === undefined || ruled(turn, one) ? replaced(one, roster, now) : one
    if (waiting[conversation] !== one) turn.touched.add(`waiting:${conversation}`)
  }
  const memories: Record<string, Memory> = {}
  for (const [name, queue] of turn.floor.queues) memories[name] = queue.memory
  const { stops, offers } = turn.floor
  turn.floor = indexed({ agents, waiting, memories, stops, offers }, roster)
  matchEverybody(turn)
}

const ruled = ({ roster }: FloorTurn, { queue }: Waiting): boolean =>
  roster.queues[queue]?.ageingMs !== undefined

/** After a start, or a look of the reconciler: what the floor believes of conversations that are gone ends. */
export function resumed(turn: FloorTurn, input: Extract<FloorInput, { type: 'FloorResumed' }>): void {
  const waiting = new Set(input.waiting)
  const offered = new Set(input.offered)
  const talking = new Set(input.talking)
  for (const one of turn.floor.waiting.values()) {
    if (!waiting.has(one.conversation) && !offered.has(one.conversation)) setWaiting(turn, one, undefined)
  }
  for (const agent of turn.floor.agents.values()) {
    const { state } = agent
    const lost =
      // An offered agent whose caller talks: the word that he accepted is on its way again.
      (state.name === 'offered' && !offered.has(state.conversation) && !talking.has(state.conversation)) ||
      (state.name === 'busy' && !talking.has(state.conversation))
    if (lost) setAgent(turn, moves.released(agent, turn.now))
  }
  for (const one of turn.floor.waiting.values()) {
    const { offer } = one
    if (!offer) continue
    const rung = [offer.agent, ...(offer.others ?? [])].filter(id => {
      const state = turn.floor.agents.get(id)?.state
      return state?.name === 'offered' && state.offer === offer.offer
    })
    if (rung.length > 0) continue
    const { offer: _, ...open } = one
    setWaiting(turn, one, open)
  }
  matchEverybody(turn)
}

/** In an order that does not depend on how the floor came to be. */
function matchEverybody(turn: FloorTurn): void {
  for (const id of [...turn.floor.agents.keys()].sort()) findCaller(turn, id)
  for (const queue of [...turn.floor.queues.keys()].sort()) matchQueue(turn, queue)
}
