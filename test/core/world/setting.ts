// The small world's house rules: two flows, two or three queues, and a team that chance puts together.
import { OUTBOUND_FLOW } from '../../../src/calls/dial-plan.ts'
import type { Book, CallbackRule } from '../../../src/calls/turn.ts'
import type { Flow } from '../../../src/flows/flow.ts'
import type { Step } from '../../../src/flows/verbs/verbs.ts'
import type { QueueRules, Roster } from '../../../src/queues/roster.ts'
import { STRATEGY_NAMES } from '../../../src/queues/strategies/strategies.ts'
import type { Random } from './random.ts'

type QueueStep = Extract<Step, { verb: 'queue' }>

function waitIn(queue: string, more: Partial<QueueStep>): QueueStep {
  return { verb: 'queue', queue, priority: 0, ageMs: 0, skills: [], keys: new Map(), after: [], ...more }
}

const main: Flow = {
  name: 'main',
  title: 'Main',
  sections: {
    start: [
      { verb: 'say', say: ['welcome'] },
      { verb: 'go', section: 'menu' },
    ],
    menu: [
      {
        verb: 'menu',
        say: ['main-menu'],
        timeoutMs: 5_000,
        tries: 2,
        keys: new Map([
          ['1', 'sales'],
          ['2', 'support'],
          ['9', 'bye'],
          ['#', 'start'],
          ['8', 'outside'],
        ]),
        noInput: 'sales',
      },
    ],
    sales: [
      waitIn('sales', {
        priority: 5,
        keys: new Map([
          ['1', 'other-queue'],
          ['2', 'call-me'],
          ['9', 'bye'],
        ]),
        after: [{ ms: 20_000, section: 'still-there', written: '20s' }],
        maxWait: { ms: 120_000, section: 'bye' },
      }),
    ],
    support: [waitIn('support', { keys: new Map([['2', 'call-me-too']]) })],
    'call-me-too': [{ verb: 'callback', queue: 'support', timeoutMs: 8_000, tries: 1 }],
    // Heard while he keeps his place: at its end the music goes on.
    'still-there': [{ verb: 'say', say: ['please-wait'] }],
    'other-queue': [{ verb: 'say', say: ['please-wait'] }, waitIn('support', {})],
    'call-me': [
      { verb: 'callback', queue: 'sales', timeoutMs: 8_000, tries: 2, refused: 'bye' },
      { verb: 'hangup' },
    ],
    outside: [{ verb: 'transfer', to: 'number', number: '02838225678', noAnswer: 'bye' }],
    bye: [{ verb: 'say', say: ['goodbye'] }, { verb: 'hangup' }],
  },
}

const direct: Flow = {
  name: 'direct',
  title: 'Direct',
  sections: { start: [waitIn('sales', {})] },
}

/** Asks to be called back at once: most who do have waited, but chance rarely lets them come so far. */
const back: Flow = {
  name: 'back',
  title: 'Back',
  sections: {
    start: [
      { verb: 'callback', queue: 'sales', timeoutMs: 8_000, tries: 3, refused: 'agents-first' },
      { verb: 'hangup' },
    ],
    'agents-first': [{ verb: 'callback', queue: 'support', timeoutMs: 8_000, tries: 1 }, { verb: 'hangup' }],
  },
}

/** Where a callback's customer waits once he is there. */
const outbound: Flow = { name: OUTBOUND_FLOW, title: 'Outbound', sections: { start: [waitIn('', {})] } }

export const flows: Readonly<Record<string, Flow>> = { main, direct, back, [OUTBOUND_FLOW]: outbound }

const CALLBACK = { attempts: 2, retryMs: 60_000, expiresMs: 600_000 }
const callbacks: Readonly<Record<string, CallbackRule>> = {
  sales: { ...CALLBACK, first: 'customer', confirm: true },
  support: { ...CALLBACK, first: 'agent', confirm: false },
}

