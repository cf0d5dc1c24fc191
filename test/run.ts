// Runs the tests, ring by ring: `npm test`, `npm test core`, `npm test calls hangs-up`, `npm test test/redis`.
// A word is a ring's name, or a part of a path; several rings add up, and so do several parts.
import { globSync } from 'node:fs'
import { join, relative } from 'node:path'
import { keepResults } from './support/acceptance/results.ts'
import { bringUpRuntime, testEnvironment } from './support/running/ground.ts'
import { printFile, printSummary, type RingTime } from './support/running/print.ts'
import { RINGS, type Ring, ringOf } from './support/running/rings.ts'
import { endRunningFiles, type FileResult, runFile } from './support/running/run-file.ts'
import { secondChance } from './support/running/second-chance.ts'

const checkout = join(import.meta.dirname, '..')
const words = process.argv.slice(2)
const ringWords = words.filter(word => RINGS.some(({ name }) => name === word))
const fragments = words.filter(word => !ringWords.includes(word))

const files = globSync('test/**/*.test.ts', { cwd: checkout })
  .sort()
  .filter(file => ringWords.length === 0 || ringWords.includes(ringOf(file)))
  .filter(file => fragments.length === 0 || fragments.some(fragment => file.includes(asPath(fragment))))
const chosen = RINGS.map(ring => ({ ring, files: files.filter(file => ringOf(file) === ring.name) })).filter(
  choice => choice.files.length > 0,
)
if (chosen.length === 0) {
  console.error(`No test file matches ${words.join(' ')}. Rings: core, wings, calls; or a part of a path.`)
}

let interrupted = false
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    interrupted = true
    endRunningFiles()
  })
}

const played: FileResult[] = []
const times: RingTime[] = []
const runtime = chosen.some(({ ring }) => ring.needsRuntime) ? await bringUpRuntime(checkout) : undefined
const runtimeProblem = runtime?.problem
for (const { ring, files } of chosen) {
  const startedAt = performance.now()
  console.log(`\n${ring.name}: ${files.length} ${files.length === 1 ? 'file' : 'files'}`)
  if (ring.needsRuntime && runtimeProblem) {
    played.push(...files.map(file => notRun(file, runtimeProblem)))
    console.log(`  not run: ${runtimeProblem}`)
    continue
  }
  await runRing(ring, files)
  times.push({ ring, tookMs: performance.now() - startedAt })
}
const { results, again } = await secondChance(played, file => runOne(ringNamed(ringOf(file)), file))
if (runtime?.asterisk && !interrupted) await keepResults(results, { asterisk: runtime.asterisk, full: false })
process.exitCode = printSummary(results, again, times, interrupted) ? 0 : 1

/**
 * `atATime` lanes take the next file whenever they are free: from the front and, every other lane, from the back, so
 * that files of one folder, which strain the same thing, seldom run side by side.
 */
async function runRing(ring: Ring, files: readonly string[]): Promise<void> {
  const { alone = [] } = ring
  const run = async (file: string) => {
    const result = await runOne(ring, file)
    if (result) played.push(result)
  }
  for (const file of files.filter(one => alone.includes(one))) await run(file)
  const queue = files.filter(one => !alone.includes(one))
  const lane = async (_: unknown, index: number) => {
    const next = () => (interrupted ? undefined : index % 2 === 0 ? queue.shift() : queue.pop())
    for (let file = next(); file; file = next()) await run(file)
  }
  await Promise.all(Array.from({ length: ring.atATime }, lane))
}

async function runOne({ limitMs }: Ring, file: string): Promise<FileResult | undefined> {
  if (interrupted) return undefined
  const result = await runFile(file, { folder: checkout, limitMs, environment: testEnvironment() })
  printFile(result)
  return result
}

function ringNamed(name: Ring['name']): Ring {
  return RINGS.find(ring => ring.name === name) as Ring
}

function notRun(file: string, why: string): FileResult {
  return {
    file,
    tookMs: 0,
    noise: '',
    passed: 0,
    skipped: 0,
    skips: [],
    rows: [],
    failures: [{ title: why }],
  }
}

/** `./test/redis` and an absolute path mean the same file as `test/redis`. */
function asPath(fragment: string): string {
  return fragment.startsWith('/') ? relative(checkout, fragment) : fragment.replace(/^\.\//, '')
}
