// What the switchboard measures of itself, on its way to the office's /metrics. Counted up since its start, so
// that nothing is lost between two looks; a key of its own, since the pulse is read far more often.
import type { Redis } from 'ioredis'
import { askRedis } from './connection.ts'
import type { Keys } from './keys.ts'

/** `metrics` as prom-client's registry gives them (getMetricsAsJSON). */
export type Measures = { pid: number; metrics: unknown[] }

/** Old numbers are worse than none. */
const LIFE_S = 15

export async function writeMeasures(redis: Redis, keys: Keys, measures: Measures): Promise<void> {
  await askRedis(redis.set(keys.measures, JSON.stringify(measures), 'EX', LIFE_S))
}

/** @returns undefined when no switchboard has measured anything lately */
export async function readMeasures(redis: Redis, keys: Keys): Promise<Measures | undefined> {
  const text = await askRedis(redis.get(keys.measures))
  return text === null ? undefined : (JSON.parse(text) as Measures)
}
