// The published configuration as calls and floor see it. Each call keeps the version that it began with.
import type { Book, Now } from '../calls/turn.ts'
import type { Config } from '../config/config-types.ts'
import type { Flow } from '../flows/flow.ts'
import type { Roster } from '../queues/floor.ts'
import { shouldRecord } from '../recordings/policy.ts'
import { isOpen } from '../trunks/hours.ts'

/** Who works here, from PostgreSQL or its last good copy. */
export type Team = {
  agents: readonly { id: string; phone: string; queues: readonly { queue: string; rank: number }[] }[]
}

/** The flow of a phone that dials a number which is none of ours. */
export const REFUSAL_FLOW = '*refuse'

const refusal: Flow = {
  name: REFUSAL_FLOW,
  title: 'A number that may not be dialled',
  sections: { start: [{ verb: 'say', prompts: ['not-allowed'] }, { verb: 'hangup' }] },
}

export function bookOf(config: Config): Book {
  return {
    flow: name => (name === REFUSAL_FLOW ? refusal : config.flows[name]),
    queue: name => {
      const queue = config.queues[name]
      return (
        queue && {
          music: queue.music,
          announcePosition: queue.announce.position,
          announceEveryMs: queue.announce.everyMs,
        }
      )
    },
    records: queue => shouldRecord(config.recording, queue),
    world: ({ wall }: Now) => ({
      isOpen: name => {
        const hours = config.hours[name]
        const holidays = hours?.holidays === undefined ? undefined : config.holidays[hours.holidays]
        return hours !== undefined && isOpen(hours, holidays, wall, config.server.timezone)
      },
    }),
  }
}

export function rosterOf(config: Config, team: Team): Roster {
  const agents: Record<string, Roster['agents'][string]> = {}
  for (const { id, phone, queues } of team.agents) agents[id] = { phone, queues }
  const queues: Record<string, Roster['queues'][string]> = {}
  for (const { name, strategy, ringMs, wrapUpMs, retryMs } of Object.values(config.queues)) {
    queues[name] = { strategy, ringMs, wrapUpMs, restMs: retryMs }
  }
  return { agents, queues }
}
