// The table of customers as CSV: number, name, segment, vip. It goes out as it may come in.
import { CsvError } from 'csv-parse'
import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import type { ListedCustomer } from '../postgres/customers.ts'
import type { FieldError } from './problem.ts'
import { told } from './told.ts'

export const CUSTOMER_COLUMNS = ['number', 'name', 'segment', 'vip'] as const

export type CustomerRow = { line: number; number: string; name: string; segment: string; vip: string }

/** What a spreadsheet would calculate is escaped. */
export function customersCsv(customers: readonly ListedCustomer[]): string {
  const rows = customers.map(({ number = '', name = '', segment = '', vip }) => [
    ...[number, name, segment, vip ? 'yes' : 'no'],
  ])
  return stringify([[...CUSTOMER_COLUMNS], ...rows], {
    ...{ bom: true, record_delimiter: 'windows', escape_formulas: true },
  })
}

/** @returns rows, or what is wrong with the table itself */
export function customerRows(text: string): { rows: CustomerRow[]; errors: FieldError[] } {
  const delimiter = text.split('\n', 1)[0]?.includes(';') ? ';' : ','
  try {
    const options = { bom: true, info: true, relax_column_count: true, skip_empty_lines: true } as const
    const [head, ...found] = parse(text, { ...options, delimiter }) as unknown as Parsed[]
    const header = (head?.record ?? []).map(cell => cell.trim().toLowerCase())
    const errors = headerErrors(header)
    if (errors.length > 0) return { rows: [], errors }
    const rows = found.map(({ record, info }) => {
      const cell = (name: string) => unescaped(record[header.indexOf(name)] ?? '')
      const [number, name, segment, vip] = [cell('number'), cell('name'), cell('segment'), cell('vip')]
      return { line: info.lines, number, name, segment, vip }
    })
    return { rows, errors: [] }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line = typeof error.lines === 'number' ? error.lines : 1
    const sentence = 'A quote is opened or closed in the wrong place here.'
    return { rows: [], errors: [{ field: 'file', line, column: 1, sentence }] }
  }
}

type Parsed = { record: string[]; info: { lines: number } }

function headerErrors(header: readonly string[]): FieldError[] {
  const known: readonly string[] = CUSTOMER_COLUMNS
  const list = CUSTOMER_COLUMNS.join(', ')
  const errors: FieldError[] = header.flatMap((name, at) =>
    known.includes(name)
      ? []
      : [
          {
            ...{ field: 'file', line: 1, column: at + 1 },
            sentence: told`There is no column "${name.slice(0, 40)}". The columns are: ${list}.`,
          },
        ],
  )
  if (header.includes('number')) return errors
  const sentence = told`The column "${'number'}" is missing. The columns are: ${list}.`
  return [...errors, { field: 'file', line: 1, column: header.length + 1, sentence }]
}

/** As a spreadsheet was kept from calculating it; a number keeps its plus sign. */
function unescaped(cell: string): string {
  const trimmed = cell.trim()
  return /^'[=+\-@\t\r]/.test(trimmed) ? trimmed.slice(1) : trimmed
}
