// People as a table that a spreadsheet opens: columns, and a row ↔ a person. Pure.

import { CsvError } from 'csv-parse'
import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import type { Person, Seat } from '../postgres/people.ts'
import { type Sentence, told } from './told.ts'

export const columns = [
  ...(['id', 'name', 'role', 'language', 'active'] as const),
  ...(['phone', 'queues', 'supervises', 'skills', 'dtmf', 'wrap-up', 'weight'] as const),
]
export type Column = (typeof columns)[number]

/** Cells that a spreadsheet would take for a formula begin with an apostrophe. */
export function csvOf(people: readonly Person[]): string {
  const rows = people.map(({ id, name, role, language, active, supervises, agent }) => [
    id,
    name,
    role,
    language ?? '',
    active ? 'yes' : 'no',
    agent?.phone ?? '',
    (agent?.queues ?? []).map(seatText).join(' '),
    (supervises ?? []).join(' '),
    (agent?.skills ?? []).join(' '),
    agent?.dtmf ?? '',
    agent?.wrapUpMs === undefined ? '' : timeText(agent.wrapUpMs),
    agent?.weight ?? '',
  ])
  return stringify([[...columns], ...rows], { bom: true, record_delimiter: 'windows', escape_formulas: true })
}

/** `sales:1`, or `sales:1/2` with a level. */
const seatText = ({ queue, rank, level }: Seat): string =>
  level === undefined ? `${queue}:${rank}` : `${queue}:${rank}/${level}`

const timeText = (ms: number): string => (ms % 1_000 === 0 ? `${ms / 1_000}s` : `${ms}ms`)

export type Row = { line: number; cells: Readonly<Record<Column, string>> }
/** `column`: its number, counted from 1, as spreadsheets do. */
export type Place = { field: string; line: number; column: number; sentence: Sentence; code: string }

/** @returns rows, or what is wrong with the table itself */
export function rowsOf(text: string): { rows: Row[]; header: readonly string[]; wrong: Place[] } {
  const wrong: Place[] = []
  const say = (line: number, column: number, code: string, sentence: Sentence) =>
    wrong.push({ field: 'file', line, column, code, sentence })
  const records = parsed(text, say)
  const header = (records[0]?.record ?? []).map(cell => cell.trim().toLowerCase())
  if (records.length === 0 && wrong.length === 0)
    say(1, 1, 'empty-file', told`Begin with the line ${columns.join(',')}.`)
  if (wrong.length > 0) return { rows: [], header, wrong }
  judgeHeader(header, (column, code, sentence) => say(1, column, code, sentence))
  if (wrong.length > 0) return { rows: [], header, wrong }
  const rows = records.slice(1).flatMap(({ record, line }) => {
    if (record.length !== header.length) {
      const sentence = told`This line has ${record.length} cells, the first one ${header.length}.`
      say(line, Math.min(record.length, header.length) + 1, 'wrong-columns', sentence)
      return []
    }
    const cell = (name: Column) => unescaped(record[header.indexOf(name)] ?? '')
    return [{ line, cells: Object.fromEntries(columns.map(name => [name, cell(name)])) as Row['cells'] }]
  })
  return { rows, header, wrong }
}

type Say = (line: number, column: number, code: string, sentence: Sentence) => void

function parsed(text: string, say: Say): { record: string[]; line: number }[] {
  // What is no UTF-8 was read as the first of these; UTF-16 holds the second.
  if (text.includes('\uFFFD') || text.includes('\0')) {
    say(1, 1, 'not-utf-8', 'Save the table as "CSV UTF-8"; this one is written in another way.')
    return []
  }
  try {
    const options = { bom: true, info: true, relax_column_count: true, skip_empty_lines: true } as const
    const delimiter = text.split('\n', 1)[0]?.includes(';') ? ';' : ','
    const found = parse(text, { ...options, delimiter }) as unknown as {
      record: string[]
      info: { lines: number }
    }[]
    return found.map(({ record, info }) => ({ record, line: info.lines - breaksIn(record) }))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line = typeof error.lines === 'number' ? error.lines : 1
    const column = typeof error.column === 'number' ? error.column + 1 : 1
    say(line, column, 'broken-csv', 'A quote is opened or closed in the wrong place here.')
    return []
  }
}

/** A record's line is told by its end; its own line breaks lie before. */
function breaksIn(record: readonly string[]): number {
  return record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0)
}

function judgeHeader(
  header: readonly string[],
  say: (column: number, code: string, sentence: Sentence) => void,
): void {
  const known: readonly string[] = columns
  const list = columns.join(', ')
  header.forEach((name, at) => {
    if (!known.includes(name))
      say(
        at + 1,
        'unknown-column',
        told`There is no column "${name.slice(0, 40)}". The columns are: ${list}.`,
      )
    else if (header.indexOf(name) !== at) say(at + 1, 'twice', told`The column "${name}" is there twice.`)
  })
  for (const needed of ['id', 'name', 'role']) {
    if (!header.includes(needed))
      say(
        header.length + 1,
        'missing-column',
        told`The column "${needed}" is missing. The columns are: ${list}.`,
      )
  }
}

function unescaped(cell: string): string {
  const trimmed = cell.trim()
  return /^'[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/.test(trimmed) ? trimmed.slice(1) : trimmed
}
