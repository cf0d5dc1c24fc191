// The numbers of the whole house for Prometheus: what the switchboard counted, what the office counts, and what
// Redis, PostgreSQL and the kernel say at the moment of asking. A store that is away only takes its own along.
import { join } from 'node:path'
import type { Redis } from 'ioredis'
import type { MetricValue } from 'prom-client'
import { AggregatorRegistry, Counter, Histogram, type MetricObjectWithValues, Registry } from 'prom-client'
import type { Trunk } from '../config.ts'
import type { Database } from '../postgres/database.ts'
import { askRedis } from '../redis/connection.ts'
import { journalLag } from '../redis/journal-reader.ts'
import type { Keys } from '../redis/keys.ts'
import { readFloor, readLiveCalls, readPulse, wallTime } from '../redis/live.ts'
import { readMeasures } from '../redis/measures.ts'
import { watchLoopLag } from '../runtime/loop-lag.ts'
import { tell } from './metrics/gauge.ts'
import { postgresNow } from './metrics/postgres.ts'
import { readProcesses } from './processes.ts'
import { tellBans } from './sip-bans/ban-metrics.ts'
import { freeBytes, spilledBytes } from './trouble-checks.ts'
import { readTrunkRegistrations } from './trunk-registrations.ts'

export type MetricsParts = {
  db: Database
  redis: Redis
  keys: Keys
  home: string
  queues: readonly string[]
  trunks: readonly Trunk[]
  bans(): Parameters<typeof tellBans>[1]
}

export type OfficeMetrics = {
  /** In Prometheus' text format. */
  read(): Promise<string>
  /** The scribe committed a batch. */
  stored(batch: { records: number; cdrs: number; tookMs: number }): void
}

type Families = MetricObjectWithValues<MetricValue<string>>[]

export function openMetrics(parts: MetricsParts): OfficeMetrics {
  const register = new Registry()
  const registers = [register]
  const records = new Counter({
    name: 'tongdai_scribe_records_total',
    help: 'Journal records stored in PostgreSQL since the office started.',
    registers,
  })
  const cdrs = new Counter({
    name: 'tongdai_scribe_cdrs_total',
    help: 'CDRs written or folded again since the office started.',
    registers,
  })
  const batches = new Histogram({
    name: 'tongdai_scribe_batch_seconds',
    help: 'How long the scribe took for a batch.',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers,
  })
  const lag = watchLoopLag()
  return {
    stored(batch) {
      records.inc(batch.records)
      cdrs.inc(batch.cdrs)
      batches.observe(batch.tookMs / 1000)
    },
    async read() {
      const measures = await readMeasures(parts.redis, parts.keys).catch(() => undefined)
      const now = new Registry()
      await Promise.all([
        redisNow(parts, now),
        postgresNow(parts.db, now),
        trunksNow(parts, now),
        processesNow(parts, now, measures?.pid, lag()),
      ])
      tellBans(now, parts.bans())
      const theirs = (measures?.metrics ?? []) as Families
      const all: Families[] = [await register.getMetricsAsJSON(), await now.getMetricsAsJSON(), theirs]
      return AggregatorRegistry.aggregate(all).metrics()
    },
  }
}

