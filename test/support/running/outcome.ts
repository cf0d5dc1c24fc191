// What a test file reported: its TAP read into numbers, failures and skips.
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Parser, type Result } from 'tap-parser'

export type Failure = {
  /** The test's sentence, and the assertion's: `a caller waits > he hears music`. */
  readonly title: string
  /** `test/calls/call.test.ts:12`, where the assertion stands. */
  readonly place?: string
  /** A diff, or the reason in words; may hold several lines. */
  readonly detail?: string
}

export type Outcome = {
  /** Assertions; a whole test that was skipped counts as one. */
  passed: number
  skipped: number
  readonly failures: Failure[]
  /** `sentence (reason)` */
  readonly skips: string[]
  /** Acceptance rows that it has proved (proves.ts), and what was measured. */
  readonly rows: ProvedRow[]
}

export type ProvedRow = { readonly row: string; readonly measured: string }

/** Feed it TAP; the numbers grow as it comes. @param folder where the file ran: its paths begin there */
export function tapReader(folder: string): {
  outcome: Outcome
  write(text: string): void
  end(): { planned: boolean }
} {
  const outcome: Outcome = { passed: 0, skipped: 0, failures: [], skips: [], rows: [] }
  const parser = new Parser()
  listen(parser, [], outcome, folder)
  return {
    outcome,
    write: text => {
      parser.write(text)
    },
    end: () => {
      parser.end()
      return { planned: !parser.syntheticPlan && parser.planEnd !== -1 && parser.count >= parser.planEnd }
    },
  }
}

/** A line that closes a group of assertions only sums them up, so it counts only where nothing else did. */
function listen(parser: Parser, path: readonly string[], outcome: Outcome, folder: string): void {
  let group: { child: Parser; failuresBefore: number } | undefined
  parser.on('child', (child: Parser) => {
    group = { child, failuresBefore: outcome.failures.length }
    listen(child, [...path, child.name], outcome, folder)
  })
  parser.on('comment', (text: string) => {
    const [, row, measured] = /^# row ([A-Z]\d{1,2}): (.*)/.exec(text.trim()) ?? []
    if (row && measured !== undefined) outcome.rows.push({ row, measured })
  })
  parser.on('assert', (result: Result) => {
    const sumsUp = group !== undefined && group.child.count > 0
    const told = group !== undefined && outcome.failures.length > group.failuresBefore
    group = undefined
    const title = [...path, result.name].join(' > ')
    if (result.skip || result.todo) {
      if (sumsUp) return
      outcome.skipped += 1
      const reason = [result.skip ? 'skipped' : 'to do', result.skip || result.todo].filter(isText)
      outcome.skips.push(`${title} (${reason.join(': ')})`)
    } else if (!result.ok) {
      if (!told) outcome.failures.push({ title, ...explanation(result.diag, folder) })
    } else if (!sumsUp) outcome.passed += 1
  })
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

/** What tap says of a failure, short enough to read. */
function explanation(diag: unknown, folder: string): Omit<Failure, 'title'> {
  if (typeof diag !== 'object' || diag === null) return {}
  const { at, diff, stack, ...rest } = diag as Record<string, unknown>
  const { fileName, lineNumber } = (typeof at === 'object' && at !== null ? at : {}) as Record<
    string,
    unknown
  >
  const noise = ['source', 'compare', 'tapCaught', 'test', 'signal']
  const said = Object.entries(rest).filter(([key]) => !noise.includes(key))
  const detail = [
    isText(diff)
      ? diff.trimEnd()
      : isText(fileName)
        ? codeAt(resolve(folder, fileName), Number(lineNumber))
        : '',
    ...said.map(([key, value]) => `${key}: ${isText(value) ? value.trimEnd() : JSON.stringify(value)}`),
    isText(stack) ? stack.trimEnd() : '',
  ].filter(isText)
  return {
    ...(isText(fileName) ? { place: `${fileName}:${lineNumber}` } : {}),
    ...(detail.length > 0 ? { detail: detail.join('\n') } : {}),
  }
}

/** Where there is no diff, the line of the test says more than its sentence. */
function codeAt(file: string, line: number): string {
  if (!existsSync(file)) return ''
  return readFileSync(file, 'utf8').split('\n')[line - 1]?.trim() ?? ''
}
