// The published configuration as calls and floor see it. Each call keeps the version that it began with.
import type { Book } from '../calls/turn.ts'
import type { Config } from '../config/config-types.ts'
import type { Flow } from '../flows/flow.ts'
import { skillsOf } from '../agents/skills.ts'
import type { Roster } from '../queues/roster.ts'
import { shouldRecord } from '../recordings/policy.ts'
import type { Switches } from '../trunks/switches.ts'
import { STUDIO_FLOW, studio } from './studio.ts'
import { worldAt } from './world.ts'

/** Who works here, from PostgreSQL or its last good copy. */
export type Team = {
  agents: readonly {
    id: string
    phone: string
    queues: readonly { queue: string; rank: number }[]
    skills?: readonly string[]
  }[]
}

/** The flow of a phone that dials a number which is none of ours. */
export const REFUSAL_FLOW = '*refuse'

const refusal: Flow = {
  name: REFUSAL_FLOW,
  title: 'A number that may not be dialled',
  sections: { start: [{ verb: 'say', say: ['not-allowed'] }, { verb: 'hangup' }] },
}

const BUILT_IN: Readonly<Record<string, Flow>> = { [REFUSAL_FLOW]: refusal, [STUDIO_FLOW]: studio }

/** The queue that only this agent serves: whoever dials his extension waits there (Q66). */
export const personalQueue = (agent: string): string => `agent:${agent}`

/** A personal queue has no settings of its own. */
const PERSONAL = { music: 'default', announcePosition: false, announceEveryMs: 60_000 }

const PERSONAL_RULES = { strategy: 'round-robin', ringMs: 30_000, wrapUpMs: 0, restMs: 1_000 }

/** @param switches what supervisors put against the calendar, at this moment. */
export function bookOf(config: Config, team: () => Team, switches: () => Switches): Book {
  return {
    flow: name => (name.startsWith('*') ? BUILT_IN[name] : config.flows[name]),
    queue: name => {
      if (name.startsWith('agent:')) return PERSONAL
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
    world: ({ wall }, call) => worldAt(wall, call, { config, team, switches }),
  }
}

export function rosterOf(config: Config, team: Team): Roster {
  const agents: Record<string, Roster['agents'][string]> = {}
  const queues: Record<string, Roster['queues'][string]> = {}
  for (const { id, phone, queues: seats, skills } of team.agents) {
    const own = personalQueue(id)
    agents[id] = {
      phone,
      queues: [...seats, { queue: own, rank: 0 }],
      ...(skills ? { skills: skillsOf(skills) } : {}),
    }
    queues[own] = PERSONAL_RULES
  }
  for (const { name, strategy, ringMs, wrapUpMs, retryMs } of Object.values(config.queues)) {
    queues[name] = { strategy, ringMs, wrapUpMs, restMs: retryMs }
  }
  return { agents, queues }
}
