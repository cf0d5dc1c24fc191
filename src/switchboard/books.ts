// The published configuration as calls and floor see it. Each call keeps the version that it began with.

import { skillsOf } from '../agents/skills.ts'
import { BLOCKED_FLOW, OUTBOUND_FLOW } from '../calls/dial-plan.ts'
import type { Book, QueueRule } from '../calls/turn.ts'
import type { Config } from '../config/config-types.ts'
import { chanceOf } from '../flows/chance.ts'
import type { Flow, QueueState } from '../flows/flow.ts'
import { personalQueue } from '../queues/personal-queue.ts'
import type { Roster } from '../queues/roster.ts'
import { roundRobin } from '../queues/strategies/round-robin.ts'
import type { Strategy } from '../queues/strategies/strategy.ts'
import { announcementOf, shouldRecord } from '../recordings/policy.ts'
import type { Switches } from '../trunks/switches.ts'
import { agentCodeFlows } from './agent-codes.ts'
import { STUDIO_FLOW, studio } from './studio.ts'
import { worldAt } from './world.ts'

/** Who works here, from PostgreSQL or its last good copy. */
export type Team = {
  agents: readonly {
    id: string
    phone: string
    queues: readonly { queue: string; rank: number; level?: number }[]
    /** As `english` or `english:3`. */
    skills?: readonly string[]
    /** His own, instead of his queues'. */
    wrapUpMs?: number
    weight?: number
  }[]
}

/** The flow of a phone that dials a number which is none of ours. */
export const REFUSAL_FLOW = '*refuse'

const refusal: Flow = {
  name: REFUSAL_FLOW,
  title: 'A number that may not be dialled',
  sections: { start: [{ verb: 'say', say: ['not-allowed'] }, { verb: 'hangup' }] },
}

/** Where somebody waits whom we dialled, and whom his agent sends into a queue. */
const outbound: Flow = {
  name: OUTBOUND_FLOW,
  title: 'A call that we made',
  sections: {
    start: [{ verb: 'queue', queue: '', priority: 0, ageMs: 0, skills: [], keys: new Map(), after: [] }],
  },
}

/** Whose number is blocked. */
const blocked: Flow = {
  name: BLOCKED_FLOW,
  title: 'A blocked number',
  sections: { start: [{ verb: 'say', say: ['call-refused'] }, { verb: 'hangup' }] },
}

const BUILT_IN: Readonly<Record<string, Flow>> = {
  [REFUSAL_FLOW]: refusal,
  [BLOCKED_FLOW]: blocked,
  [STUDIO_FLOW]: studio,
  ...agentCodeFlows,
  [OUTBOUND_FLOW]: outbound,
}

/** A personal queue has no settings of its own. */
const PERSONAL: QueueRule = { music: 'default', announcePosition: false, announceEveryMs: 60_000 }

/** What is said to an agent, and his time to press the key. */
const GREET_MS = 40_000

const PERSONAL_RULES = { strategy: 'round-robin', ringMs: 30_000, wrapUpMs: 0, restMs: 1_000 }

/**
 * @param switches what supervisors put against the calendar, at this moment.
 * @param queueState how a queue stands at that house time
 */
export function bookOf(
  config: Config,
  team: () => Team,
  switches: () => Switches,
  queueState: (queue: string, house: number) => QueueState | undefined = () => undefined,
): Book {
  return {
    flow: name => (name.startsWith('*') ? BUILT_IN[name] : config.flows[name]),
    queue: name => {
      const announcement = announcementOf(config.recording, name)
      const consent = announcement === undefined ? {} : { consent: announcement }
      if (name.startsWith('agent:')) return { ...PERSONAL, ...consent }
      const queue = config.queues[name]
      return (
        queue && {
          music: queue.music,
          announcePosition: queue.announce.position,
          announceWait: queue.announce.wait,
          announceEveryMs: queue.announce.everyMs,
          ...(queue.announce.say.length > 0 ? { comfort: queue.announce.say } : {}),
          ...(queue.announce.isRandom ? { comfortAtRandom: true } : {}),
          ...consent,
          ...(queue.found ? { found: queue.found } : {}),
          ...(queue.whisper ? { whisper: queue.whisper } : {}),
          ...(queue.whisperWait ? { whisperWait: true } : {}),
          ...(queue.confirm ? { confirm: true } : {}),
          callback: queue.callback,
        }
      )
    },
    records: queue => shouldRecord(config.recording, queue),
    world: ({ wall, house }, call) =>
      worldAt(wall, call, { config, team, switches, queueState: queue => queueState(queue, house) }),
  }
}

/** Strategies of the owner's own, by their names: the same for the same configuration. */
export type OwnStrategies = (config: Config) => Readonly<Record<string, Strategy>>

/** Known, and round robin in their place: for whoever asks about a roster and decides nothing by it. */
const unrun: OwnStrategies = config =>
  Object.fromEntries(config.strategies.map(one => [one.name, { ...one, measure: roundRobin.measure }]))

export function rosterOf(config: Config, team: Team, strategies: OwnStrategies = unrun): Roster {
  const own = strategies(config)
  const isAnnounced = (queue: string) => announcementOf(config.recording, queue) !== undefined
  const agents: Record<string, Roster['agents'][string]> = {}
  const queues: Record<string, Roster['queues'][string]> = {}
  for (const { id, phone, queues: seats, skills, wrapUpMs, weight } of team.agents) {
    const personal = personalQueue(id)
    agents[id] = {
      phone,
      queues: [...seats, { queue: personal, rank: 0 }],
      ...(skills ? { skills: skillsOf(skills) } : {}),
      ...(wrapUpMs === undefined ? {} : { wrapUpMs }),
      ...(weight === undefined ? {} : { weight }),
    }
    queues[personal] = { ...PERSONAL_RULES, ...(isAnnounced(personal) ? { greetMs: GREET_MS } : {}) }
  }
  for (const queue of Object.values(config.queues)) {
    const {
      name,
      title: _,
      music: _1,
      announce: _2,
      whisper: _3,
      whisperWait: _4,
      confirm: _5,
      followUpMs: _6,
      callback: _7,
      found: _8,
      ...rules
    } = queue
    queues[name] = {
      ...rules,
      ...(queue.whisper || queue.confirm || queue.found || isAnnounced(name) ? { greetMs: GREET_MS } : {}),
    }
  }
  const { version } = config
  return { agents, queues, ...(Object.keys(own).length > 0 ? { own } : {}), version, chance: chanceOf }
}
