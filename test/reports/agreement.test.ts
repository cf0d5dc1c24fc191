// The reports' SQL and a second count from the raw journal agree; each number opens as many conversations as it says.
import t from 'tap'
import { storeBatch } from '../../src/office/batch.ts'
import { Conversations } from '../../src/office/conversations.ts'
import { unpack } from '../../src/office/haul.ts'
import { ask, type Database } from '../../src/postgres/database.ts'
import { runReport } from '../../src/postgres/reports.ts'
import { DIMENSIONS } from '../../src/reports/dimension.ts'
import { metricsWith } from '../../src/reports/metrics/metrics.ts'
import { SERVICE_LEVELS } from '../../src/reports/metrics/service-level.ts'
import { recount } from '../../src/reports/recount.ts'
import type { JournalRecord } from '../../src/switchboard/journal.ts'
import { officeFor } from '../support/office.ts'
import { type Dice, diceOf, randomDays } from '../support/random-days.ts'

const house = await officeFor(t, 'reports')
const { db, get } = house
const agents = ['ann', 'binh', 'chi', 'gone-long-ago']
const hour = 3_600_000

async function store(db: Database, records: readonly JournalRecord[]): Promise<void> {
  const conversations = new Conversations()
  const { reads } = unpack(records.map((record, i) => ({ entry: `${i}-1`, json: JSON.stringify(record) })))
  for (let i = 0; i < reads.length; i += 500) {
    const batch = {
      stream: 's',
      entries: reads.slice(i, i + 500),
      numbers: new Map(),
      sealKey: Buffer.alloc(32),
    }
    await storeBatch(db, batch, conversations)
  }
}

/** Late, mixed and twice, as after a crash. */
function disorder(dice: Dice, records: readonly JournalRecord[]): JournalRecord[] {
  const early = records.filter(() => dice.chance(0.9))
  return [...early, ...dice.shuffled(records)]
}

async function forget(db: Database): Promise<void> {
  await ask(db, 'truncate journal, agent_states, conversations, segments, offers, encounters')
}

for (const [seed, timezone, start] of [
  [1, 'Asia/Ho_Chi_Minh', '2026-03-02T00:00:00+07:00'],
  [2, 'Europe/Paris', '2026-03-28T12:00:00+01:00'], // the clocks go forward on the 29th
  [3, 'America/New_York', '2026-10-31T12:00:00-04:00'], // and back on 1 November
  [4, 'Asia/Kathmandu', '2025-12-31T18:00:00Z'],
  [5, 'UTC', '2026-02-28T00:00:00Z'],
] as const) {
  t.test(`random days ${seed} in ${timezone}: SQL and journal count the same`, async t => {
    await forget(db)
    const dice = diceOf(seed)
    const from = Date.parse(start)
    const records = randomDays(dice, { from, to: from + 40 * hour, calls: 400, agents })
    await store(db, disorder(dice, records))
    // Not the whole of it: both ends cut through the calls.
    const range = { from: from + hour, to: from + 30 * hour, timezone }
    for (const by of DIMENSIONS) {
      const variant = dice.one(Object.keys(SERVICE_LEVELS) as (keyof typeof SERVICE_LEVELS)[])
      const level = { variant, withinMs: dice.one([5_000, 20_000, 60_000]) }
      const metrics = metricsWith(level)
      const { rows, totals } = await runReport(db, { metrics, by, ...range })
      const expected = recount(records, { by, ...range, level })
      t.ok((totals?.values.offered ?? 0) > 100, `${totals?.values.offered} offered`)
      t.same(
        Object.fromEntries([['', totals?.values], ...rows.map(row => [row.key, row.values])]),
        Object.fromEntries(expected),
        `by ${by}, service level ${variant}`,
      )
    }
  })
}

type View = {
  columns: { key: string }[]
  rows: {
    key: string
    label: string
    values: Record<string, number>
    opens: Record<string, string>
    counts: Record<string, number>
  }[]
  totals: { values: Record<string, number>; opens: Record<string, string>; counts: Record<string, number> }
}

/** How many conversations an address lists, over all its pages. */
async function listed(address: string): Promise<number> {
  let count = 0
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const path: string = `/api/v1${address}&limit=500${cursor && `&cursor=${cursor}`}`
    const said = await get(path)
    if (said.status !== 200) throw new Error(JSON.stringify(said.body))
    const page = said.body as { cdrs: unknown[]; next?: string }
    count += page.cdrs.length
    cursor = page.next
  }
  return count
}

t.test('each number opens exactly the conversations that it counts', async t => {
  await forget(db)
  const dice = diceOf(42)
  const from = Date.parse('2026-10-31T12:00:00-04:00')
  const calls = { from, to: from + 30 * hour, calls: 700, agents }
  await store(db, disorder(dice, randomDays(dice, calls)))
  const range = `from=${new Date(from).toISOString()}&to=${new Date(from + 28 * hour).toISOString()}`
  for (const by of DIMENSIONS) {
    const level = by === 'queue' ? '&service-level=with-abandoned&within=30s' : ''
    const said = await get(`/api/v1/reports/calls?${range}&by=${by}&timezone=America/New_York${level}`)
    t.equal(said.status, 200)
    const view = said.body as View
    t.ok(view.rows.length > 1, `${view.rows.length} rows by ${by}`)
    const rows = by === 'hour' ? view.rows.slice(0, 3) : view.rows
    for (const { opens, counts, values } of [...rows, view.totals]) {
      const addresses = new Map(view.columns.map(({ key }) => [opens[key] ?? '', counts[key]]))
      t.equal(addresses.size, 5, 'offered, answered, abandoned, served in time, missed')
      for (const [address, expected] of addresses) t.equal(await listed(address), expected, address)
      for (const key of ['offered', 'answered', 'abandoned']) t.equal(values[key], counts[key], key)
    }
  }
})
