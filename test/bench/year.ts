// A year of a million calls: how long reports and searches take over it, how fast the scribe writes into it, and
// how large it is on disk.
//
//   npm run bench -- --section year     or     npx node test/bench/year.ts [calls]
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { pino } from 'pino'
import { startScribe } from '../../src/office/scribe.ts'
import { findCdrs } from '../../src/postgres/cdrs.ts'
import { copyIn } from '../../src/postgres/copy-in.ts'
import { ask, type Database, openDatabase } from '../../src/postgres/database.ts'
import { migrate } from '../../src/postgres/migrate.ts'
import { runReport } from '../../src/postgres/reports.ts'
import { keys as keysOf } from '../../src/redis/keys.ts'
import { DIMENSIONS } from '../../src/reports/dimension.ts'
import { metricsWith } from '../../src/reports/metrics/metrics.ts'
import { installRuntime } from '../../src/runtime/install.ts'
import { freePort } from '../../src/runtime/ports.ts'
import { startPostgres } from '../../src/runtime/postgres-server.ts'
import { startRedis } from '../../src/runtime/redis-server.ts'
import { waitUntil } from '../../src/runtime/wait-until.ts'
import { diceOf, randomDays } from '../support/random-days.ts'
import { quantile } from './routing.ts'
import type { Verdict } from './targets.ts'
import { COLUMNS, YEAR_FROM, YEAR_TO, type YearSize, yearOf } from './year-calls.ts'
import { SEARCHES } from './year-searches.ts'

export type YearResult = {
  calls: number
  filledS: number
  /** Slowest of three runs, ms. */
  reports: { by: string; monthMs: number; yearMs: number }[]
  searches: { what: string; p50: number; worst: number }[]
  searchP95Ms: number
  scribe: { calls: number; records: number; callsPerS: number }
  /** After the scribe: the journal's are those of its calls alone. */
  sizes: { name: string; kind: string; mb: number }[]
}

const quiet = pino({ level: 'silent' })
const SCRIBED = { calls: 20_000, atOnce: 300 }

export async function measureYear(calls = 1_000_000): Promise<YearResult> {
  const checkout = join(import.meta.dirname, '../..')
  const runtime = await installRuntime({ home: join(checkout, '.tongdai') })
  const home = await mkdtemp(join(checkout, '.tongdai/test/year-bench-'))
  const password = 'bench'
  const folder = join(home, 'pg')
  const postgres = await startPostgres({ runtime, folder, port: await freePort(), password })
  const db = openDatabase(postgres.url, quiet, { queryMs: 120_000 })
  try {
    await migrate(postgres.url, quiet)
    const size: YearSize = { calls, queues: 20, agents: 100, hotlines: 6, contacts: calls / 5 }
    const startedAt = performance.now()
    await fill(db, size)
    const filledS = (performance.now() - startedAt) / 1000
    const reports = await timeReports(db)
    const searches = await timeSearches(db, size)
    const server = await startRedis({
      runtime,
      folder: join(home, 'redis'),
      port: await freePort(),
      password,
    })
    const scribe = await timeScribe(db, server.url).finally(() => server.stop())
    return { calls, filledS, reports, ...searches, scribe, sizes: await sizesOf(db) }
  } finally {
    await db.end()
    await postgres.stop()
    await rm(home, { recursive: true, force: true })
  }
}

async function fill(db: Database, size: YearSize): Promise<void> {
  const clients = await Promise.all([db.connect(), db.connect()])
  try {
    let written = Promise.resolve()
    for (const day of yearOf(size)) {
      // The next day is thrown while this one is written.
      await written
      written = Promise.all(
        clients.map(async (client, n) => {
          const tables = (['conversations', 'segments', 'offers', 'encounters'] as const).slice(
            2 * n,
            2 * n + 2,
          )
          for (const table of tables) await copyIn(client, COLUMNS[table], day[table])
        }),
      ).then(() => {})
    }
    await written
  } finally {
    for (const client of clients) client.release(true)
  }
  await ask(db, 'vacuum analyze')
}

async function timeReports(db: Database): Promise<YearResult['reports']> {
  const timezone = 'Asia/Ho_Chi_Minh'
  const month = {
    from: Date.parse('2026-10-01T00:00:00+07:00'),
    to: Date.parse('2026-11-01T00:00:00+07:00'),
  }
  const slowest = async (by: (typeof DIMENSIONS)[number], range: { from: number; to: number }) => {
    const times: number[] = []
    for (let i = 0; i < 3; i++) {
      const question = { metrics: metricsWith(), by, ...range, timezone }
      times.push((await timed(() => runReport(db, question))).ms)
    }
    return Math.max(...times)
  }
  const reports: YearResult['reports'] = []
  for (const by of DIMENSIONS) {
    const monthMs = await slowest(by, month)
    reports.push({ by, monthMs, yearMs: await slowest(by, { from: YEAR_FROM, to: YEAR_TO }) })
  }
  return reports
}

async function timeSearches(db: Database, size: YearSize) {
  const dice = diceOf(7)
  const all: number[] = []
  const searches: YearResult['searches'] = []
  for (const { what, question } of SEARCHES) {
    const times: number[] = []
    for (let i = 0; i < 20; i++)
      times.push((await timed(() => findCdrs(db, { limit: 51, ...question(size, dice) }))).ms)
    times.sort((a, b) => a - b)
    all.push(...times)
    searches.push({ what, p50: quantile(times, 0.5), worst: times.at(-1) ?? Number.NaN })
  }
  const sorted = all.sort((a, b) => a - b)
  return { searches, searchP95Ms: quantile(sorted, 0.95) }
}

