// D01: every shape of a call in call-shapes.md is played with real phones, and leaves the record that stands beside it.
// R01: where the caller hangs up, every phone is silent and every agent free in a moment; in full, twenty times each.
import { join } from 'node:path'
import t from 'tap'
import { contactRef } from '../../src/secrets/sealing.ts'
import { assertInvariants } from '../support/invariants.ts'
import { proves, times } from '../support/proves.ts'
import { everythingIsWritten } from '../support/records.ts'
import { openLanes } from '../support/shapes/lanes.ts'
import { type Played, play } from '../support/shapes/play.ts'
import { readShapes, SECONDS, type Shape, WORDS } from '../support/shapes/shapes.ts'

const LANES = 6
const WITHIN_S = 1
const SILENT_WITHIN_MS = 300
const FREE_WITHIN_MS = 500

t.setTimeout(times(240_000, 3_600_000))
const shapes = readShapes(join(import.meta.dirname, 'call-shapes.md'))
const isGoodbye = ({ steps }: Shape) => /(caller hangs up|hangs up meanwhile)$/.test(steps.at(-1) ?? '')
const goodbyes = shapes.filter(isGoodbye)
const lanes = await openLanes(LANES)
t.teardown(() => lanes.close())
const { house } = lanes

type Row = Record<(typeof WORDS)[number], string | null> & { conversation: string; contact: string } & Record<
    `${(typeof SECONDS)[number]}_ms`,
    number
  >

const played: (Played & { shape: Shape })[] = []
const broken: string[] = []

t.test(
  `${shapes.length} call shapes are played, ${goodbyes.length} of them end with the caller’s goodbye`,
  async t => {
    const all = [...shapes, ...Array.from({ length: times(0, 19) }, () => goodbyes).flat()]
    // The longest first, so that no lane waits for another in the end.
    const waiting = all.toSorted((a, b) => a.steps.length - b.steps.length)
    await Promise.all(
      lanes.lanes.map(async lane => {
        for (let shape = waiting.pop(); shape; shape = waiting.pop()) {
          const done = await play(lanes, lane, shape).catch((error: Error) => {
            broken.push(error.message)
          })
          if (done) played.push({ shape, ...done })
        }
      }),
    )
    t.same(broken, [], 'all could be played')
    t.equal(played.length, all.length)
  },
)

t.test('D01: each record is as the table says, to a second', async t => {
  await dropPromises()
  await everythingIsWritten(house)
  const rows = await house.rows<Row>(
    `select c.conversation, c.contact, direction, result, reason, who, agent, queue,
            wait_ms, ring_ms, talk_ms, wrap_up_ms as wrap_ms,
            (select coalesce(sum(extract(epoch from (to_at - from_at))) * 1000, 0)::integer from segments as s
              where s.conversation = c.conversation and kind in ('hold', 'consult')) as hold_ms
       from conversations as c where via <> 'callback'`,
  )
  const byContact = Map.groupBy(rows, ({ contact }) => contact)
  const wrong: string[] = []
  let furthestMs = 0
  for (const { shape, number, stepsMs } of played) {
    const [row, ...more] = byContact.get(contactRef(house.secrets.contactKey, number)) ?? []
    const say = (what: string) => wrong.push(`row ${shape.row}: ${what} (${shape.steps.join('; ')})`)
    if (!row || more.length > 0) {
      say(`${row ? more.length + 1 : 0} records`)
      continue
    }
    for (const column of WORDS) {
      const is = plain(column, row[column])
      if (!shape.words[column].includes(is))
        say(`${column} is ${is || '–'}, not ${shape.words[column].join(' or ')}`)
    }
    for (const column of SECONDS) {
      const ms = row[`${column}_ms`]
      const off = (seconds: number) => Math.max(seconds * 1_000 - ms, ms - seconds * 1_000 - stepsMs, 0)
      const offMs = Math.round(Math.min(...shape.seconds[column].map(off)))
      furthestMs = Math.max(furthestMs, offMs)
      if (offMs > WITHIN_S * 1_000) say(`${column} is ${ms} ms, not ${shape.seconds[column].join(' or ')} s`)
    }
  }
  t.same(wrong, [], 'as the table says')
  t.ok(shapes.length >= 40)
  proves(
    t,
    'D01',
    `${shapes.length} shapes, ${played.length} calls: each record as written, times within ${furthestMs} ms`,
  )
})

t.test('R01: whoever hangs up in whatever state: phones are silent, agents free', async t => {
  const ends = played.filter(({ shape }) => isGoodbye(shape))
  const late = ends.filter(
    ({ silentMs = 0, freeMs = 0 }) => silentMs > SILENT_WITHIN_MS || freeMs > FREE_WITHIN_MS,
  )
  t.same(
    late.map(({ shape, silentMs, freeMs }) => ({ steps: shape.steps.join('; '), silentMs, freeMs })),
    [],
  )
  const most = (which: 'silentMs' | 'freeMs') => Math.round(Math.max(...ends.map(one => one[which] ?? 0)))
  await assertInvariants(t, house)
  proves(
    t,
    'R01',
    `${goodbyes.length} states, ${ends.length} goodbyes: phones silent after ${most('silentMs')} ms at most, agents free after ${most('freeMs')} ms`,
  )
})

/** `sales-3` → `sales`, `ann-3` → `Ann`. */
function plain(column: (typeof WORDS)[number], value: string | null): string {
  const name = (value ?? '').replace(/-\d+$/, '')
  return column === 'agent' ? name.replace(/^./, first => first.toUpperCase()) : name
}

/** Nobody serves the queue in which those wait who asked to be called back. */
async function dropPromises(): Promise<void> {
  for (const text of await house.redis.hvals(house.keys.calls)) {
    const id = /"id":"([a-z2-7]{16})"/.exec(text)?.[1]
    if (id) await house.api('POST', `/api/v1/calls/${id}/hang-up`)
  }
}
