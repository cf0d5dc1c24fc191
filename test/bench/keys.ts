// From a key to the next prompt, on the wire: from the first packet that says the key's end (RFC 4733) to the first
// packet of sound that follows, through Asterisk, the switchboard and Redis. While the menu listens it is silent, and
// Asterisk sends nothing: the packet after the pause is the prompt.
//
//   npm run bench -- --section keys

import { toneWav } from '../support/audio/tone-wav.ts'
import { openHouse } from '../support/house.ts'
import { type Call, SOON_MS } from '../support/phones/call.ts'
import { openPhone } from '../support/phones/phone.ts'
import { quantile } from './routing.ts'
import type { Verdict } from './targets.ts'

export type KeysResult = { presses: number; callers: number; ms: { p50: number; p95: number; worst: number } }

const CALLERS = 4
const PRESSES = 50
/** So long nothing came: the prompt is over. */
const PAUSE_MS = 150
const PROMPT_S = 0.2

export async function measureKeys(): Promise<KeysResult> {
  const house = await openHouse({
    files: {
      'config/trunks.yaml': '- { name: carrier, match: ["127.0.0.2"] }\n',
      'config/hotlines.yaml': '- { name: keys, number: "02871099999", title: Keys, flow: keys }\n',
      'ivr-flows/main.yaml': 'flow: main\ntitle: Main\nstart: [hangup]\n',
      'ivr-flows/english.yaml': 'flow: english\ntitle: English\nstart: [hangup]\n',
      'ivr-flows/keys.yaml': `
flow: keys
title: Keys
start:
  - menu: main-menu
    timeout: 60s
    keys: { "1": again, "9": bye }
    no-input: bye
again:
  - menu: main-menu
    timeout: 60s
    keys: { "1": start, "9": bye }
    no-input: bye
bye:
  - hangup
`,
      'sounds/vi/main-menu.wav': toneWav(500, PROMPT_S),
    },
  })
  const phone = await openPhone({ server: house.sip, listen: { address: '127.0.0.2' } })
  try {
    const times = await Promise.all(
      Array.from({ length: CALLERS }, async () => press(await phone.dial('02871099999'))),
    )
    const all = times.flat().toSorted((a, b) => a - b)
    const ms = { p50: quantile(all, 0.5), p95: quantile(all, 0.95), worst: all.at(-1) ?? Number.NaN }
    return { presses: all.length, callers: CALLERS, ms }
  } finally {
    await phone.close()
    await house.stop()
  }
}

async function press(call: Call): Promise<number[]> {
  await call.answered()
  const { ear, keyEndedAt } = call.media
  const times: number[] = []
  for (let n = 0; n < PRESSES; n++) {
    await silence(call)
    const before = ear.packets
    const heard = ear.watch
      .until('the prompt is heard', () => ear.packets > before, SOON_MS)
      .then(() => performance.now())
    await call.press('1')
    const at = await heard
    times.push(at - (keyEndedAt() ?? Number.NaN))
  }
  await call.hangUp()
  return times
}

/** Until Asterisk has sent nothing for a while. */
async function silence({ media: { ear } }: Call): Promise<void> {
  await ear.watch.until('the prompt began', () => ear.packets > 0, SOON_MS)
  for (;;) {
    const pause = PAUSE_MS - (Date.now() - (ear.lastHeardAt ?? 0))
    if (pause <= 0) return
    await new Promise(resolve => setTimeout(resolve, pause))
  }
}

export function judgeKeys({ ms }: KeysResult): Verdict[] {
  return [
    {
      sentence: 'from the end of a key to the first packet of the next prompt, p95 ms: at most 150',
      measured: ms.p95,
      isMet: ms.p95 <= 150,
    },
  ]
}

export function keysTable({ presses, callers, ms }: KeysResult): string {
  const tenth = (value: number) => value.toFixed(1)
  return [
    `From a key to the next prompt, on the wire: ${presses} presses by ${callers} callers`,
    `  ms                        p50 ${tenth(ms.p50)}, p95 ${tenth(ms.p95)}, worst ${tenth(ms.worst)}`,
  ].join('\n')
}