async function redisNow({ redis, keys, queues }: MetricsParts, register: Registry): Promise<void> {
  try {
    const [pulse, calls, floor, lag] = await Promise.all([
      readPulse(redis, keys),
      readLiveCalls(redis, keys),
      readFloor(redis, keys),
      askRedis(journalLag(redis, keys)),
    ])
    const now = Date.now()
    const agents = [...floor.agents.values()]
    const phases = [
      ...['ivr', 'dialling', 'waiting', 'promised', 'reaching', 'ringing', 'talking'],
      ...['holding', 'consulting', 'conference', 'forwarding', 'outside', 'ending'],
    ]
    const states = ['offline', 'ready', 'offered', 'busy', 'wrap-up', 'paused']
    const longest = (queue: string) =>
      Math.max(
        0,
        ...floor.waiting
          .filter(one => one.queue === queue)
          .map(({ since }) => now - (wallTime(pulse, since) ?? now)),
      )
    const named = [...new Set([...queues, ...floor.waiting.map(({ queue }) => queue)])]
    tell(register, 'tongdai_redis_up', 'Whether Redis answers.', [[{}, 1]])
    tell(register, 'tongdai_switchboard_up', 'Whether a switchboard is active.', [
      [{}, Number(pulse?.state === 'active' || pulse?.state === 'degraded')],
    ])
    tell(register, 'tongdai_switchboard_degraded', 'Whether the journal goes to disk since Redis is slow.', [
      [{}, Number(pulse?.state === 'degraded')],
    ])
    tell(register, 'tongdai_asterisk_up', 'Whether the switchboard is connected to Asterisk.', [
      [{}, Number(pulse?.asterisk === 'connected')],
    ])
    tell(register, 'tongdai_calls', 'Live calls by phase.', [
      ...phases.map(phase => [{ phase }, count(calls, call => call.phase?.name === phase)] as const),
    ])
    tell(
      register,
      'tongdai_waiting',
      'Callers in a queue.',
      named.map(queue => [{ queue }, count(floor.waiting, one => one.queue === queue)] as const),
    )
    tell(
      register,
      'tongdai_longest_wait_seconds',
      'How long the caller has waited who waits longest.',
      named.map(queue => [{ queue }, longest(queue) / 1000] as const),
    )
    tell(
      register,
      'tongdai_agents',
      'Agents by state.',
      states.map(state => [{ state }, count(agents, agent => agent.state.name === state)] as const),
    )
    tell(register, 'tongdai_agents_reachable', 'Agents whose phone is registered.', [
      [{}, count(agents, agent => agent.reachable === true)],
    ])
    tell(register, 'tongdai_journal_records', 'Journal records that wait to be stored.', [[{}, lag.records]])
    tell(register, 'tongdai_journal_lag_seconds', 'Age of the oldest journal record that is not stored.', [
      [{}, lag.oldestMs / 1000],
    ])
  } catch {
    // Whatever is wrong there, this is what a graph can show of it; the doctor tells the rest.
    tell(register, 'tongdai_redis_up', 'Whether Redis answers.', [[{}, 0]])
  }
}

/** A trunk that Asterisk's console says nothing of is missing. */
async function trunksNow({ home, trunks }: MetricsParts, register: Registry): Promise<void> {
  const registrations = await readTrunkRegistrations(home, join(home, 'asterisk'), trunks)
  const known = [...registrations].filter(([, { state }]) => state !== 'unknown')
  if (known.length === 0) return
  tell(
    register,
    'tongdai_trunk_registered',
    'Whether our registration with the trunk stands.',
    known.map(([trunk, { state }]) => [{ trunk }, Number(state === 'registered')] as const),
  )
}

async function processesNow(
  { home }: MetricsParts,
  register: Registry,
  switchboard: number | undefined,
  lagS: number,
): Promise<void> {
  const uses = await readProcesses(home, switchboard)
  const [spilled, free] = [await spilledBytes(home), await freeBytes(home)]
  tell(register, 'tongdai_spilled_bytes', 'Journal on our disk that Redis has not taken.', [[{}, spilled]])
  tell(register, 'tongdai_disk_free_bytes', 'Room for the state folder.', [[{}, free]])
  const cpu = new Counter({
    name: 'tongdai_process_cpu_seconds_total',
    help: 'Processor time of each process of the house.',
    labelNames: ['process'] as const,
    registers: [register],
  })
  for (const { process, cpuS } of uses) cpu.inc({ process }, cpuS)
  tell(
    register,
    'tongdai_process_resident_memory_bytes',
    'Memory of each process of the house.',
    uses.map(({ process, residentBytes }) => [{ process }, residentBytes] as const),
  )
  tell(
    register,
    'tongdai_process_start_time_seconds',
    'When each process of the house started (epoch).',
    uses.map(({ process, startedAtS }) => [{ process }, startedAtS] as const),
  )
  tell(
    register,
    'tongdai_event_loop_lag_p99_seconds',
    'How late the timers of the process ran lately, 99th percentile.',
    [[{ process: 'office' }, lagS]],
  )
}

function count<T>(all: readonly T[], is: (one: T) => boolean): number {
  return all.filter(is).length
}
