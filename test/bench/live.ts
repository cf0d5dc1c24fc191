// How much the live floor costs, and how soon an event is on the screen: 100 agents, 20 queues, 300 calls, 50
// changes a second, 20 watchers; real Redis and PostgreSQL, the office in a process of its own. Then a real browser
// among them; and, with real calls through a whole house, whether watchers slow the routing (live-routing.ts).
//
//   npm run bench -- --section live     or     npx node test/bench/live.ts
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { pino } from 'pino'
import { checkTree, readTree } from '../../src/config.ts'
import { ask, openDatabase } from '../../src/postgres/database.ts'
import { prepareDatabase } from '../../src/postgres/prepare.ts'
import { openJournal } from '../../src/redis/journal.ts'
import { keys as keysOf } from '../../src/redis/keys.ts'
import { installRuntime } from '../../src/runtime/install.ts'
import { buildPages } from '../../src/runtime/pages.ts'
import { freePort } from '../../src/runtime/ports.ts'
import { startPostgres } from '../../src/runtime/postgres-server.ts'
import { startRedis } from '../../src/runtime/redis-server.ts'
import { contactRef, seal } from '../../src/secrets/sealing.ts'
import { readSecrets, type Secrets } from '../../src/secrets/secrets.ts'
import { openBrowserScreen } from './live-browser.ts'
import type { LiveOfficeOptions } from './live-office.ts'
import { measureRouting, type Routed, type RoutingResult } from './live-routing.ts'
import { openScreens } from './live-screens.ts'
import { agentName, type FloorSize, LiveTraffic, queueName } from './live-traffic.ts'
import { costsOf } from './measure.ts'
import { quantile } from './routing.ts'
import type { Verdict } from './targets.ts'

const SIZE: FloorSize = { agents: 100, queues: 20, calls: 300 }
const WATCHERS = 20
const CHANGES_PER_S = 50

export type LiveResult = {
  /** Of one core, while the changes come: with nobody watching (scribe and all), and with the watchers. */
  officeShare: { unwatched: number; watched: number }
  /** From the switchboard's write to the message in the client, over all watchers, ms. */
  onScreenMs: Delays
  /** The same to the painted page of a real browser, beside the watchers. */
  inBrowserMs: Delays
  /** Marks that each watcher should have seen, and has not, beside those that a newer state overtook. */
  changes: number
  seenPerWatcher: number
  bytesPerWatcherPerS: number
  routing: RoutingResult
}

type Delays = { p50: number; p95: number; p99: number; max: number; count: number }

/** @param seconds of each of the two measurements */
export async function measureLive(seconds = 20): Promise<LiveResult> {
  const checkout = join(import.meta.dirname, '../..')
  const runtime = await installRuntime({ home: join(checkout, '.tongdai') })
  const home = await mkdtemp(join(checkout, '.tongdai/test/live-bench-'))
  const password = 'bench'
  const postgres = await startPostgres({
    runtime,
    folder: join(home, 'pg'),
    port: await freePort(),
    password,
  })
  const server = await startRedis({ runtime, folder: join(home, 'redis'), port: await freePort(), password })
  const redis = new Redis(server.url)
  let office: ChildProcess | undefined
  try {
    const ports = { https: await freePort(), ari: await freePort() }
    const stores = { databaseUrl: postgres.url, redisUrl: server.url }
    const pages = await buildPages(join(checkout, '.tongdai'))
    const options = { home, configRoot: checkout, ...stores, ports, pages }
    const secrets = await readSecrets(home)
    await settle(options)
    const keys = keysOf('tongdai:')
    await redis.set(keys.token, '1')
    await redis.set(keys.pulse, JSON.stringify({ state: 'active', at: Date.now(), house: 1_000_000 }))
    const pen = await openJournal({
      ...{ redis, keys, token: 1, spillFile: join(home, 'spill.jsonl') },
      onDegraded: () => {},
      onSpillFailed: () => {},
    })
    const traffic = new LiveTraffic(pen, SIZE, sealedBy(secrets))
    await traffic.fill()
    office = await startOffice(options)
    const pid = office.pid as number
    await pause(2_000)
    const unwatched = await shareDuring(pid, () => makeChanges(traffic, 1_000_000, seconds))
    const screens = await openScreens(options, secrets, WATCHERS)
    await pause(1_000)
    const bytesBefore = screens.bytes()
    let writtenAt = new Map<number, number>()
    const watched = await shareDuring(pid, async () => {
      writtenAt = await makeChanges(traffic, 2_000_000, seconds)
    })
    await pause(500)
    const delays = screens.delays(writtenAt)
    const bytesPerWatcherPerS = (screens.bytes() - bytesBefore) / WATCHERS / seconds
    const inBrowserMs = await inBrowser(options, traffic, 2 * seconds)
    await pen.close()
    screens.close()
    office.kill('SIGTERM')
    const routing = await measureRouting(runtime, join(checkout, '.tongdai/bench/live-routing'), WATCHERS)
    const changes = writtenAt.size
    return {
      officeShare: { unwatched, watched },
      onScreenMs: spread(delays),
      inBrowserMs,
      changes,
      seenPerWatcher: delays.length / WATCHERS,
      bytesPerWatcherPerS,
      routing,
    }
  } finally {
    office?.kill('SIGTERM')
    redis.disconnect()
    await Promise.all([postgres.stop(), server.stop()])
    await rm(home, { recursive: true, force: true })
  }
}

