// The small world's house rules: two flows, two or three queues, and a team that chance puts together.
import type { Book } from '../../../src/calls/turn.ts'
import type { Flow } from '../../../src/flows/flow.ts'
import type { QueueRules, Roster } from '../../../src/queues/floor.ts'
import type { Random } from './random.ts'

const main: Flow = {
  name: 'main',
  title: 'Main',
  sections: {
    start: [
      { verb: 'say', prompts: ['welcome'] },
      { verb: 'go', section: 'menu' },
    ],
    menu: [
      {
        verb: 'menu',
        prompt: 'main-menu',
        timeoutMs: 5_000,
        tries: 2,
        keys: new Map([
          ['1', 'sales'],
          ['2', 'support'],
          ['9', 'bye'],
          ['#', 'start'],
        ]),
        noInput: 'sales',
      },
    ],
    sales: [{ verb: 'queue', queue: 'sales', priority: 5 }],
    support: [{ verb: 'queue', queue: 'support', priority: 0 }],
    bye: [{ verb: 'say', prompts: ['goodbye'] }, { verb: 'hangup' }],
  },
}

const direct: Flow = {
  name: 'direct',
  title: 'Direct',
  sections: { start: [{ verb: 'queue', queue: 'sales', priority: 0 }] },
}

export const flows: Readonly<Record<string, Flow>> = { main, direct }

export const queueNames = ['sales', 'support'] as const

export const book: Book = {
  flow: name => flows[name],
  queue: name =>
    name === 'sales' || name === 'support'
      ? { music: 'default', announcePosition: name === 'sales', announceEveryMs: 15_000 }
      : undefined,
  records: queue => queue === 'sales',
  world: () => ({ isOpen: () => true }),
}

/** One to five desks; every queue has at least one of them. */
export function rosterOf(random: Random): Roster {
  const agents: Record<string, Roster['agents'][string]> = {}
  const size = 1 + random.below(5)
  for (let n = 1; n <= size; n++) {
    const seats = queueNames.filter(() => n === 1 || !random.oneIn(3))
    const queues = seats.map(queue => ({ queue, rank: random.below(3) }))
    agents[`agent${n}`] = { phone: `phone${n}`, queues }
  }
  const queues: Record<string, QueueRules> = {}
  for (const name of queueNames) {
    const wrapUpMs = random.pick([0, 8_000])
    const restMs = random.pick([0, 5_000, 20_000])
    queues[name] = { strategy: 'round-robin', ringMs: 15_000, wrapUpMs, restMs }
  }
  return { agents, queues }
}

/** The team without those whom the version leaves at home: `without agent2`. */
export function teamOf(everybody: Roster, version: string): Roster {
  const agents = Object.entries(everybody.agents).filter(([id]) => !version.includes(id))
  return { ...everybody, agents: Object.fromEntries(agents) }
}
