// Strangers send a thousand SIP messages a second from two hundred addresses; people go on talking, callers come through
// (T01).
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { openHouse } from '../support/house.ts'
import { assertInvariants } from '../support/invariants.ts'
import type { Call } from '../support/phones/call.ts'
import { openPhone } from '../support/phones/phone.ts'
import { proves, times } from '../support/proves.ts'

const TRUNK = '127.0.0.2'
const RATE_PER_S = 500
const TALKING = 10
const PACKET_MS = 20
t.setTimeout(600_000)
const house = await openHouse({
  files: {
    'config/trunks.yaml': `- { name: carrier, match: ["${TRUNK}"] }\n`,
    'config/queues.yaml': '- { name: sales, announce: { position: false } }\n- { name: support }\n',
    'ivr-flows/main.yaml': 'flow: main\ntitle: Main\nlanguage: vi\nstart:\n  - queue: sales\n',
  },
})
t.teardown(() => house.stop())

const share = (all: readonly number[], part: number) =>
  all.toSorted((a, b) => a - b)[Math.min(all.length - 1, Math.floor(all.length * part))] ?? Number.NaN

t.test('T01: a flood of INVITE and REGISTER leaves talks and callers alone', async t => {
  const phone = await openPhone({ server: house.sip, account: house.account('demo') })
  const talks: Call[] = []
  for (let n = 0; n < TALKING; n += 1) {
    const talk = await phone.dial('*43')
    await talk.answered()
    talk.say(440)
    talks.push(talk)
  }
  const trunk = await openPhone({ server: house.sip, listen: { address: TRUNK } })
  let number = 84_904_100_000
  const setUp = async (): Promise<number> => {
    const began = performance.now()
    const call = await trunk.dial('02871099999', { from: `+${number++}` })
    await call.answered()
    const tookMs = performance.now() - began
    await call.hangUp()
    return tookMs
  }
  await setUp()
  await Promise.all(talks.map(talk => talk.hears(440)))

  const seconds = times(5, 60)
  const program = join(import.meta.dirname, '../support/phones/flood.ts')
  const args = [program, String(house.ports.sip), String(RATE_PER_S), String(seconds)]
  const flood = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  let sent = ''
  flood.stdout.setEncoding('utf8').on('data', text => {
    sent += text
  })
  const ended = once(flood, 'exit')
  const heard = talks.map(({ media }) => media.ear.packets)
  const began = performance.now()
  const setUps: Promise<number>[] = []
  while (flood.exitCode === null) {
    setUps.push(setUp())
    await Promise.race([ended, pause(1_000)])
  }
  const lastedMs = performance.now() - began
  const due = lastedMs / PACKET_MS
  const lost = talks.map(({ media }, n) => Math.max(0, 1 - (media.ear.packets - (heard[n] ?? 0)) / due))
  const setUpMs = await Promise.all(setUps)
  const overAt = performance.now()
  let recoveredMs = Number.POSITIVE_INFINITY
  while (performance.now() - overAt < 10_000) {
    if ((await setUp()) > 500) continue
    recoveredMs = performance.now() - overAt
    break
  }
  const worst = Math.max(...lost)
  const p95 = share(setUpMs, 0.95)
  const { body } = await house.api('GET', '/api/v1/bans')
  const banned = (body as unknown[]).length
  t.ok(
    Number(sent) >= RATE_PER_S * seconds * 0.95,
    `${sent.trim()} of each were sent in ${Math.round(lastedMs)} ms`,
  )
  t.ok(worst < 0.01, `RTP lost: ${(worst * 100).toFixed(2)} % at worst`)
  t.ok(p95 < 1_000, `set-up p95 ${Math.round(p95)} ms of ${setUpMs.length} calls`)
  t.ok(recoveredMs <= 5_000, `recovered after ${Math.round(recoveredMs)} ms`)
  for (const talk of talks) await talk.hangUp()
  await trunk.close()
  await phone.close()
  await assertInvariants(t, house)
  proves(
    t,
    'T01',
    `${RATE_PER_S} INVITE/s and ${RATE_PER_S} REGISTER/s from 200 addresses for ${seconds} s: RTP loss ${(worst * 100).toFixed(2)} % at worst of ${TALKING} talks, legitimate set-up p95 ${Math.round(p95)} ms, recovered after ${Math.round(recoveredMs)} ms, ${banned} addresses banned by then`,
  )
})
