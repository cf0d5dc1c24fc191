// Reports as files for spreadsheets: the same rows, durations in seconds.
import { stringify } from 'csv-stringify/sync'
import writeXlsxFile from 'write-excel-file/node'
import { CUTS } from '../reports/dimension.ts'
import type { Metric } from '../reports/metric.ts'
import { Problem } from './problem.ts'
import type { Language, ReportAnswer } from './report-views.ts'
import { told } from './told.ts'

/** A workbook is made in memory, in the process that others wait for. */
const MOST_ROWS = 20_000

type Cell = string | number | null

/** First line: titles, with variant and unit. Last line: the totals. */
export function tableOf(answer: ReportAnswer, language: Language): Cell[][] {
  const { metrics, rows, totals, by, label } = answer
  const line = (name: string, values: Readonly<Record<string, number | null>>) => [
    name,
    ...metrics.map(metric => inSeconds(metric, values[metric.name] ?? null)),
  ]
  return [
    [CUTS[by].title[language], ...metrics.map(metric => titleOf(metric, language))],
    ...rows.map(row => line(label(row.key), row.values)),
    ...(totals ? [line(TOTAL[language], totals.values)] : []),
  ]
}

/** UTF-8 with its mark, so that Excel reads Vietnamese; what looks like a formula stays text. */
export function csvOf(table: readonly Cell[][]): string {
  return stringify([...table], { bom: true, escape_formulas: true, record_delimiter: 'windows' })
}

/** @throws Problem when there are more rows than a workbook takes */
export async function xlsxOf(table: readonly Cell[][], mostRows = MOST_ROWS): Promise<Buffer> {
  if (table.length > mostRows) {
    const sentence = told`The table has ${table.length} rows, a workbook takes ${mostRows}. Choose a shorter time, or CSV.`
    throw new Problem(422, 'too-many-rows', sentence)
  }
  const [titles = [], ...rows] = table
  return writeXlsxFile([titles.map(bold), ...rows.map(row => row.map(plain))], {
    columns: titles.map(() => ({ width: 22 })),
    stickyRowsCount: 1,
  }).toBuffer()
}

const TOTAL: Readonly<Record<Language, string>> = { vi: 'Tổng', en: 'Total' }

function titleOf({ title, unit }: Metric, language: Language): string {
  if (unit === 'count') return title[language]
  return `${title[language]}, ${unit === 'percent' ? '%' : 's'}`
}

function inSeconds({ unit }: Metric, value: number | null): number | null {
  return value === null || unit !== 'ms' ? value : value / 1000
}

function bold(value: Cell) {
  return { type: String, value: String(value), fontWeight: 'bold' as const, wrap: true }
}

function plain(value: Cell) {
  if (value === null) return null
  return typeof value === 'number' ? { type: Number, value } : { type: String, value }
}
