// The words of the daily report: the same numbers as text and as an HTML table, in Vietnamese or English. Pure.
import type { ReportRow } from '../../postgres/reports.ts'
import { metricsWith } from '../../reports/metrics/metrics.ts'

type Language = 'vi' | 'en'

export type ReportMail = {
  /** YYYY-MM-DD. */
  day: string
  language: Language
  rows: readonly ReportRow[]
  totals: ReportRow | undefined
  titleOf(queue: string): string
}

/** Of all metrics, those that a morning needs. */
const COLUMNS = ['offered', 'answered', 'abandoned', 'service-level', 'average-wait', 'average-talk']

const WORDS = {
  vi: {
    subject: (day: string) => `Báo cáo cuộc gọi ngày ${day}`,
    queue: 'Hàng đợi',
    total: 'Tổng cộng',
    none: 'Không có cuộc gọi nào vào hàng đợi trong ngày này.',
  },
  en: {
    subject: (day: string) => `Calls of ${day}`,
    queue: 'Queue',
    total: 'Total',
    none: 'No call joined a queue on this day.',
  },
} as const

export function reportMail(mail: ReportMail): { subject: string; text: string; html: string } {
  const { language, rows, totals, titleOf } = mail
  const words = WORDS[language]
  const day = language === 'vi' ? mail.day.split('-').reverse().join('/') : mail.day
  const subject = words.subject(day)
  const metrics = metricsWith().filter(({ name }) => COLUMNS.includes(name))
  const table = [
    [words.queue, ...metrics.map(({ title }) => title[language])],
    ...[...rows, ...(totals ? [{ ...totals, key: '' }] : [])].map(row => [
      row.key === '' ? words.total : titleOf(row.key),
      ...metrics.map(({ name, unit }) => shown(row.values[name] ?? null, unit, language)),
    ]),
  ]
  const notes = metrics.flatMap(({ variant, title, definition }) =>
    variant === undefined ? [] : [`${title[language]}: ${definition[language]}`],
  )
  if (rows.length === 0) return { subject, text: `${words.none}\n`, html: `<p>${escaped(words.none)}</p>` }
  return {
    subject,
    text: `${subject}\n\n${asText(table)}\n\n${notes.join('\n')}\n`,
    html: `<h1 style="font-size:18px">${escaped(subject)}</h1>${asHtml(table)}${notes
      .map(note => `<p style="color:#666">${escaped(note)}</p>`)
      .join('')}`,
  }
}

function shown(value: number | null, unit: 'count' | 'percent' | 'ms', language: Language): string {
  if (value === null) return '–'
  const number = (n: number) => n.toLocaleString(language === 'vi' ? 'vi-VN' : 'en-GB')
  if (unit === 'count') return number(value)
  if (unit === 'percent') return `${number(value)} %`
  const seconds = Math.round(value / 1000)
  return `${Math.floor(seconds / 60)}:${`${seconds % 60}`.padStart(2, '0')}`
}

function asText(table: readonly (readonly string[])[]): string {
  const widths = (table[0] ?? []).map((_, column) =>
    Math.max(...table.map(row => (row[column] ?? '').length)),
  )
  return table
    .map(row =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function asHtml([head = [], ...rows]: readonly (readonly string[])[]): string {
  const style = (column: number) => `padding:4px 12px;text-align:${column === 0 ? 'left' : 'right'}`
  const line = (row: readonly string[], tag: 'th' | 'td') =>
    `<tr>${row.map((cell, column) => `<${tag} style="${style(column)}">${escaped(cell)}</${tag}>`).join('')}</tr>`
  const body = rows.map(row => line(row, 'td')).join('')
  return `<table style="border-collapse:collapse">${line(head, 'th')}${body}</table>`
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
