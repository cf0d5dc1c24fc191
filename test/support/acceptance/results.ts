// What runs have told of the acceptance rows, kept between runs: `npm test` with reduced counts, `npm run chaos` in
// full. A row that a file says it proves, and then does not tell of, has failed.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { arch, cpus, totalmem } from 'node:os'
import { dirname, join } from 'node:path'
import type { FileResult } from '../running/run-file.ts'

export type RowResult = {
  row: string
  file: string
  result: 'passed' | 'failed' | 'skipped'
  measured: string
  /** With the counts of `npm run chaos`. */
  full: boolean
  /** Day of the run, UTC, like 2026-11-22. */
  date: string
  asterisk: string
  node: string
  machine: string
}

export type RunFacts = { asterisk: string; full: boolean }

const checkout = join(import.meta.dirname, '../../..')
const KEPT_IN = join(checkout, '.tongdai', 'acceptance.json')

/** Newer results take the place of older ones of the same file and counts. @returns all that are known now */
export async function keepResults(files: readonly FileResult[], facts: RunFacts): Promise<RowResult[]> {
  const news: RowResult[] = []
  for (const result of files) news.push(...resultsOf(result, await promisedIn(result.file), facts))
  const isRun = new Set(files.map(({ file }) => file))
  const kept = (await knownResults()).filter(({ file, full }) => full !== facts.full || !isRun.has(file))
  const all = [...kept, ...news]
  await mkdir(dirname(KEPT_IN), { recursive: true })
  await writeFile(KEPT_IN, `${JSON.stringify(all, null, 1)}\n`)
  return all
}

export async function knownResults(): Promise<RowResult[]> {
  const text = await readFile(KEPT_IN, 'utf8').catch(() => '[]')
  return JSON.parse(text) as RowResult[]
}

/** The rows that a test file's text says it proves. */
export function promisedBy(source: string): string[] {
  return [...new Set([...source.matchAll(/\bproves\(\s*t,\s*'([A-Z]\d{1,2})'/g)].map(([, row = '']) => row))]
}

const promisedIn = async (file: string) =>
  promisedBy(await readFile(join(checkout, file), 'utf8').catch(() => ''))

/** @param promised rows that the file says it proves */
export function resultsOf(
  { file, rows, failures, skips }: FileResult,
  promised: readonly string[],
  { asterisk, full }: RunFacts,
): RowResult[] {
  const run = { file, full, asterisk, date: new Date().toISOString().slice(0, 10), ...thisMachine() }
  const told = Map.groupBy(rows, ({ row }) => row)
  const passed = [...told].map(([row, proofs]) => {
    const measured = proofs.map(proof => proof.measured).join('; ')
    return { row, ...run, result: 'passed' as const, measured }
  })
  const missing = promised
    .filter(row => !told.has(row))
    .map(row => {
      const [failure] = failures
      if (failure) return { row, ...run, result: 'failed' as const, measured: failure.title }
      return { row, ...run, result: 'skipped' as const, measured: skips[0] ?? '' }
    })
  return [...passed, ...missing]
}

function thisMachine(): Pick<RowResult, 'node' | 'machine'> {
  const gigabytes = Math.round(totalmem() / 2 ** 30)
  return { node: process.versions.node, machine: `${cpus().length} cores ${arch()}, ${gigabytes} GB` }
}
