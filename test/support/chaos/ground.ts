// A house whose queues serve the rows of R06, each with callers and agents of its own, so that all can be played at the
// same time while the proxy does its mischief.
import { toneWav } from '../audio/tone-wav.ts'
import { openDesks } from '../desks.ts'
import { openHouse, type TestHouse } from '../house.ts'
import { liveCallFrom } from '../live-calls.ts'
import type { Call } from '../phones/call.ts'
import { openPhone, type Phone } from '../phones/phone.ts'
import { type AriProxy, openAriProxy } from './ari-proxy.ts'

/** Queue → its agents. */
const TEAMS = {
  one: ['one-1'],
  places: [],
  turns: ['turn-1', 'turn-2', 'turn-3'],
  pausing: ['pausing-1', 'pausing-2'],
  deaf: ['deaf-1', 'deaf-2'],
  talking: ['talking-1'],
  refusing: ['refusing-1', 'refusing-2'],
  missing: ['missing-1'],
  notes: ['notes-1'],
  'own-notes': ['notes-2'],
  late: ['late-1'],
  // What is lost: an arrival, an answer, a goodbye, a refusal, the end of a prompt, a phone's leaving.
  arrival: ['arrival-1'],
  answer: ['answer-1'],
  goodbye: ['goodbye-1'],
  refusal: ['refusal-1'],
  prompt: ['prompt-1'],
  phone: ['phone-1'],
} as const satisfies Record<string, readonly string[]>

export type QueueName = keyof typeof TEAMS
const NAMES = Object.keys(TEAMS) as QueueName[]

/** Priority and wished position of those who come to the queue `places`, and who stands where in the end. */
export const WISHES: readonly (readonly [priority: number, position?: number])[] = [
  [0],
  [0],
  [1],
  [1],
  [2],
  [0, 5],
  [0, 200],
  [0, 1],
  [8, 3],
  [1, 7],
  [1, 4],
]

const EXTRA: Partial<Record<QueueName, string>> = {
  places: 'max-waiting: 11',
  deaf: 'ring: 2s',
  missing: 'ring: 2s, pause-after: { no-answer: 2 }',
  notes: 'wrap-up: 2s',
  'own-notes': 'wrap-up: 2s',
}
const STEPS: Partial<Record<QueueName, string>> = {
  pausing: '{ queue: pausing, max-wait: 3s, too-long: sorry }',
  deaf: '{ queue: deaf, max-wait: 8s, too-long: sorry }',
}

const placeName = (n: number) => `place-${n}`
const HOTLINES = [...NAMES, ...Array.from({ length: WISHES.length + 1 }, (_, n) => placeName(n))]
const numberOf = (hotline: string) => `028710${20_000 + HOTLINES.indexOf(hotline)}`

const flow = (name: string, ...steps: string[]) =>
  `flow: ${name}\ntitle: ${name}\nlanguage: vi\nstart:\n${steps.map(step => `  - ${step}\n`).join('')}`
const SORRY = 'sorry:\n  - say: sorry\n  - hangup\n'

function flows(): Record<string, string> {
  const ofQueues = NAMES.map(name => {
    const step = STEPS[name]
    const text = step
      ? `${flow(name, step)}${SORRY}`
      : flow(name, ...(name === 'prompt' ? ['say: sorry'] : []), `queue: ${name}`)
    return [`ivr-flows/${name}.yaml`, text]
  })
  const ofPlaces = Array.from({ length: WISHES.length + 1 }, (_, n) => {
    const [priority, position] = WISHES[n] ?? [2, 5]
    const at = position === undefined ? '' : `, position: ${position}`
    const step = `{ queue: places, priority: ${priority}${at}, full: sorry }`
    return [`ivr-flows/${placeName(n)}.yaml`, `${flow(placeName(n), step)}${SORRY}`]
  })
  return Object.fromEntries([...ofQueues, ...ofPlaces])
}

const agents = [...new Set(Object.values(TEAMS).flat())]
const queuesOf = (agent: string) => NAMES.filter(name => (TEAMS[name] as readonly string[]).includes(agent))

const files = {
  'config/trunks.yaml': '- { name: carrier, match: ["127.0.0.2"] }\n',
  'config/recording.yaml': 'default: off\n',
  'config/hotlines.yaml': HOTLINES.map(
    name => `- { name: ${name}, number: "${numberOf(name)}", title: ${name}, flow: ${name} }\n`,
  ).join(''),
  'config/queues.yaml': NAMES.map(name => {
    const own = EXTRA[name] ?? ''
    const rest = own.includes('wrap-up') ? own : `wrap-up: 0s${own && `, ${own}`}`
    return `- { name: ${name}, retry: 1s, announce: { position: false }, ${rest} }\n`
  }).join(''),
  'config/team.yaml': `agents:\n${agents
    .map(id => {
      const own = id === 'notes-2' ? ', wrap-up: 4s' : ''
      return `  - { id: ${id}, name: ${id}, queues: [${queuesOf(id)}]${own} }\n`
    })
    .join('')}`,
  'ivr-flows/english.yaml': flow('english', 'hangup'),
  'ivr-flows/main.yaml': flow('main', 'hangup'),
  ...flows(),
  'sounds/vi/sorry.wav': toneWav(600, 0.4),
}

export type Caller = { call: Call; number: string }

export type Ground = {
  house: TestHouse
  proxy: AriProxy
  trunk: Phone
  /** What leads to this flow. */
  numberOf(hotline: string): string
  /** A new caller, with a number of his own. */
  dial(hotline: string): Promise<Caller>
  /** The phones of a queue's agents. */
  desks(queue: QueueName, which?: readonly string[]): ReturnType<typeof openDesks>
  /** The conversation of that caller; he is in it. */
  idOf(caller: Caller): Promise<string>
  /** Who waits there, in order. */
  line(queue: QueueName): Promise<string[]>
  close(): Promise<void>
}

type Line = { queue: string; waiting: { conversation: string }[] }

export async function openGround(): Promise<Ground> {
  const proxy = openAriProxy()
  const house = await openHouse({ files, ariThrough: proxy.through })
  const trunk = await openPhone({ server: house.sip, listen: { address: '127.0.0.2' } })
  let numbers = 0
  return {
    house,
    proxy,
    trunk,
    numberOf,
    async dial(hotline) {
      const number = `+84${908_000_000 + ++numbers}`
      return { number, call: await trunk.dial(numberOf(hotline), { from: number }) }
    },
    desks: (queue, which = TEAMS[queue]) => openDesks(house, which),
    async idOf({ number }) {
      const call = await liveCallFrom(house, number)
      if (!call) throw new Error(`${number} is in no call`)
      return call.id
    },
    async line(queue) {
      const { body } = await house.api('GET', '/api/v1/queues')
      const found = (body as Line[]).find(one => one.queue === queue)
      return (found?.waiting ?? []).map(({ conversation }) => conversation)
    },
    async close() {
      await trunk.close()
      await house.stop()
      proxy.close()
    },
  }
}
