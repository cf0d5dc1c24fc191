// How far a person sees: an agent sees his own desk and calls, and the queues that he sits in. One place for
// answers and live messages.
import type { TeamSnapshot } from '../postgres/team.ts'
import type { CurrentPerson } from './current-person.ts'

/** Missing means: all. */
export type Sight = {
  /** The only agent whose calls, states and records he sees; empty text when he has no desk. */
  agent?: string
  queues?: ReadonlySet<string>
}

export function sightOf(person: CurrentPerson, team: Pick<TeamSnapshot, 'agents'>): Sight {
  const agent = onlyAgent(person)
  if (agent === undefined) return {}
  const desk = team.agents.find(({ id }) => id === agent)
  return { agent, queues: new Set(desk?.queues.map(({ queue }) => queue)) }
}

/** The one agent whose records this person may see; undefined: everybody's. */
export function onlyAgent(person: CurrentPerson): string | undefined {
  return person.role === 'agent' ? (person.agent ?? '') : undefined
}

export function seesAgent({ agent }: Sight, id: string | undefined): boolean {
  return agent === undefined || (agent !== '' && agent === id)
}

export function seesQueue({ queues }: Sight, queue: string): boolean {
  return queues === undefined || queues.has(queue)
}
