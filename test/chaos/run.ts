// `npm run chaos`: the long tests, and those of `npm test` that can be run more often, in full, one after another; then
// a dated report beside this file, and the table in README.
// A word is a part of a path; what begins with -- goes to the tests (`--minutes=60`). `--table` only writes the tables.
import { globSync, readFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { keepResults, knownResults, type RowResult } from '../support/acceptance/results.ts'
import { longTable, shortTable, withTable } from '../support/acceptance/table.ts'
import { bringUpRuntime, testEnvironment } from '../support/running/ground.ts'
import { printFile, printSummary } from '../support/running/print.ts'
import { endRunningFiles, type FileResult, runFile } from '../support/running/run-file.ts'

/** Far above what the longest needs: the soak of an hour. */
const LIMIT_MS = 3 * 3_600_000

const checkout = join(import.meta.dirname, '../..')
const words = process.argv.slice(2)
const flags = words.filter(word => word.startsWith('--'))
const fragments = words.filter(word => !word.startsWith('--'))

if (flags.includes('--table')) await writeTables(await knownResults())
else process.exitCode = (await runAll()) ? 0 : 1

async function runAll(): Promise<boolean> {
  let interrupted = false
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      interrupted = true
      endRunningFiles()
    })
  }
  const { asterisk, problem } = await bringUpRuntime(checkout)
  if (asterisk === undefined) {
    console.error(`Not run: ${problem}`)
    return false
  }
  const files = filesToRun()
  console.log(`chaos, in full: ${files.length} ${files.length === 1 ? 'file' : 'files'}`)
  const results: FileResult[] = []
  for (const file of files) {
    if (interrupted) break
    const result = await runFile(file, {
      folder: checkout,
      limitMs: LIMIT_MS,
      environment: testEnvironment(),
      words: ['--full', ...flags],
    })
    if (interrupted) break
    results.push(result)
    printFile(result)
    for (const { row, measured } of result.rows) console.log(`        ${row}: ${measured}`)
    // After each: a run of hours that is stopped has told what it knows.
    await writeTables(await keepResults([result], { asterisk, full: true }))
  }
  return printSummary(results, [], [], interrupted)
}

/** The long ones, and those that ask how often (`times` in proves.ts). */
function filesToRun(): string[] {
  const long = globSync('test/chaos/**/*.chaos.ts', { cwd: checkout }).sort()
  const both = globSync('test/**/*.test.ts', { cwd: checkout })
    .sort()
    .filter(file => /import \{[^}]*\btimes\b[^}]*\} from '[^']*\/proves\.ts'/.test(textOf(file)))
  return [...both, ...long].filter(
    file => fragments.length === 0 || fragments.some(fragment => file.includes(fragment)),
  )
}

function textOf(file: string): string {
  return readFileSync(join(checkout, file), 'utf8')
}

async function writeTables(known: readonly RowResult[]): Promise<void> {
  const readme = join(checkout, 'README.md')
  await writeFile(readme, withTable(await readFile(readme, 'utf8'), shortTable(known)))
  const day = new Date().toISOString().slice(0, 10)
  const report = `# What the faults did, ${day}

Written by \`npm run chaos\`. "Full" are its own counts, "reduced" those of \`npm test\`.

${longTable(known)}
`
  await writeFile(join(import.meta.dirname, 'report.md'), report)
}
