// The table of acceptance rows says what was told, and never more.
import t from 'tap'
import type { FileResult } from '../running/run-file.ts'
import { promisedBy, type RowResult, resultsOf } from './results.ts'
import { linesOf, longTable, shortTable, withTable } from './table.ts'

const file: FileResult = {
  ...{ file: 'test/acceptance/x.test.ts', tookMs: 1, noise: '', passed: 3, skipped: 0 },
  ...{ failures: [], skips: [], rows: [] },
}
const facts = { asterisk: '22.10.1', full: false }
const told = (rows: string[]): FileResult => ({
  ...file,
  rows: rows.map(row => ({ row, measured: `${row} in 2 s` })),
})

const lineOf = (results: readonly RowResult[], row: string) => linesOf(results).find(one => one.row === row)

t.test('a file’s promises are what its calls of proves say', t => {
  const source = `proves(t, 'F01', 'x')\nproves(\n t,\n 'F02', y)\nproves(t, 'F01', z)\n// disproves(t, 'F03')`
  t.same(promisedBy(source), ['F01', 'F02'])
  t.end()
})

t.test('every one of the first rows is there, and one that nobody told of was not run', t => {
  const lines = linesOf([])
  t.equal(lines.length, 37)
  t.ok(lines.every(({ result }) => result === 'not run'))
  t.match(shortTable([]), /^\| F01 \| .* \| not run \| {2}\| {2}\|$/m)
  t.end()
})

t.test('a row is proved by each file that promises it; one that does not tell of it has failed it', t => {
  const good = resultsOf(told(['F01', 'F01']), ['F01'], facts)
  t.match(lineOf(good, 'F01'), { result: 'passed', measured: 'F01 in 2 s; F01 in 2 s', asterisk: '22.10.1' })
  const bad = resultsOf({ ...file, file: 'y', failures: [{ title: 'late > by 3 s' }] }, ['F01'], facts)
  t.match(lineOf([...good, ...bad], 'F01'), { result: '**failed**', measured: 'late > by 3 s' })
  const absent = resultsOf({ ...file, skips: ['a browser (none here)'] }, ['F02'], facts)
  t.match(lineOf(absent, 'F02'), { result: 'not run', measured: 'skipped: a browser (none here)' })
  t.end()
})

t.test('the full run speaks for its file, unless a later reduced one failed', t => {
  const reduced = resultsOf(told(['R02']), ['R02'], facts)
  const full = resultsOf(told(['R02']), ['R02'], { ...facts, full: true })
  t.match(lineOf([...reduced, ...full], 'R02')?.tests, [{ full: true }])
  const failed = resultsOf({ ...file, failures: [{ title: 'broken' }] }, ['R02'], facts)
  t.match(lineOf([...failed, ...full], 'R02'), { result: '**failed**' })
  t.end()
})

t.test('further rows follow the first; the report names counts and machine', t => {
  const results = resultsOf(told(['F03']), [], { ...facts, full: true })
  t.equal(linesOf(results).at(-1)?.row, 'F03')
  t.match(longTable(results), /\| F03 \| .* \| passed \| F03 in 2 s \| full \| test\/acceptance\/x/)
  t.end()
})

t.test('the table stands between its markers, again and again', t => {
  const readme = `# A
<!-- acceptance table: written by \`npm run chaos\` -->
old
<!-- end of the acceptance table -->
rest
`
  const once = withTable(readme, '| new |')
  t.equal(withTable(once, '| new |'), once)
  t.match(once, /-->\n\n\| new \|\n\n<!-- end/)
  t.ok(once.endsWith('rest\n') && !once.includes('old'))
  t.throws(() => withTable('# no place', ''))
  t.end()
})