/** The journal of some hours, all at once in the stream, as after an evening without PostgreSQL. */
async function timeScribe(db: Database, redisUrl: string): Promise<YearResult['scribe']> {
  const redis = new Redis(redisUrl)
  const keys = keysOf('year:')
  const { calls, atOnce } = SCRIBED
  const meanCallMs = 330_000
  const range = { from: YEAR_TO, to: YEAR_TO + (calls / atOnce) * meanCallMs }
  const agents = Array.from({ length: 100 }, (_, n) => `agent-${n + 1}`)
  const records = randomDays(diceOf(3), { ...range, calls, agents }).sort((a, b) => a.at - b.at)
  try {
    for (let i = 0; i < records.length; i += 5_000) {
      const pipeline = redis.pipeline()
      for (const record of records.slice(i, i + 5_000))
        pipeline.xadd(keys.journal, '*', 'e', JSON.stringify(record))
      await pipeline.exec()
    }
    const startedAt = performance.now()
    const scribe = startScribe({ redisUrl, keys, db, sealKey: Buffer.alloc(32), log: quiet })
    await waitUntil(async () => (await redis.xlen(keys.journal)) === 0, 300_000)
    const seconds = (performance.now() - startedAt) / 1000
    await scribe.stop()
    return { calls, records: records.length, callsPerS: calls / seconds }
  } finally {
    redis.disconnect()
  }
}

async function sizesOf(db: Database): Promise<YearResult['sizes']> {
  return ask(
    db,
    `select relname as name, case relkind when 'r' then 'table' else 'index' end as kind,
       (pg_relation_size(oid) / 1048576.0)::float8 as mb
     from pg_class
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'i') and pg_relation_size(oid) > 1048576
     order by pg_relation_size(oid) desc`,
  )
}

async function timed<T>(work: () => Promise<T>): Promise<{ ms: number }> {
  const startedAt = performance.now()
  await work()
  return { ms: performance.now() - startedAt }
}

export function judgeYear({ reports, searchP95Ms, scribe }: YearResult): Verdict[] {
  const slowest = (of: (report: YearResult['reports'][number]) => number) => Math.max(...reports.map(of))
  const atMost = (what: string, measured: number, limit: number): Verdict => ({
    sentence: `${what}: at most ${limit}`,
    measured,
    isMet: measured <= limit,
  })
  return [
    atMost(
      'slowest report over a month of the year, ms',
      slowest(({ monthMs }) => monthMs),
      1_000,
    ),
    atMost(
      'slowest report over the whole year, ms',
      slowest(({ yearMs }) => yearMs),
      3_000,
    ),
    atMost('search, p95 ms', searchP95Ms, 300),
    {
      sentence: 'conversations a second that the scribe stores: at least 2000',
      measured: scribe.callsPerS,
      isMet: scribe.callsPerS >= 2_000,
    },
  ]
}

export function yearTable(result: YearResult): string {
  const { calls, filledS, reports, searches, searchP95Ms, scribe, sizes } = result
  const mb = (of: typeof sizes) => of.reduce((sum, size) => sum + size.mb, 0)
  const isJournal = ({ name }: { name: string }) =>
    name.startsWith('journal') || name.startsWith('agent_states')
  const [journal, rest] = [mb(sizes.filter(isJournal)), mb(sizes.filter(size => !isJournal(size)))]
  const yearsJournal = (journal / scribe.calls) * calls
  const ms = (value: number) => `${value.toFixed(0).padStart(6)} ms`
  return [
    `A year of ${calls} calls, written in ${filledS.toFixed(0)} s`,
    ...reports.map(
      ({ by, monthMs, yearMs }) => `  report by ${by.padEnd(8)} month ${ms(monthMs)}  year ${ms(yearMs)}`,
    ),
    ...searches.map(
      ({ what, p50, worst }) => `  search ${what.padEnd(38)} p50 ${ms(p50)}  worst ${ms(worst)}`,
    ),
    `  search p95 ${ms(searchP95Ms)}`,
    `  scribe ${scribe.callsPerS.toFixed(0)} conversations/s (${scribe.calls} of ${scribe.records} records)`,
    ...sizes.map(({ name, kind, mb }) => `  ${kind} ${name.padEnd(34)} ${mb.toFixed(0).padStart(6)} MB`),
    `  all tables and indexes: ${rest.toFixed(0)} MB; journal and agent states are of the scribe's ${scribe.calls} calls,`,
    `  for all ${calls} they would be ${(yearsJournal / 1_024).toFixed(1)} GB`,
  ].join('\n')
}

if (import.meta.main) {
  const result = await measureYear(Number(process.argv[2] ?? 1_000_000))
  const lines = judgeYear(result).map(
    ({ sentence, measured, isMet }) =>
      `${isMet ? 'met    ' : 'NOT MET'} ${sentence} (${measured.toFixed(0)})`,
  )
  process.stdout.write(`${yearTable(result)}\n${lines.join('\n')}\n`)
}
