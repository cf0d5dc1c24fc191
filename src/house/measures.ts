// The switchboard's own numbers: counted in its memory, told to Redis every few seconds.
import type { Redis } from 'ioredis'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Ending } from '../calls/ending.ts'
import type { Keys } from '../redis/keys.ts'
import { writeMeasures } from '../redis/measures.ts'
import { watchLoopLag } from '../runtime/loop-lag.ts'
import type { WaitProved } from '../switchboard/switchboard-log.ts'

const EVERY_MS = 5_000

/** From a millisecond, which is our usual, to the seconds that somebody should look into. */
const BUCKETS_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]

export type Meter = {
  arrived(): void
  ended(ending: Ending): void
  repaired(what: string): void
  routed(tookMs: number): void
  asteriskAnswered(tookMs: number): void
  /** `language`: empty when a recording could not be used. */
  voiceFailed(language: string): void
  lookedUp(lookup: string, outcome: string, tookMs: number): void
  dialRefused(code: string): void
  strategyStopped(strategy: string): void
  waitProved(wait: WaitProved): void
  /** Takes the numbers to Redis from now on. @returns a function that stops it */
  publish(redis: Redis, keys: Keys): () => void
}

export function openMeter(): Meter {
  const register = new Registry()
  const registers = [register]
  const arrivals = new Counter({
    name: 'tongdai_calls_total',
    help: 'Calls that came since the switchboard started.',
    registers,
  })
  const endings = new Counter({
    name: 'tongdai_calls_ended_total',
    help: 'Calls that ended since the switchboard started.',
    labelNames: ['result', 'reason'] as const,
    registers,
  })
  const repairs = new Counter({
    name: 'tongdai_repairs_total',
    help: 'What the reconciler had to mend since the switchboard started.',
    labelNames: ['what'] as const,
    registers,
  })
  const routing = new Histogram({
    name: 'tongdai_routing_seconds',
    help: 'From the event that made a match possible (an agent free, a caller there) to the command to ring.',
    buckets: BUCKETS_S,
    registers,
  })
  const asterisk = new Histogram({
    name: 'tongdai_ari_request_seconds',
    help: 'How long Asterisk took to answer a request.',
    buckets: BUCKETS_S,
    registers,
  })
  const voices = new Counter({
    name: 'tongdai_voice_failures_total',
    help: 'Sentences that the wanted voice did not speak, so that the built-in one did.',
    labelNames: ['language'] as const,
    registers,
  })
  const stops = new Counter({
    name: 'tongdai_strategy_failures_total',
    help: 'Decisions of a strategy of the owner that were stopped, so that round-robin decided.',
    labelNames: ['strategy'] as const,
    registers,
  })
  const waits = new Counter({
    name: 'tongdai_wait_estimates_total',
    help: 'Answered callers of whom a wait had been expected: inside the interval that should hold 80 %, shorter, or longer.',
    labelNames: ['queue', 'truth'] as const,
    registers,
  })
  const waitErrors = new Histogram({
    name: 'tongdai_wait_estimate_error_seconds',
    help: 'How far the expected wait was from the real one.',
    labelNames: ['queue'] as const,
    buckets: [5, 15, 30, 60, 120, 300, 600],
    registers,
  })
  const refusals = new Counter({
    name: 'tongdai_dial_refusals_total',
    help: 'Numbers that phones of ours wanted to dial and were not let: by the reason, caps among them.',
    labelNames: ['code'] as const,
    registers,
  })
  const lookups = new Counter({
    name: 'tongdai_lookups_total',
    help: 'What flows asked of other systems: found, not-found or failed.',
    labelNames: ['lookup', 'outcome'] as const,
    registers,
  })
  const lookupTime = new Histogram({
    name: 'tongdai_lookup_seconds',
    help: 'How long a lookup took, up to its time-out.',
    labelNames: ['lookup'] as const,
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  })
  const lag = watchLoopLag()
  new Gauge({
    name: 'tongdai_event_loop_lag_p99_seconds',
    help: 'How late the timers of the process ran lately, 99th percentile.',
    labelNames: ['process'] as const,
    registers,
    collect() {
      this.set({ process: 'switchboard' }, lag())
    },
  })
  return {
    arrived: () => arrivals.inc(),
    ended: ({ result, reason }) => endings.inc({ result, reason }),
    repaired: what => repairs.inc({ what }),
    routed: tookMs => routing.observe(tookMs / 1000),
    asteriskAnswered: tookMs => asterisk.observe(tookMs / 1000),
    voiceFailed: language => voices.inc({ language }),
    strategyStopped: strategy => stops.inc({ strategy }),
    dialRefused: code => refusals.inc({ code }),
    waitProved({ queue, waitedMs, fromMs, pointMs, toMs }) {
      const truth = waitedMs < fromMs ? 'shorter' : waitedMs > toMs ? 'longer' : 'inside'
      waits.inc({ queue, truth })
      waitErrors.observe({ queue }, Math.abs(waitedMs - pointMs) / 1000)
    },
    lookedUp(lookup, outcome, tookMs) {
      lookups.inc({ lookup, outcome })
      lookupTime.observe({ lookup }, tookMs / 1000)
    },
    publish(redis, keys) {
      const tell = async () =>
        writeMeasures(redis, keys, { pid: process.pid, metrics: await register.getMetricsAsJSON() })
      // A Redis that is away is the pulse's news; the counts go on meanwhile.
      const timer = setInterval(() => void tell().catch(() => {}), EVERY_MS)
      void tell().catch(() => {})
      return () => clearInterval(timer)
    },
  }
}
