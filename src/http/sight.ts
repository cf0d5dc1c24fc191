// How far a person sees: an agent his own desk and calls, and the queues that he sits in; a supervisor of some
// queues these, who sits in them, and what they served. One place for answers and live messages.
//
// A conversation belongs to the queue that served it last (for now: in which it is). Who looks after that queue sees
// it whole, also what came before it; who looks after an earlier one no longer does. What is in no queue (a caller
// in the menu) only those see who see everything.
import type { TeamSnapshot } from '../postgres/team.ts'
import type { CurrentPerson } from './current-person.ts'

/** Missing means: all. */
export type Sight = {
  /** The only agent whose calls, states and records he sees; empty text when he has no desk. */
  agent?: string
  /** The desk of a supervisor of some queues, wherever it stands. */
  own?: string
  queues?: ReadonlySet<string>
}

type Desk = Pick<TeamSnapshot['agents'][number], 'id' | 'queues'>

export function sightOf(person: CurrentPerson, team: Pick<TeamSnapshot, 'agents'>): Sight {
  const agent = onlyAgent(person)
  const only = onlyQueues(person)
  if (agent === undefined) {
    return only ? { queues: new Set(only), ...(person.agent !== undefined && { own: person.agent }) } : {}
  }
  const desk = team.agents.find(({ id }) => id === agent)
  return { agent, queues: new Set(desk?.queues.map(({ queue }) => queue)) }
}

/** The one agent whose records this person may see; undefined: everybody's. */
export function onlyAgent(person: CurrentPerson): string | undefined {
  return person.role === 'agent' ? (person.agent ?? '') : undefined
}

/** The queues that a supervisor was given; undefined: he looks after all, or is no supervisor. */
export function onlyQueues({ role, supervises }: CurrentPerson): readonly string[] | undefined {
  return role === 'supervisor' && supervises && supervises.length > 0 ? supervises : undefined
}

export function seesAll({ agent, queues }: Sight): boolean {
  return agent === undefined && queues === undefined
}

export function seesDesk(sight: Sight, { id, queues }: Desk): boolean {
  if (sight.agent !== undefined) return sight.agent !== '' && sight.agent === id
  return sight.queues === undefined || id === sight.own || queues.some(({ queue }) => seesQueue(sight, queue))
}

/** @param place `agent`: whose phone rings for it, or who talks; `party`: whom he asks, or who talks along */
export function seesCall(
  sight: Sight,
  { agent, queue, party }: { agent?: string; queue?: string; party?: string },
): boolean {
  if (sight.agent !== undefined) return sight.agent !== '' && [agent, party].includes(sight.agent)
  if (sight.queues === undefined || (queue !== undefined && seesQueue(sight, queue))) return true
  return sight.own !== undefined && [agent, party].includes(sight.own)
}

export function seesQueue({ queues }: Sight, queue: string): boolean {
  return queues === undefined || queues.has(queue)
}
