// The house of the base state "N/M" (acceptance.md §4), and how many of each there are in it.
import { toneWav } from '../audio/tone-wav.ts'
import type { HouseOptions } from '../house-folder.ts'
import { times } from '../proves.ts'

export const TONES = { menu: 500, goodbye: 700, asked: 1_300 }
export const HOTLINE = { queue: '02871099998', menu: '02871099999' }

export type Sizes = {
  /** Callers who wait, in a known order, with music. */
  queued: number
  /** Talks, recorded. */
  talking: number
  /** Agents who come when it is over. */
  free: number
  /** Callers in a menu. */
  choosing: number
  /** Agents who are being rung. */
  rung: number
}

/** Few in `npm test`, all in `npm run chaos`. */
export const SIZES: Sizes = {
  queued: times(6, 20),
  talking: times(3, 10),
  free: times(2, 4),
  choosing: times(1, 2),
  rung: times(1, 2),
}

export const names = (role: string, count: number): string[] =>
  Array.from({ length: count }, (_, n) => `${role}-${n + 1}`)

/** Who asks a colleague, and the colleague, whom only those ask who talk. */
export const ASKS = 'asks'
export const ASKED = 'asked'

/**
 * Give them to `openHouse`, with your own beside them.
 * @param queue what the queue's line says besides, e.g. `max-wait: 20s`
 */
export function filesNM(queue = ''): NonNullable<HouseOptions['files']> {
  const ofQueue = [ASKS, ...names('talks', 10), ...names('rung', 2), ...names('free', 4), ...names('late', 2)]
  return {
    'config/trunks.yaml': '- { name: carrier, match: ["127.0.0.2"] }\n',
    'config/recording.yaml': 'default: on\n',
    'config/hotlines.yaml': `
- { name: line, number: "${HOTLINE.queue}", title: Line, flow: english }
- { name: main, number: "${HOTLINE.menu}", title: Main, flow: main }
`,
    'config/queues.yaml': `
- { name: sales, ring: 120s, wrap-up: 0s, retry: 1s, announce: { position: false }${queue && `, ${queue}`} }
- { name: second, ring: 120s, wrap-up: 0s, announce: { position: false } }
`,
    'config/team.yaml': `agents:\n${[
      ...ofQueue.map(id => `  - { id: ${id}, name: ${id}, queues: [sales] }\n`),
      `  - { id: ${ASKED}, name: ${ASKED}, queues: [second] }\n`,
    ].join('')}`,
    'ivr-flows/english.yaml': 'flow: english\ntitle: Line\nlanguage: en\nstart:\n  - queue: sales\n',
    'ivr-flows/main.yaml': `
flow: main
title: Main
language: vi
start:
  - menu: main-menu
    timeout: 60s
    keys: { "1": sales, "3": bye }
sales:
  - queue: sales
bye:
  - say: goodbye
  - hangup
`,
    'sounds/vi/main-menu.wav': toneWav(TONES.menu, 2),
    'sounds/vi/goodbye.wav': toneWav(TONES.goodbye, 1),
  }
}
