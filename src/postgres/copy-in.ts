// COPY … FROM STDIN: many rows as one text, at a third of what an insert costs PostgreSQL. It knows no "on conflict".
import type pg from 'pg'
import { asAway } from './database.ts'

/** A column's value as COPY reads it; undefined is null. */
export type Value = string | number | undefined

const special = /[\\\t\n\r]/
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

/** One row, with the newline that ends it. */
export function copyLine(values: readonly Value[]): string {
  let line = ''
  for (const value of values) line += `${line === '' ? '' : '\t'}${columnText(value)}`
  return `${line}\n`
}

/** A moment as a timestamptz reads it. @param ms epoch ms @throws RangeError when it is none */
export function moment(ms: number): string {
  const day = Math.floor(ms / DAY_MS)
  if (day !== lastDay.day) lastDay = { day, text: dayText(day) }
  const left = ms - day * DAY_MS
  const [minutes, seconds] = [Math.floor(left / 60_000), Math.floor(left / 1_000)]
  const clock = `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:${two(seconds % 60)}`
  return `${lastDay.text} ${clock}.${String(Math.floor(left % 1_000)).padStart(3, '0')}Z`
}

const DAY_MS = 86_400_000
// Most moments of a batch are of one day, and Date is slow at telling it.
let lastDay = { day: 0, text: '1970-01-01' }

function dayText(day: number): string {
  const [text = ''] = new Date(day * DAY_MS).toISOString().split('T')
  return text.startsWith('+') ? text.slice(1) : text
}

const two = (number: number): string => (number < 10 ? `0${number}` : `${number}`)

/**
 * @param into a table and its columns: `segments (conversation, number)`
 * @param lines of copyLine
 * @throws as `ask`; a plain Error for a text that is no Unicode
 */
export async function copyIn(connection: pg.PoolClient, into: string, lines: string): Promise<void> {
  if (lines === '') return
  // Half a character would be replaced on its way, and something else be stored than what was said.
  if (!lines.isWellFormed()) throw new Error('A text holds half a character.')
  await new Promise<void>((resolve, reject) =>
    connection.query(new Copy(into, lines, resolve, reject)),
  ).catch((error: unknown) => {
    throw asAway(error)
  })
}

/** pg hands the connection's messages to whatever object was submitted, by these names. */
class Copy {
  /** Set by pg where a query may take only so long; ends its waiting. */
  callback?: (error?: Error) => void
  #into: string
  #lines: string
  #resolve: () => void
  #reject: (error: Error) => void

  constructor(into: string, lines: string, resolve: () => void, reject: (error: Error) => void) {
    this.#into = into
    this.#lines = lines
    this.#resolve = resolve
    this.#reject = reject
  }

  submit(wire: unknown): void {
    ;(wire as Wire).query(`copy ${this.#into} from stdin`)
  }

  handleCopyInResponse(wire: Wire): void {
    wire.sendCopyFromChunk(Buffer.from(this.#lines))
    wire.endCopyFrom()
  }

  handleError(error: Error): void {
    this.callback?.(error)
    this.#reject(error)
  }

  handleCommandComplete(): void {}

  handleReadyForQuery(): void {
    this.callback?.()
    this.#resolve()
  }
}

type Wire = { query(text: string): void; sendCopyFromChunk(chunk: Buffer): void; endCopyFrom(): void }

function columnText(value: Value): string {
  if (value === undefined) return '\\N'
  if (typeof value === 'number') return String(value)
  return special.test(value) ? value.replace(/[\\\t\n\r]/g, found => escapes[found] ?? found) : value
}
