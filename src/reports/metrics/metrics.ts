// All metrics, in the order of their columns.
import type { Metric } from '../metric.ts'
import { abandonRate } from './abandon-rate.ts'
import { abandoned } from './abandoned.ts'
import { answered } from './answered.ts'
import { averageAbandonedWait } from './average-abandoned-wait.ts'
import { averageHandling } from './average-handling.ts'
import { averageTalk } from './average-talk.ts'
import { averageWait } from './average-wait.ts'
import { averageWrapUp } from './average-wrap-up.ts'
import { longestAbandonedWait } from './longest-abandoned-wait.ts'
import { missed } from './missed.ts'
import { offered } from './offered.ts'
import { type ServiceLevel, serviceLevel } from './service-level.ts'

export function metricsWith(level?: ServiceLevel): readonly Metric[] {
  return [
    offered,
    answered,
    abandoned,
    serviceLevel(level),
    averageWait,
    averageTalk,
    averageWrapUp,
    averageHandling,
    abandonRate,
    averageAbandonedWait,
    longestAbandonedWait,
    missed,
  ]
}
