// The caps of dialling out outlive the switchboard: whoever has dialled as often as he may does not get a fresh minute
// by a restart. With a real Redis.
import { join } from 'node:path'
import t from 'tap'
import { checkTree, readTree } from '../../src/config.ts'
import { openDialled } from '../../src/house/dialled.ts'
import { keys as keysOf } from '../../src/redis/keys.ts'
import type { Clock } from '../../src/switchboard/clock.ts'
import { openDialDesk } from '../../src/switchboard/dial-desk.ts'
import { quiet, redisFor } from '../support/stores.ts'
import { until } from '../support/until.ts'

const { redis } = await redisFor(t)
const keys = keysOf('dialled-test:')

const tree = await readTree(join(import.meta.dirname, '../..'))
const outbound = `
trunks:
  carrier: { server: 203.0.113.7 }
routes:
  - { name: vietnam, numbers: { kinds: [mobile, fixed] }, trunks: [carrier] }
classes:
  staff: { routes: [vietnam], limits: { at-once: 5, per-minute: 3, per-hour: 4 } }
agents: staff
`
const text: Readonly<Record<string, string>> = {
  'config/outbound.yaml': outbound,
  'config/trunks.yaml': '- { name: carrier, match: ["203.0.113.7"] }\n',
}
const files = tree.files.map(file => ({ ...file, text: text[file.path] ?? file.text }))
const { config, findings } = checkTree({ ...tree, files }, { ports: { https: 1, ari: 2 } })
if (!config) throw new Error(JSON.stringify(findings))
const team = {
  agents: [{ id: 'an', name: 'An', phone: 'an', queues: [{ queue: 'sales', rank: 0 }] }],
  phones: [],
  hash: '',
}

/** One process of ours: its memory ends with it. @param boot of the machine */
async function started(at: { wall: number; house: number }, boot = 'first') {
  const now = { ...at }
  const clock: Clock = { boot, now: () => ({ ...now }) }
  const desk = openDialDesk({
    ...{ clock, config: () => config as NonNullable<typeof config>, team: () => team },
    ...{ switches: () => new Map(), refused: () => {} },
    dialled: await openDialled(redis, keys, clock, quiet),
  })
  const dials = (conversation: string) => {
    const answer = desk.ask({ conversation, phone: 'an', dialled: '0901234567', ownFirst: false })
    desk.over(conversation)
    return 'plan' in answer ? 'dialled' : answer.denied
  }
  const later = (ms: number) => {
    now.wall += ms
    now.house += ms
  }
  return { dials, later }
}

const written = (count: number) =>
  until(async () => (await redis.zcard(keys.dialled)) === count, 5_000, `${count} calls are written down`)

t.test('a restart gives nobody a fresh minute, nor another hour', async t => {
  const wall = Date.parse('2026-03-02T09:00:00+07:00')
  const before = await started({ wall, house: 50_000 })
  for (const name of ['a', 'b', 'c']) t.equal(before.dials(name), 'dialled')
  t.equal(before.dials('d'), 'too-many-calls')
  await written(3)
  const after = await started({ wall: wall + 5_000, house: 55_000 })
  t.equal(after.dials('e'), 'too-many-calls', 'five seconds later, in a new process')
  after.later(60_000)
  t.equal(after.dials('f'), 'dialled', 'a minute later')
  t.equal(after.dials('g'), 'too-many-calls', 'the fifth within the hour')
  await written(4)
  const booted = await started({ wall: wall + 120_000, house: 1_000 }, 'second')
  t.equal(booted.dials('h'), 'too-many-calls', 'nor when the machine itself was started')
  booted.later(3_600_000)
  t.equal(booted.dials('i'), 'dialled', 'an hour later all is forgotten')
  await written(1)
  t.ok((await redis.pttl(keys.dialled)) > 0, 'nothing stays for ever')
})
