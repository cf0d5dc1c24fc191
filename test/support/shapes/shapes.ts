// The table of call shapes (test/acceptance/call-shapes.md) as data: what happens, step by step, and what remains.
import { readFileSync } from 'node:fs'

export type Shape = {
  /** Its line in the table, from 1. */
  row: number
  steps: string[]
  /** Column → what may stand there. */
  words: Readonly<Record<(typeof WORDS)[number], string[]>>
  seconds: Readonly<Record<(typeof SECONDS)[number], number[]>>
}

export const WORDS = ['direction', 'result', 'reason', 'who', 'agent', 'queue'] as const
export const SECONDS = ['wait', 'ring', 'talk', 'hold', 'wrap'] as const

export function readShapes(file: string): Shape[] {
  const rows = readFileSync(file, 'utf8')
    .split('\n')
    .filter(line => line.startsWith('| '))
    .slice(1)
    .map(line => line.split('|').map(cell => cell.trim()))
  return rows.map(([, happens = '', ...cells], index) => {
    const values = cells.map(cell => cell.split(' or ').map(value => (value === '–' ? '' : value)))
    const words = Object.fromEntries(WORDS.map((column, n) => [column, values[n] ?? []]))
    const seconds = Object.fromEntries(
      SECONDS.map((column, n) => [column, (values[WORDS.length + n] ?? []).map(Number)]),
    )
    return {
      row: index + 1,
      steps: happens.split('; '),
      words: words as Shape['words'],
      seconds: seconds as Shape['seconds'],
    }
  })
}
