// A house with several lanes, each with a hotline, queues, and an Ann and a Binh of its own, so that call shapes can be
// played side by side.
import { toneWav } from '../audio/tone-wav.ts'
import { openDesks } from '../desks.ts'
import { openHouse, type TestHouse } from '../house.ts'
import { freeUdpPort } from '../phones/free-port.ts'
import type { IncomingCall } from '../phones/incoming-call.ts'
import { openPhone, type Phone } from '../phones/phone.ts'
import { createWatch, type Watch } from '../phones/watch.ts'

export const HEARD: Readonly<Record<string, number>> = {
  welcome: 440,
  menu: 560,
  sorry: 680,
  goodbye: 800,
  'leave-message': 920,
  whisper: 1_040,
  'callback-number': 1_160,
  'callback-noted': 1_280,
}
const FILES: Readonly<Record<string, string>> = { menu: 'main-menu' }

export type Lane = {
  number: number
  hotline: string
  /** Ann → `ann-3`. */
  agents: Readonly<Record<string, string>>
  phones: Readonly<Record<string, Phone>>
  /** Rings of its agents that no step has met, by their names; `callee`: of whoever is called outside. */
  rings: Map<string, IncomingCall[]>
  rung: Watch
}

export type Lanes = { house: TestHouse; trunk: Phone; lanes: readonly Lane[]; close(): Promise<void> }

export const queueOf = (queue: string, lane: number) => `${queue}-${lane}`
const hotlineOf = (lane: number) => `028710${30_000 + lane}`
/** Numbers outside: those of lane 3 begin with 0918003. */
export const outsideOf = (lane: number, n: number) =>
  `0918${String(lane).padStart(3, '0')}${String(n).padStart(3, '0')}`

export async function openLanes(count: number): Promise<Lanes> {
  const numbers = Array.from({ length: count }, (_, n) => n)
  const port = await freeUdpPort()
  const house = await openHouse({
    files: {
      'config/trunks.yaml': '- { name: carrier, match: ["127.0.0.2"] }\n',
      'config/outbound.yaml': `
trunks:
  carrier: { server: "127.0.0.2:${port}", numbers: national }
routes:
  - { name: vietnam, numbers: { kinds: [mobile, fixed] }, trunks: [carrier], ring: 10s }
classes:
  office: { routes: [vietnam], limits: { per-minute: 1000, at-once: 20 } }
agents: office
callbacks: office
`,
      'config/recording.yaml': 'default: off\n',
      'config/boxes.yaml': `messages: { queue: ${queueOf('support', 0)} }\n`,
      'config/hotlines.yaml': numbers
        .map(n => `- { name: lane-${n}, number: "${hotlineOf(n)}", title: Lane ${n}, flow: lane-${n} }\n`)
        .join(''),
      'config/queues.yaml': numbers.map(queuesOf).join(''),
      'config/team.yaml': `agents:\n${numbers.map(agentsOf).join('')}`,
      'ivr-flows/main.yaml': 'flow: main\ntitle: Unused\nlanguage: vi\nstart:\n  - hangup\n',
      'ivr-flows/english.yaml': 'flow: english\ntitle: Unused\nlanguage: en\nstart:\n  - hangup\n',
      'ivr-flows/afterwards.yaml':
        'flow: afterwards\ntitle: Afterwards\nlanguage: vi\nstart:\n  - say: goodbye\n  - hangup\n',
      ...Object.fromEntries(numbers.map(n => [`ivr-flows/lane-${n}.yaml`, flowOf(n)])),
      ...Object.fromEntries(
        Object.entries(HEARD).map(([key, hz]) => [`sounds/vi/${FILES[key] ?? key}.wav`, toneWav(hz, 1)]),
      ),
    },
  })
  const trunk = await openPhone({ server: house.sip, listen: { address: '127.0.0.2', port } })
  const desks = await openDesks(
    house,
    numbers.flatMap(n => [`ann-${n}`, `binh-${n}`]),
  )
  const lanes = numbers.map((number): Lane => {
    const agents = { Ann: `ann-${number}`, Binh: `binh-${number}` }
    const rings = new Map<string, IncomingCall[]>()
    const rung = createWatch()
    const lane = { number, hotline: hotlineOf(number), agents, phones: {}, rings, rung }
    const phones = Object.entries(agents).map(([name, agent]) => {
      const phone = desks.phones[agent]!
      phone.onInvite(call => takeRing(lane, name, call))
      return [name, phone] as const
    })
    return { ...lane, phones: Object.fromEntries(phones) }
  })
  trunk.onInvite(call => {
    const [, lane] = /0918(\d{3})\d{3}@/.exec(call.request.uri) ?? []
    const its = lanes[Number(lane)]
    if (its) takeRing(its, 'callee', call)
  })
  return {
    ...{ house, trunk, lanes },
    async close() {
      await desks.close()
      await trunk.close()
      await house.stop()
    },
  }
}

function takeRing({ rings, rung }: Pick<Lane, 'rings' | 'rung'>, name: string, call: IncomingCall): void {
  rings.set(name, [...(rings.get(name) ?? []), call])
  rung.changed()
}

function queuesOf(n: number): string {
  const rules = 'strategy: in-order, ring: 3s, retry: 1s, wrap-up: 1s, announce: { position: false }'
  return ['sales', 'support', 'empty', 'short', 'greeted']
    .map(name => {
      const whisper = name === 'greeted' ? ', whisper: whisper, confirm: true' : ''
      return `- { name: ${queueOf(name, n)}, ${rules}${whisper} }\n`
    })
    .join('')
}

function agentsOf(n: number): string {
  const queues = (...names: string[]) => names.map(name => queueOf(name, n)).join(', ')
  return `  - { id: ann-${n}, name: Ann, queues: [${queues('sales')}] }
  - { id: binh-${n}, name: Binh, queues: [${queues('sales', 'support', 'greeted')}] }
`
}

const flowOf = (n: number) => `
flow: lane-${n}
title: Lane ${n}
language: vi
start:
  - say: welcome
  - menu: main-menu
    timeout: 20s
    keys: { "1": sales, "2": empty, "3": message, "4": bye, "5": short, "6": greeted }
    no-input: bye
sales:
  - queue: ${queueOf('sales', n)}
empty:
  - queue: ${queueOf('empty', n)}
    keys: { "2": call-me }
call-me:
  - callback: ${queueOf('empty', n)}
  - hangup
message:
  - voicemail: messages
    review: false
  - go: bye
bye:
  - say: goodbye
  - hangup
short:
  - queue: ${queueOf('short', n)}
    max-wait: 2s
    too-long: sorry
sorry:
  - say: sorry
  - hangup
greeted:
  - queue: ${queueOf('greeted', n)}
`
