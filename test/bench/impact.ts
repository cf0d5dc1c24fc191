// The impact preview: 10,000 calls of the last day, read from PostgreSQL's journal and rehearsed with two versions in
// a thread, as the office does it; beside them as many older calls, which it must not read.
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { pino } from 'pino'
import { checkTree, readTree, type Tree, versionOf } from '../../src/config.ts'
import { openRehearsals } from '../../src/office/rehearsals.ts'
import { ask, inTransaction, openDatabase } from '../../src/postgres/database.ts'
import { readTraffic } from '../../src/postgres/flow-traffic.ts'
import { storeRecords } from '../../src/postgres/journal.ts'
import { migrate } from '../../src/postgres/migrate.ts'
import { addPublication } from '../../src/postgres/versions.ts'
import { installRuntime } from '../../src/runtime/install.ts'
import { freePort } from '../../src/runtime/ports.ts'
import { startPostgres } from '../../src/runtime/postgres-server.ts'

export type ImpactResult = {
  calls: number
  changed: number
  unknown: number
  /** From the question to the answer, the thread's start included. */
  totalMs: number
  readMs: number
  rehearsedMs: number
  /** How long our own loop was kept from its work at worst meanwhile. */
  loopDelayMs: number
  trafficMs: number
}

const CALLS = 10_000
const HOUR_MS = 3_600_000
const quiet = pino({ level: 'silent' })
const MAIN = 'ivr-flows/main.yaml'

type Event = { type: string } & Record<string, unknown>
const entered = (section: string): Event => ({ type: 'SectionEntered', flow: 'main', section })
const played: Event = { type: 'PlayEnded', play: 'p', outcome: 'done' }
const key = (digit: string, section = 'menu'): Event[] => [
  { type: 'KeyPressed', leg: 'l', digit },
  { type: 'KeyTaken', section, digit },
]
const joined = (queue: string): Event[] => [played, { type: 'QueueJoined', queue, priority: 0 }]
const opening = [entered('start'), played, entered('menu')]

/** What callers of the shipped main menu do: press at once, press nothing, hear it again, leave. */
const WAYS: readonly Event[][] = [
  [...opening, ...key('1'), entered('sales'), ...joined('sales')],
  [...opening, played, ...key('2'), entered('support'), ...joined('support')],
  [
    ...[...opening, played, { type: 'TimeUp' }, played, { type: 'TimeUp' }, played, { type: 'TimeUp' }],
    ...[entered('support'), ...joined('support')],
  ],
  [...opening, ...key('9'), entered('menu'), played, ...key('1'), entered('sales'), ...joined('sales')],
  [...opening, played, ...key('#'), entered('bye'), played],
]

export async function measureImpact(): Promise<ImpactResult> {
  const checkout = join(import.meta.dirname, '../..')
  const runtime = await installRuntime({ home: join(checkout, '.tongdai') })
  const home = await mkdtemp(join(checkout, '.tongdai/test/impact-bench-'))
  const postgres = await startPostgres({
    runtime,
    folder: join(home, 'pg'),
    port: await freePort(),
    password: 'bench',
  })
  const db = openDatabase(postgres.url, quiet, { queryMs: 120_000 })
  const rehearsals = openRehearsals()
  try {
    await migrate(postgres.url, quiet)
    const before = await readTree(checkout)
    const { config } = checkTree(before)
    if (!config) throw new Error('The shipped files have mistakes.')
    const files = before.files.map(({ path, text }) => ({ path, text }))
    await inTransaction(db, connection =>
      addPublication(connection, { hash: before.hash, author: 'files', tree: config, files }),
    )
    await fill(db, before.hash)
    const delay = monitorEventLoopDelay({ resolution: 5 })
    delay.enable()
    const startedAt = performance.now()
    const { impact, findings } = await rehearsals.ask('impact', {
      ...{ before, after: swapped(before), databaseUrl: postgres.url, now: Date.now(), hours: 24 },
    })
    const totalMs = performance.now() - startedAt
    delay.disable()
    if (!impact) throw new Error(JSON.stringify(findings))
    const trafficAt = performance.now()
    const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'UTC' }).format(Date.now() - 12 * HOUR_MS)
    await readTraffic(db, 'main', day, 'UTC')
    const trafficMs = performance.now() - trafficAt
    const { calls, changed, unknown, tookMs } = impact
    const times = { totalMs, readMs: tookMs.read, rehearsedMs: tookMs.rehearsed }
    return { calls, changed, unknown, ...times, loopDelayMs: delay.max / 1e6, trafficMs }
  } finally {
    await rehearsals.close()
    await db.end()
    await postgres.stop()
    await rm(home, { recursive: true, force: true })
  }
}

/** Keys 1 and 2 change places: half of the callers go another way. */
function swapped(tree: Tree): Tree {
  const files = tree.files.map(file =>
    file.path === MAIN
      ? {
          path: MAIN,
          text: file.text
            .replace('"1": sales, "2": support', '"2": sales, "1": support')
            .replace(/\ntests:[\s\S]*/, '\n'),
        }
      : file,
  )
  return { ...tree, files, hash: versionOf(files, tree.recordings) }
}

async function fill(db: ReturnType<typeof openDatabase>, version: string): Promise<void> {
  const now = Date.now()
  for (let from = 0; from < 2 * CALLS; from += 500) {
    const heads: unknown[] = []
    const records: string[] = []
    for (let n = from; n < from + 500; n++) {
      const conversation = `bench${n.toString(36).padStart(8, '0')}`
      // The first half yesterday and today, the others in the week before.
      const at = n < CALLS ? now - (n / CALLS) * 23 * HOUR_MS : now - 48 * HOUR_MS - n * 1_000
      heads.push({ conversation, at, version })
      for (const [seq, event] of (WAYS[n % WAYS.length] ?? []).entries())
        records.push(
          JSON.stringify({
            id: `${conversation}:${seq + 1}`,
            v: 1,
            at: at + seq * 1_000,
            conversation,
            event,
          }),
        )
    }
    await ask(
      db,
      `insert into conversations (conversation, channel, hotline, via, contact, number_kind, flow, version, language,
         arrived_at, ended_at, wait_ms, ring_ms, talk_ms, wrap_up_ms, result, reason, who, keys)
       select conversation, 'voice', 'main', 'carrier', 'c', 'national', 'main', version, 'vi',
         to_timestamp(at / 1000), to_timestamp(at / 1000 + 60), 0, 0, 0, 0, 'abandoned', 'caller-hung-up', 'caller', '[]'
       from json_to_recordset($1::json) as r (conversation text, at double precision, version text)`,
      [JSON.stringify(heads)],
    )
    await storeRecords(db, records)
  }
  await ask(db, 'analyze')
}