function spread(delays: readonly number[]): Delays {
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map(part => quantile(delays, part)) as [number, number, number]
  return { p50, p95, p99, max: delays.at(-1) ?? Number.NaN, count: delays.length }
}

/** A supervisor's browser on the floor, while the same changes come. */
async function inBrowser(options: LiveOfficeOptions, traffic: LiveTraffic, seconds: number): Promise<Delays> {
  const db = openDatabase(options.databaseUrl, pino({ level: 'error' }))
  const screen = await openBrowserScreen(db, `https://localhost:${options.ports.https}`)
  try {
    const writtenAt = await makeChanges(traffic, 3_000_000, seconds)
    await pause(500)
    return spread(await screen.delays(writtenAt))
  } finally {
    await screen.close()
    await db.end()
  }
}

// So much two runs of the same differ by themselves.
const SAME_MS = 10

export function judgeLive({ officeShare, onScreenMs, inBrowserMs, routing }: LiveResult): Verdict[] {
  const share = officeShare.watched * 100
  const slower = routing.watched.p99 - routing.unwatched.p99
  return [
    { sentence: 'office, per cent of a core, 20 watchers: at most 15', measured: share, isMet: share <= 15 },
    {
      sentence: 'an event on the screen, p95 ms: at most 250',
      measured: onScreenMs.p95,
      isMet: onScreenMs.p95 <= 250,
    },
    {
      sentence: 'the same on the page of a browser, p95 ms: at most 250',
      measured: inBrowserMs.p95,
      isMet: inBrowserMs.p95 <= 250,
    },
    {
      sentence: `routing p99 with ${WATCHERS} watchers, ms more than with none: at most ${SAME_MS}`,
      measured: slower,
      isMet: slower <= SAME_MS,
    },
  ]
}

/** The tables, and who sits where: each agent in two queues. */
async function settle({ home, configRoot, databaseUrl, ports }: LiveOfficeOptions): Promise<void> {
  const log = pino({ level: 'error' })
  const { config } = checkTree(await readTree(configRoot), { ports })
  if (!config) throw new Error('The shipped configuration has mistakes.')
  await prepareDatabase(databaseUrl, { config: { ...config, team: { agents: [], callers: [] } }, home, log })
  const db = openDatabase(databaseUrl, log)
  const ids = Array.from({ length: SIZE.agents }, (_, n) => agentName(n))
  await ask(
    db,
    `insert into people (id, name, role) select id, id, 'agent' from unnest($1::text[]) as p (id)`,
    [ids],
  )
  await ask(
    db,
    `insert into phones (id, kind, ha1) select id, 'agent', 'x' from unnest($1::text[]) as p (id)`,
    [ids],
  )
  await ask(
    db,
    `insert into agents (id, person, phone) select id, id, id from unnest($1::text[]) as p (id)`,
    [ids],
  )
  const seats = ids.flatMap((_, n) =>
    [n % SIZE.queues, (n + 7) % SIZE.queues].map(queue => [n, queue] as const),
  )
  await ask(
    db,
    `insert into queue_members (queue, agent, rank) select * from unnest($1::text[], $2::text[], $3::integer[])`,
    [seats.map(([, queue]) => queueName(queue)), seats.map(([n]) => agentName(n)), seats.map(([n]) => n)],
  )
  await db.end()
}

