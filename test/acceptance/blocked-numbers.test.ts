// Numbers that people have blocked: their calls are refused at once, in the way that the owner chose, and stand on record.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { openHouse } from '../support/house.ts'
import { assertInvariants } from '../support/invariants.ts'
import { openPhone } from '../support/phones/phone.ts'
import { until } from '../support/until.ts'

const TRUNK = '127.0.0.2'
const BLOCKED = '+84904000666'
t.setTimeout(200_000)
const house = await openHouse({
  files: {
    'config/trunks.yaml': `- { name: carrier, match: ["${TRUNK}"] }\n`,
    'config/queues.yaml': '- { name: sales, announce: { position: false } }\n- { name: support }\n',
    'ivr-flows/main.yaml': 'flow: main\ntitle: Main\nlanguage: vi\nstart:\n  - queue: sales\n',
  },
})
t.teardown(() => house.stop())

type Record = {
  conversation: string
  number: string
  ending: { result: string; reason: string; who: string }
}
type Cdrs = { cdrs: { callerShown?: string; ending: Record['ending']; hotline: string }[] }

/** The latest call of this number, once there are so many. */
async function latest(count: number): Promise<Cdrs['cdrs'][number] | undefined> {
  const path = `/api/v1/cdrs?number=${encodeURIComponent(BLOCKED)}`
  const read = async () => ((await house.api('GET', path)).body as Cdrs).cdrs
  await until(async () => (await read()).length === count, 10_000, `${count} calls are on record`)
  return (await read())[0]
}

async function refuse(t: Test, status: number): Promise<void> {
  const trunk = await openPhone({ server: house.sip, listen: { address: TRUNK } })
  const call = await trunk.dial('02871099999', { from: BLOCKED })
  t.match(await call.ended(), { status })
  t.equal(call.answeredAt, undefined, 'he was never picked up')
  await trunk.close()
}

async function decide(answer: string): Promise<void> {
  const file = 'config/server.yaml'
  const now = await readFile(join(house.folder, file), 'utf8')
  await house.write({ [file]: now.replace(/^blocked-callers: \S+/m, `blocked-callers: ${answer}`) })
  await until(
    async () => (await house.api('POST', '/api/v1/reload')).status === 200,
    10_000,
    'it is in force',
  )
}

t.test('a blocked number hears the busy signal, and its call is on record', async t => {
  t.equal((await house.api('PUT', '/api/v1/blocked-number', { number: '0904 000 666' })).status, 200)
  t.match((await house.api('GET', '/api/v1/blocked-numbers')).body, [{ number: BLOCKED, by: 'api' }])
  await refuse(t, 486)
  t.match(await latest(1), { ending: { result: 'left', reason: 'blocked', who: 'system' } })
  const stored = JSON.stringify(await house.rows('select * from blocked_numbers'))
  t.notMatch(stored, /904000666/, 'PostgreSQL has it sealed')
  t.notMatch(JSON.stringify(await house.redis.smembers(house.keys.blocked)), /904000666/, 'so has Redis')
  const deeds = await house.rows<{ action: string; object: string }>(
    `select action, object from audit where action like 'numbers.%'`,
  )
  t.match(deeds, [{ action: 'numbers.block' }])
  t.notMatch(deeds[0]?.object, /904000666/)
})

t.test('others are let in, and what is no number can’t be blocked', async t => {
  const trunk = await openPhone({ server: house.sip, listen: { address: TRUNK } })
  const call = await trunk.dial('02871099999', { from: '+84904000667' })
  await call.hearsSound()
  await call.hangUp()
  await trunk.close()
  t.match(await house.api('PUT', '/api/v1/blocked-number', { number: 'nobody' }), { status: 422 })
  t.match(await house.api('DELETE', '/api/v1/blocked-number?number=0904000667'), { status: 404 })
})

t.test('it is hung up on, or hears a sentence, where the owner wants that', async t => {
  await decide('hang-up')
  await refuse(t, 603)
  t.match(await latest(2), { ending: { reason: 'blocked' } })
  await decide('say')
  const trunk = await openPhone({ server: house.sip, listen: { address: TRUNK } })
  const call = await trunk.dial('02871099999', { from: BLOCKED })
  await call.hearsSound()
  t.match(await call.ended(15_000), { by: 'them' })
  await trunk.close()
  t.match(await latest(3), { ending: { result: 'left', reason: 'blocked', who: 'system' } })
})

t.test('the list outlives a switchboard and a Redis without it; who is unblocked is let in', async t => {
  await decide('busy')
  const before = await house.pid('switchboard')
  process.kill(before, 'SIGKILL')
  await until(async () => (await house.pid('switchboard')) !== before, 30_000, 'the switchboard is back')
  await refuse(t, 486)
  await house.redis.del(house.keys.blocked)
  await house.api('PUT', '/api/v1/blocked-number', { number: '0904000668' })
  t.equal(await house.redis.scard(house.keys.blocked), 2, 'the next change brings all of it back')
  t.match(await house.api('DELETE', `/api/v1/blocked-number?number=${encodeURIComponent(BLOCKED)}`), {
    status: 200,
  })
  const trunk = await openPhone({ server: house.sip, listen: { address: TRUNK } })
  const call = await trunk.dial('02871099999', { from: BLOCKED })
  await call.hearsSound()
  await call.hangUp()
  await trunk.close()
  await assertInvariants(t, house)
})
