// Two switchboards on one Redis: one acts, the other waits; and who was frozen while the other took over can neither
// act nor write any more (FreeSWITCH #1674: two nodes on one database).
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { Fenced, openJournal } from '../../src/redis/journal.ts'
import { keys as keysFor } from '../../src/redis/keys.ts'
import { holdLease, type Lease } from '../../src/redis/lease.ts'
import type { JournalRecord } from '../../src/switchboard/journal.ts'
import { eventually, redisFor, testFolder } from '../support/stores.ts'

const { redis } = await redisFor(t)
const folder = await testFolder(t, 'lease')
const never = new AbortController().signal

function switchboard(holder: string, keys: ReturnType<typeof keysFor>) {
  let lost = 0
  const onLost = () => {
    lost++
  }
  return {
    lost: () => lost,
    lease: () => holdLease({ redis, keys, holder, standby: true, onLost }, never),
    pen: ({ token }: Lease) =>
      openJournal({
        ...{ redis, keys, token, spillFile: join(folder, `${holder}.jsonl`) },
        onDegraded: () => {},
        onSpillFailed: error => t.fail(String(error)),
      }),
  }
}

const record = (id: string): JournalRecord => ({
  ...{ id, v: 1, at: 1, conversation: 'c' },
  event: { type: 'TimeUp' },
})

t.test('the second waits until the first lets go', async t => {
  const keys = keysFor('first:')
  const first = await switchboard('one', keys).lease()
  let isSecondIn = false
  const waiting = switchboard('two', keys)
    .lease()
    .then(lease => {
      isSecondIn = true
      return lease
    })
  // It asks four times a second: by then it has been refused.
  await pause(600)
  t.ok(first.holds())
  t.notOk(isSecondIn)
  await first.release()
  t.notOk(first.holds())
  const second = await waiting
  t.ok(second.holds())
  t.ok(second.token > first.token, 'a newer token')
  await second.release()
})

t.test('after a restart of ours nobody waits for his own old lease', async t => {
  const keys = keysFor('again:')
  const before = await switchboard('one', keys).lease()
  const after = await switchboard('one', keys).lease()
  t.ok(after.token > before.token)
  await before.release()
  t.equal(await redis.get(keys.lease), `one:${after.token}`, 'the old one gives nothing back that is not his')
  await after.release()
})

t.test('who was frozen while another took over writes nothing any more, and hears of it', async t => {
  const keys = keysFor('frozen:')
  const frozen = switchboard('one', keys)
  const old = await frozen.lease()
  const oldPen = await frozen.pen(old)
  await oldPen.writeCall('c', [record('c:1')], '{}')
  // Its time ran out while it stood still.
  await redis.del(keys.lease)
  const heir = switchboard('two', keys)
  const lease = await heir.lease()
  const pen = await heir.pen(lease)
  await t.rejects(oldPen.writeCall('c', [record('c:2')], '{"of":"the old one"}'), new Fenced())
  await pen.writeCall('c', [record('c:2')], '{"of":"the new one"}')
  t.equal(await redis.hget(keys.calls, 'c'), '{"of":"the new one"}')
  t.equal(await redis.xlen(keys.journal), 2)
  await eventually(t, 'the old one is told', () => frozen.lost() === 1 && !old.holds())
  t.ok(lease.holds())
  t.equal(heir.lost(), 0)
  await Promise.all([oldPen.close(), pen.close(), lease.release(), old.release()])
})

t.test(
  'without a standby: what a dead switchboard left is waited for in silence, a living one is told of',
  async t => {
    const keys = keysFor('told:')
    await redis.set(keys.lease, 'gone:7', 'PX', 2_000)
    const alone = (onWaiting: () => void, signal = never) => {
      const onLost = () => t.fail('lost')
      return holdLease({ redis, keys, holder: 'here', standby: false, onWaiting, onLost }, signal)
    }
    const first = await alone(() => t.fail('nobody is alive'))
    await first.release()
    const other = await switchboard('two', keys).lease()
    const given = new AbortController()
    const { promise: isTold, resolve } = Promise.withResolvers<void>()
    const waiting = alone(resolve, given.signal)
    await isTold
    given.abort()
    await t.rejects(waiting, { name: 'AbortError' })
    await other.release()
  },
)
