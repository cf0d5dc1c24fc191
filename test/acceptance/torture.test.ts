// Messages that no phone would send, and connections that break in the middle: nothing falls over, nothing is made up
// (T02, T03).

import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { openHouse } from '../support/house.ts'
import { assertInvariants } from '../support/invariants.ts'
import { openPhone } from '../support/phones/phone.ts'
import { mutated, TORTURE } from '../support/phones/torture-messages.ts'
import { proves, times } from '../support/proves.ts'
import { until } from '../support/until.ts'

const TRUNK = '127.0.0.2'
t.setTimeout(600_000)
const house = await openHouse({
  files: {
    'config/trunks.yaml': `- { name: carrier, match: ["${TRUNK}"] }\n`,
    'config/queues.yaml': '- { name: sales, announce: { position: false } }\n- { name: support }\n',
    'ivr-flows/main.yaml': 'flow: main\ntitle: Main\nlanguage: vi\nstart:\n  - queue: sales\n',
  },
})
t.teardown(() => house.stop())

const asterisk = await house.pid('Asterisk')
const filesOf = async () => (await readdir(`/proc/${asterisk}/fd`)).length

/** What we remember of calls: nothing of all this may be in it. */
async function ourState(): Promise<unknown> {
  const [calls, floor, [journal], [cdrs]] = await Promise.all([
    house.redis.hgetall(house.keys.calls),
    house.redis.hgetall(house.keys.floor),
    house.rows<{ n: string }>(`select count(*) as n from journal where conversation is not null`),
    house.rows<{ n: string }>('select count(*) as n from conversations'),
  ])
  return { calls, waiting: Object.keys(floor).filter(key => key.startsWith('waiting:')), journal, cdrs }
}

/** Real calls go through, one after the other. */
async function callsGoThrough(t: Test, count: number): Promise<void> {
  const trunk = await openPhone({ server: house.sip, listen: { address: TRUNK } })
  for (let n = 0; n < count; n += 1) {
    const call = await trunk.dial('02871099999', { from: `+8490400${1_000 + n}` })
    await call.answered()
    await call.hangUp()
  }
  await trunk.close()
  t.equal(await house.pid('Asterisk'), asterisk, 'Asterisk is the same as before')
}

async function byUdp(from: string, messages: readonly Buffer[]): Promise<void> {
  const socket = createSocket('udp4')
  socket.on('error', () => {})
  socket.bind(0, from)
  await once(socket, 'listening')
  for (const [n, message] of messages.entries()) {
    socket.send(message, house.sip.port, house.sip.address)
    // As fast as a machine reads, not faster: what the kernel drops tests nothing.
    if (n % 20 === 19) await pause(10)
  }
  await pause(100)
  socket.close()
}

async function opened(from: string): Promise<Socket> {
  const socket = connect({ host: house.sip.address, port: house.sip.port, localAddress: from })
  socket.on('error', () => {})
  await once(socket, 'connect')
  return socket
}

/** Each on a connection of its own. */
async function byTcp(from: string, messages: readonly Buffer[]): Promise<void> {
  for (const message of messages) {
    const socket = await opened(from)
    socket.write(message)
    await pause(5)
    socket.destroy()
  }
}

t.test('T02: the torture messages of RFC 4475 and what accidents make of them', async t => {
  await callsGoThrough(t, 1)
  await until(async () => Object.keys(await house.redis.hgetall(house.keys.calls)).length === 0, 10_000)
  await until(
    async () =>
      Number((await house.rows<{ n: string }>('select count(*) as n from conversations'))[0]?.n) === 1,
    10_000,
  )
  const before = await ourState()
  const messages = Object.values(TORTURE)
  t.equal(messages.length, 49)
  for (const from of [TRUNK, '127.0.5.1']) {
    await byUdp(from, messages)
    await byTcp(from, messages)
  }
  await callsGoThrough(t, 1)
  // The same accidents each time: a failure can be looked at again.
  let seed = 4_475
  const chance = () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    return seed / 2 ** 32
  }
  const accidents = Array.from({ length: times(200, 1_000) }, (_, n) =>
    mutated(messages[n % messages.length] as Buffer, chance),
  )
  await byUdp(TRUNK, accidents)
  await byUdp('127.0.5.2', accidents)
  await byTcp(TRUNK, accidents.slice(0, times(50, 500)))
  const calls = times(5, 50)
  await until(
    async () => ((await house.ari('GET', 'channels')) as unknown[]).length === 0,
    40_000,
    'no leg is left',
  )
  const cdrs = async () => (await house.rows('select 1 from conversations')).length
  t.equal(await cdrs(), 2, 'no phantom CDR')
  const journal = (await ourState()) as { calls: unknown; waiting: unknown }
  const { calls: was, waiting } = before as { calls: unknown; waiting: unknown }
  t.strictSame([journal.calls, journal.waiting], [was, waiting], 'our state is as it was')
  await callsGoThrough(t, calls)
  await until(async () => (await cdrs()) === 2 + calls, 15_000, 'each real call has its CDR')
  await assertInvariants(t, house)
  proves(
    t,
    'T02',
    `49 torture messages by UDP and TCP, as a trunk and as a stranger, ${accidents.length} mutations: Asterisk alive, ${calls}/${calls} calls after it, our state unchanged, 0 phantom CDRs`,
  )
})

t.test('T03: connections that break in the middle of a message, crawl, or never end', async t => {
  const before = await filesOf()
  const half = Buffer.from(
    `INVITE sip:02871099999@${house.sip.address} SIP/2.0\r\nVia: SIP/2.0/TCP ${TRUNK};branch=z9hG4bKhalf\r\nFrom: <sip:+84904000009@x>;tag=1\r\nTo: <sip:02871099999@x>\r\nCall-ID: half\r\nCSeq: 1 INVITE\r\nContent-Type: application/sdp\r\nContent-Length: 200\r\n\r\nv=0\r\n`,
  )
  const count = times(100, 500)
  for (let n = 0; n < count; n += 1) {
    const socket = await opened(n % 2 ? TRUNK : '127.0.5.3')
    socket.write(half.subarray(0, 40 + (n % (half.length - 40))))
    await pause(1)
    socket.resetAndDestroy()
  }
  const slow = await opened('127.0.5.4')
  const crawling = (async () => {
    for (const byte of half.subarray(0, times(5, 30))) {
      slow.write(Buffer.of(byte))
      await pause(1_000)
    }
  })()
  const endless = await opened('127.0.5.5')
  endless.write('INVITE sip:1@x SIP/2.0\r\nVia: SIP/2.0/TCP x;branch=z9hG4bKendless\r\nX-Long: ')
  const block = Buffer.alloc(64 * 1024, 'a')
  for (let n = 0; n < 16 && !endless.destroyed; n += 1) {
    endless.write(block)
    await pause(5)
  }
  await callsGoThrough(t, 3)
  await crawling
  slow.destroy()
  endless.destroy()
  await until(async () => (await filesOf()) <= before + 5, 60_000, 'the connections are given back').catch(
    () => {},
  )
  const after = await filesOf()
  t.ok(after <= before + 5, `${before} open files before, ${after} after`)
  await callsGoThrough(t, 2)
  await assertInvariants(t, house)
  proves(
    t,
    'T03',
    `${count} half INVITEs reset, one crawling, one header of 1 MB: calls go on, open files ${before} before and ${after} after`,
  )
})
