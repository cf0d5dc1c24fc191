// A report as people see it: rows with their labels, every number with the address of its conversations.
import type { Static } from 'typebox'
import type { ReportRow } from '../postgres/reports.ts'
import { CUTS, type Dimension } from '../reports/dimension.ts'
import type { Metric } from '../reports/metric.ts'
import { SERVICE_LEVELS, serviceLevel, USUAL } from '../reports/metrics/service-level.ts'
import { opens, type Range } from '../reports/opens.ts'
import type { Report } from '../reports/reports.ts'
import type { ReportList, ReportView } from './report-schemas.ts'

export type Language = 'vi' | 'en'

export type ReportAnswer = {
  metrics: readonly Metric[]
  by: Dimension
  range: Range
  rows: readonly ReportRow[]
  totals: ReportRow | undefined
  label: (key: string) => string
}

export function reportView(answer: ReportAnswer): Static<typeof ReportView> {
  const { metrics, by, range, label } = answer
  const numbers = ({ values, counts }: Omit<ReportRow, 'key'>, row?: { by: Dimension; key: string }) => ({
    values,
    open: opens({ who: 'offered' }, range, row),
    opens: Object.fromEntries(metrics.map(({ name, counts }) => [name, opens(counts, range, row)])),
    counts,
  })
  return {
    columns: metrics.map(columnView),
    rows: answer.rows.map(row => ({
      key: row.key,
      label: label(row.key),
      ...numbers(row, { by, key: row.key }),
    })),
    totals: numbers(answer.totals ?? nothingCounted(metrics)),
  }
}

/** Nothing was offered: nothing is counted, and there is nothing to average. */
function nothingCounted(metrics: readonly Metric[]): Omit<ReportRow, 'key'> {
  const all = (value: (metric: Metric) => number | null) =>
    Object.fromEntries(metrics.map(metric => [metric.name, value(metric)]))
  return {
    values: all(({ unit }) => (unit === 'count' ? 0 : null)),
    counts: all(() => 0) as Record<string, number>,
  }
}

export function columnView(metric: Metric) {
  const { name, title, unit, variant, version, definition } = metric
  return { key: name, title, unit, ...(variant !== undefined && { variant }), version, definition }
}

export function listView(reports: readonly Report[]): Static<typeof ReportList> {
  return reports.map(({ name, title, dimensions, metrics }) => ({
    name,
    title,
    dimensions: dimensions.map(by => ({ by, title: CUTS[by].title })),
    metrics: metrics().map(columnView),
    serviceLevels: variants.map(variant => ({
      variant,
      title: serviceLevel({ ...USUAL, variant }).title,
    })),
  }))
}

const variants = Object.keys(SERVICE_LEVELS) as readonly (keyof typeof SERVICE_LEVELS)[]
