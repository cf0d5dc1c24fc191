// The reports that there are. A report is its metrics, cut by a dimension, in one query.

import { whereCounted } from './counted.ts'
import { type Cut, DIMENSIONS, type Dimension } from './dimension.ts'
import type { Metric, Text } from './metric.ts'
import { metricsWith } from './metrics/metrics.ts'
import type { ServiceLevel } from './metrics/service-level.ts'

export type Report = {
  readonly name: string
  readonly title: Text
  readonly dimensions: readonly Dimension[]
  metrics(level?: ServiceLevel): readonly Metric[]
}

export const REPORTS: readonly Report[] = [
  {
    name: 'calls',
    title: { vi: 'Cuộc gọi', en: 'Calls' },
    dimensions: DIMENSIONS,
    metrics: metricsWith,
  },
]

/**
 * One query: a row for each key with every metric, and how many conversations each of them counts.
 * $1 and $2 are the first moment and the one after the last; $3 is the time zone, which every cut names.
 * @param isPartial counts only what the queues in $4 served
 */
export function sqlOf(metrics: readonly Metric[], { from, key, ofQueues }: Cut, isPartial = false): string {
  const columns = metrics.flatMap(({ name, sql, counts }) => [
    `  ${sql} as "${name}"`,
    `  (count(*) filter (where ${whereCounted(counts, 'visits')}))::integer as "${COUNT_OF}${name}"`,
  ])
  return `select key,\n${columns.join(',\n')}
from (
  select ${key} as key, answer_wait_ms, abandon_wait_ms, talk_ms, wrap_up_ms, missed
  from (${from}${isPartial ? ofQueues : ''}
  ) as source
  where $3::text is not null
) as visits
group by key
order by key`
}

/** Before a metric's name: the column with the number of conversations that it counts. */
export const COUNT_OF = 'count of '
