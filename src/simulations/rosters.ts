// The roster of a recorded day: what was noted, in the journal, of people and rules.
import type { FloorEvent } from '../queues/events.ts'
import type { Roster } from '../queues/roster.ts'

/**
 * Everybody who was on the team at any time of the day; the rules that held when it began, as far as they are known.
 * @param records the floor's, from some time before the day on
 * @param otherwise when nothing was noted
 */
export function rosterIn(
  records: Iterable<{ at: number; event: FloorEvent }>,
  fromMs: number,
  otherwise: Roster,
): Roster {
  let agents: Roster['agents'] = {}
  let queues: Roster['queues'] | undefined
  let { own } = otherwise
  for (const { at, event } of records) {
    if (event.type !== 'FloorNoted') continue
    if (at < fromMs || !queues) {
      queues = event.roster.queues
      own = { ...otherwise.own, ...event.roster.own }
    }
    agents = at < fromMs ? event.roster.agents : { ...agents, ...event.roster.agents }
  }
  if (!queues) return otherwise
  return { agents, queues: { ...otherwise.queues, ...queues }, ...(own && { own }) }
}
