// The table of the acceptance rows in Markdown: README's short one between two markers, and the dated report.
import type { RowResult } from './results.ts'
import { aboutRow, rowsToShow } from './rows.ts'

const BEGIN = '<!-- acceptance table: written by `npm run chaos` -->'
const END = '<!-- end of the acceptance table -->'

export type RowLine = { row: string; result: string; measured: string; asterisk: string; tests: RowResult[] }

/** One line a row; where a row was run in full and reduced, the full run speaks, unless a later one failed. */
export function linesOf(known: readonly RowResult[]): RowLine[] {
  const byRow = Map.groupBy(known, ({ row }) => row)
  return rowsToShow(known.map(({ row }) => row)).map(row => {
    const byFile = Map.groupBy(byRow.get(row) ?? [], ({ file }) => file)
    const tests = [...byFile.values()].map(speaking)
    const ran = tests.filter(({ result }) => result !== 'skipped')
    if (ran.length === 0) {
      const [skipped] = tests
      const measured = skipped ? `skipped: ${skipped.measured}` : ''
      return { row, result: 'not run', measured, asterisk: '', tests }
    }
    const failed = ran.filter(({ result }) => result === 'failed')
    const all = failed.length > 0 ? failed : ran
    return {
      row,
      result: failed.length > 0 ? '**failed**' : 'passed',
      measured: all.map(({ measured }) => measured).join('; '),
      asterisk: [...new Set(ran.map(one => one.asterisk))].join(', '),
      tests,
    }
  })
}

function speaking(results: readonly RowResult[]): RowResult {
  const [full, reduced] = [true, false].map(is => results.find(one => one.full === is))
  if (!full || !reduced) return (full ?? reduced)!
  return reduced.result === 'failed' && reduced.date >= full.date ? reduced : full
}

export function shortTable(known: readonly RowResult[]): string {
  const lines = linesOf(known).map(
    ({ row, result, measured, asterisk }) =>
      `| ${row} | ${aboutRow(row)} | ${result} | ${cell(measured)} | ${asterisk} |`,
  )
  return ['| | what | result | measured | Asterisk |', '|---|---|---|---|---|', ...lines].join('\n')
}

/** Each file's own line, with its counts, its day and its machine. */
export function longTable(known: readonly RowResult[]): string {
  const lines = linesOf(known).flatMap(({ row, tests }) =>
    tests.length === 0
      ? [`| ${row} | ${aboutRow(row)} | not run | | | | | |`]
      : tests.map(
          ({ result, measured, full, file, asterisk, date, machine }) =>
            `| ${row} | ${aboutRow(row)} | ${result} | ${cell(measured)} | ${full ? 'full' : 'reduced'} | ${file} | ${asterisk} | ${date}, ${machine} |`,
        ),
  )
  const head = '| | what | result | measured | counts | test | Asterisk | day, machine |'
  return [head, '|---|---|---|---|---|---|---|---|', ...lines].join('\n')
}

/** @throws where the text has no markers */
export function withTable(text: string, table: string): string {
  const begin = text.indexOf(BEGIN)
  const end = text.indexOf(END)
  if (begin < 0 || end < begin) throw new Error(`There is no place for the table: ${BEGIN} and ${END}`)
  return `${text.slice(0, begin + BEGIN.length)}\n\n${table}\n\n${text.slice(end)}`
}

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')