async function startOffice(options: LiveOfficeOptions): Promise<ChildProcess> {
  const file = join(import.meta.dirname, 'live-office.ts')
  const office = spawn(process.execPath, [file, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise<void>((resolve, reject) => {
    office.stdout.once('data', () => resolve())
    office.once('exit', code => reject(new Error(`the office ended with ${code}`)))
  })
  return office
}

/** @returns mark → epoch ms of its writing */
async function makeChanges(
  traffic: LiveTraffic,
  first: number,
  seconds: number,
): Promise<Map<number, number>> {
  const writtenAt = new Map<number, number>()
  const startedAt = Date.now()
  for (let n = 0; n < seconds * CHANGES_PER_S; n++) {
    const waitMs = startedAt + (n * 1_000) / CHANGES_PER_S - Date.now()
    if (waitMs > 0) await pause(waitMs)
    writtenAt.set(first + n, Date.now())
    await traffic.change(first + n)
  }
  return writtenAt
}

/** @returns part of one core that the process used meanwhile */
async function shareDuring(pid: number, work: () => Promise<unknown>): Promise<number> {
  const cpuMs = async () => (await costsOf({ office: pid })).office?.cpuMs ?? 0
  const [before, startedAt] = [await cpuMs(), performance.now()]
  await work()
  return ((await cpuMs()) - before) / (performance.now() - startedAt)
}

function sealedBy({ contactKey, sealKey }: Secrets) {
  return (n: number) => {
    const number = `+8490${String(1_000_000 + n)}`
    const contact = contactRef(contactKey, number)
    return { contact, sealed: seal(sealKey, number, contact) }
  }
}

export function liveTable(result: LiveResult): string {
  const { officeShare, onScreenMs, inBrowserMs, changes, seenPerWatcher, bytesPerWatcherPerS, routing } =
    result
  const delays = ({ p50, p95, p99, max }: Delays) => `p50 ${p50}, p95 ${p95}, p99 ${p99}, most ${max}`
  const routed = ({ p50, p99, max, count, served, recordsPerS, officeShare }: Routed) =>
    `p50 ${p50.toFixed(0)}, p99 ${p99.toFixed(0)}, most ${max.toFixed(0)} ms of ${count} turns; served ${served}/${routing.calls}, ` +
    `${recordsPerS.toFixed(0)} journal records/s, office ${per(officeShare)}`
  const per = (share: number) => `${(share * 100).toFixed(1)} %`
  const size = `${SIZE.agents} agents, ${SIZE.queues} queues, ${SIZE.calls} calls, ${CHANGES_PER_S} changes/s`
  return [
    `Live floor: ${size}, ${WATCHERS} watchers`,
    `  office, of a core         ${per(officeShare.watched)} (${per(officeShare.unwatched)} with nobody watching)`,
    `  in the client, ms         ${delays(onScreenMs)}`,
    `  on a browser's page, ms   ${delays(inBrowserMs)} (${inBrowserMs.count} marks: of the rows that it draws)`,
    `  seen by each watcher      ${seenPerWatcher.toFixed(0)} of ${changes} marks (the rest carry none, or newer ones overtook them)`,
    `  sent to each watcher      ${(bytesPerWatcherPerS / 1_024).toFixed(1)} kB/s`,
    'Routing of real calls, 100 agents in 20 queues, 400 calls of 12 s at 40/s:',
    `  with nobody watching      ${routed(routing.unwatched)}`,
    `  with ${WATCHERS} watchers          ${routed(routing.watched)}`,
  ].join('\n')
}

if (import.meta.main) {
  const result = await measureLive()
  process.stdout.write(`${liveTable(result)}\n`)
  for (const { sentence, measured, isMet } of judgeLive(result))
    process.stdout.write(`  ${isMet ? 'met    ' : 'NOT MET'}  ${sentence} (${measured.toFixed(1)})\n`)
}
