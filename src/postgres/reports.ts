// Runs reports: the query stands in src/reports, the answer comes back as numbers.
import { CUTS, type Dimension, WHOLE } from '../reports/dimension.ts'
import type { Metric } from '../reports/metric.ts'
import { COUNT_OF, sqlOf } from '../reports/reports.ts'
import { ask, type Database } from './database.ts'
import { inTimezone } from './timezone.ts'

export type ReportQuestion = {
  metrics: readonly Metric[]
  by: Dimension
  /** Epoch ms of the arrival, half-open. */
  from: number
  to: number
  /** A name that PostgreSQL knows. */
  timezone: string
  /** Only what these served; all when missing. */
  queues?: readonly string[] | undefined
}

export type Numbers = Record<string, number | null>
/** `counts`: metric → how many conversations it counts. */
export type ReportRow = { key: string; values: Numbers; counts: Record<string, number> }

/**
 * @returns the rows in the order of their keys, and the totals, in which each conversation counts once.
 *   Totals are missing when nothing was counted.
 */
export async function runReport(
  db: Database,
  { metrics, by, from, to, timezone, queues }: ReportQuestion,
): Promise<{ rows: ReportRow[]; totals: ReportRow | undefined }> {
  const values = [new Date(from), new Date(to), timezone, ...(queues ? [queues] : [])]
  const run = async (cut: typeof WHOLE) =>
    (await ask<SqlRow>(db, sqlOf(metrics, cut, queues !== undefined), values)).map(row => rowOf(row, metrics))
  const [rows, [totals]] = await inTimezone(timezone, Promise.all([run(CUTS[by]), run(WHOLE)]))
  return { rows, totals }
}

type SqlRow = { key: string } & Record<string, number | string | null>

function rowOf(row: SqlRow, metrics: readonly Metric[]): ReportRow {
  const numbers = (prefix: string) => metrics.map(({ name }) => [name, row[prefix + name] ?? null])
  return {
    key: row.key,
    values: Object.fromEntries(numbers('')) as Numbers,
    counts: Object.fromEntries(numbers(COUNT_OF)) as Record<string, number>,
  }
}