export const queueNames = ['sales', 'support'] as const

export const book: Book = {
  flow: name => flows[name],
  queue: name =>
    name === 'sales' || name === 'support' || name.startsWith('agent:')
      ? {
          music: 'default',
          announcePosition: name === 'sales',
          announceEveryMs: 15_000,
          ...(callbacks[name] ? { callback: callbacks[name] } : {}),
        }
      : undefined,
  records: queue => queue === 'sales',
  world: () => ({
    isOpen: () => true,
    localTime: '2026-03-02T09:00',
    chance: () => 0.5,
    known: () => undefined,
    agentAt: () => undefined,
  }),
}

/** Agents of support hear whom they get, and press 1. */
export const greetingBook: Book = {
  ...book,
  queue(name) {
    const rule = book.queue(name)
    return rule && name === 'support' ? { ...rule, whisper: ['support-call'], confirm: true } : rule
  },
}

/** And its callers hear songs, and that somebody is there. */
export const worldBook: Book = {
  ...greetingBook,
  queue(name) {
    const rule = greetingBook.queue(name)
    return rule && name === 'support' ? { ...rule, found: ['found'], music: ['song', 'jingle'] } : rule
  },
}

/** One to five desks; every queue has at least one of them. */
export function rosterOf(random: Random): Roster {
  const agents: Record<string, Roster['agents'][string]> = {}
  const size = 1 + random.below(5)
  for (let n = 1; n <= size; n++) {
    const seats = queueNames.filter(() => n === 1 || !random.oneIn(3))
    const queues = seats.map(queue => ({ queue, rank: random.below(3), level: 1 + random.below(2) }))
    const own = { queue: `agent:agent${n}`, rank: 0 }
    agents[`agent${n}`] = { phone: `phone${n}`, queues: [...queues, own], ...skilled(random) }
  }
  const queues: Record<string, QueueRules> = {}
  for (const name of queueNames) {
    const wrapUpMs = random.pick([0, 8_000])
    const restMs = random.pick([0, 5_000, 20_000])
    const strategy = random.pick(STRATEGY_NAMES)
    queues[name] = { strategy, ringMs: 15_000, wrapUpMs, restMs, ...special(random) }
  }
  for (const id in agents)
    queues[`agent:${id}`] = { strategy: 'round-robin', ringMs: 30_000, wrapUpMs: 0, restMs: 1_000 }
  return { agents, queues, chance: salt => (salt.length % 7) / 7 }
}

const skilled = (random: Random) => (random.oneIn(2) ? { skills: { english: 1 + random.below(3) } } : {})

/** In the end everybody will do: nobody waits for ever. */
const WIDENING = [
  { afterMs: 10_000, level: 2 },
  { afterMs: 15_000, skills: { english: 1 } },
  { afterMs: 20_000, skills: 'all' as const },
]

/** Rules that a queue may have besides; most have none of them. */
function special(random: Random): Partial<QueueRules> {
  return {
    ...(random.oneIn(4) ? { weight: 2 } : {}),
    ...(random.oneIn(4) ? { ageingMs: 10_000 } : {}),
    ...(random.oneIn(3) ? { level: 1, skills: ['english:2'], widen: WIDENING } : {}),
    ...(random.oneIn(6) ? { maxWaiting: 2 } : {}),
    ...(random.oneIn(6) ? { maxTalking: 1 } : {}),
    ...(random.oneIn(6) ? { pauseAfter: { 'no-answer': 2 } } : {}),
    ...(random.oneIn(6) ? { emptyWhen: ['unreachable', 'offline'], leaveWhenEmpty: true } : {}),
  }
}

/** The team without those whom the version leaves at home: `without agent2`. */
export function teamOf(everybody: Roster, version: string): Roster {
  const agents = Object.entries(everybody.agents).filter(([id]) => !version.includes(id))
  return { ...everybody, agents: Object.fromEntries(agents) }
}
