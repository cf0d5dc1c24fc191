// What the runner of the tests prints: a line for each file, failures in full, and the closing line.
import type { Failure } from './outcome.ts'
import type { Ring } from './rings.ts'
import type { FileResult } from './run-file.ts'
import type { Again } from './second-chance.ts'

export type RingTime = { readonly ring: Ring; readonly tookMs: number }

const terminal = process.stdout.isTTY
const inRed = (text: string) => (terminal ? `\x1b[31m${text}\x1b[39m` : text)

export function printFile(result: FileResult): void {
  const { file, tookMs, failures, skips, noise } = result
  const mark = failures.length > 0 ? inRed('FAIL') : 'ok  '
  console.log(`  ${mark}  ${file}  ${countsInWords(result)}  ${seconds(tookMs)}`)
  for (const skip of skips) console.log(`        skipped: ${skip}`)
  for (const failure of failures) printFailure(failure)
  if (failures.length > 0 && noise) console.log(indented(`it also said:\n${noise}`, '        '))
}

/**
 * The times of the rings, in short what failed and what passed only the second time, and, last, the plain line that counts assertions.
 * @returns whether all is well
 */
export function printSummary(
  results: readonly FileResult[],
  again: readonly Again[],
  times: readonly RingTime[],
  interrupted: boolean,
): boolean {
  const sum = (count: (result: FileResult) => number) =>
    results.reduce((total, result) => total + count(result), 0)
  const passed = sum(result => result.passed)
  const skipped = sum(result => result.skipped)
  const failed = sum(result => result.failures.length)
  console.log('')
  for (const { ring, tookMs } of times) {
    const late = tookMs > ring.budgetMinutes * 60_000 ? inRed(' — over its budget') : ''
    console.log(`${ring.name} took ${seconds(tookMs)} of ${ring.budgetMinutes * 60} s${late}`)
  }
  for (const { file, failures } of results) {
    for (const { title, place } of failures) console.log(inRed(`FAIL  ${place ?? file}  ${title}`))
  }
  for (const { file, first } of again)
    for (const { title, place } of first)
      console.log(`AGAIN ${place ?? file}  ${title} — passed when it was played once more, alone`)
  if (interrupted) console.log('Interrupted: not everything was run.')
  if (passed + failed === 0) console.log('No test ran.')
  console.log('Assertions, a file that broke counting as one that failed:')
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
  return failed === 0 && passed > 0 && !interrupted
}

function countsInWords({ passed, failures, skipped }: FileResult): string {
  const parts = [`${passed} passed`]
  if (failures.length > 0) parts.push(`${failures.length} failed`)
  if (skipped > 0) parts.push(`${skipped} skipped`)
  return parts.join(', ')
}

function printFailure({ title, place, detail }: Failure): void {
  console.log(inRed(`        ${title}`))
  if (place) console.log(`          at ${place}`)
  if (detail) console.log(indented(detail, '          '))
}

const indented = (text: string, by: string) => text.replaceAll(/^/gm, by)
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`
