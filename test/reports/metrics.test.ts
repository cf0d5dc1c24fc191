// Every metric's own table of conversations, read into SQL and counted there.
import t from 'tap'
import { openDatabase } from '../../src/postgres/database.ts'
import { whereCounted } from '../../src/reports/counted.ts'
import type { Metric } from '../../src/reports/metric.ts'
import { metricsWith } from '../../src/reports/metrics/metrics.ts'
import { SERVICE_LEVELS, serviceLevel, USUAL } from '../../src/reports/metrics/service-level.ts'
import { postgresFor, quiet } from '../support/stores.ts'

const postgres = await postgresFor(t)
const db = openDatabase(postgres.url, quiet)
t.teardown(() => db.end())
const variants = Object.keys(SERVICE_LEVELS) as (keyof typeof SERVICE_LEVELS)[]
const all = [...metricsWith(), ...variants.map(variant => serviceLevel({ ...USUAL, variant }))]

/** A line of a metric's example as a row of `visits`, in milliseconds. */
function rowOf(line: string) {
  const words = line.trim().split(/\s+/)
  const after = (word: string) => {
    const place = words.indexOf(word)
    return place < 0 ? null : Math.round(Number(words[place + 1]) * 1000)
  }
  return [
    after('answered'),
    after('gave-up'),
    after('talk') ?? 0,
    after('wrap-up') ?? 0,
    (after('missed') ?? 0) / 1000,
  ]
}

async function inSql(expression: string, { example }: Metric) {
  const rows = example.conversations.trim().split('\n').map(rowOf)
  const columns = [0, 1, 2, 3, 4].map(column => rows.map(row => row[column]))
  const { rows: answer } = await db.query(
    `select ${expression} as value
     from unnest($1::integer[], $2::integer[], $3::integer[], $4::integer[], $5::integer[])
       as visits (answer_wait_ms, abandon_wait_ms, talk_ms, wrap_up_ms, missed)`,
    columns,
  )
  return answer[0].value
}

for (const metric of all) {
  t.test(`${metric.title.en} of its example is ${metric.example.value}`, async t => {
    t.equal(await inSql(metric.sql, metric), metric.example.value)
    t.type(await inSql(`count(*) filter (where ${whereCounted(metric.counts, 'visits')})`, metric), 'string')
  })
}

t.test('of nothing, shares and averages are unknown, and nothing is counted', async t => {
  for (const { name, sql, unit } of all) {
    const { rows } = await db.query(
      `select ${sql} as value from (select 1 as answer_wait_ms, 1 as abandon_wait_ms, 1 as talk_ms, 1 as wrap_up_ms,
         1 as missed
       where false) as visits`,
    )
    t.equal(rows[0].value, unit === 'count' ? 0 : null, name)
  }
})

t.test('a metric has a name of its own, words in both languages, and says its variant in its title', t => {
  const metrics = metricsWith({ variant: 'without-short', withinMs: 30_000 })
  t.equal(new Set(metrics.map(({ name }) => name)).size, metrics.length)
  for (const { title, definition, version } of metrics)
    t.ok(title.vi && title.en && definition.vi && definition.en && version >= 1)
  t.equal(
    metrics.find(({ name }) => name === 'service-level')?.title.en,
    'Service level (answered within 30 s ÷ offered without abandons under 10 s)',
  )
  t.end()
})
