// The runner of the tests must not call a broken file good.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { eventually, testFolder } from '../stores.ts'
import { ringOf } from './rings.ts'
import { runFile } from './run-file.ts'

const head = "import t from 'tap'\n"

async function run(t: Parameters<typeof testFolder>[0], source: string, limitMs = 20_000) {
  const folder = await testFolder(t, 'runner')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'some.test.ts'), source)
  return runFile('some.test.ts', { folder, limitMs, environment: process.env })
}

t.test('assertions are counted one by one, and a skip is named with its reason', async t => {
  const result = await run(
    t,
    `${head}t.test('good', t => { t.ok(1); t.ok(2); t.end() })
t.test('browser', { skip: 'no Chromium here' }, t => t.end())
t.test('all skipped', t => { t.plan(0, 'nothing to do') })
t.test('later', async t => { t.pass(); t.todo('stereo') })`,
  )
  t.equal(result.passed, 3)
  t.same(result.failures, [])
  t.same(result.skips, [
    'browser (skipped: no Chromium here)',
    'all skipped (skipped: nothing to do)',
    'later > stereo (to do)',
  ])
})

t.test('acceptance rows are told once each, wherever they were proved', async t => {
  const { rows } = await run(
    t,
    `${head}t.test('a', t => { t.pass(); t.comment('row F01: back in 1.8 s, 0 BYE')
  t.test('b', t => { t.pass(); t.comment('row Q02: as wished'); t.end() }); t.end() })`,
  )
  t.same(
    rows.toSorted((a, b) => a.row.localeCompare(b.row)),
    [
      { row: 'F01', measured: 'back in 1.8 s, 0 BYE' },
      { row: 'Q02', measured: 'as wished' },
    ],
  )
})

t.test('a failure is told with its sentence, its place and its diff', async t => {
  const { passed, failures } = await run(
    t,
    `${head}t.test('two lists', t => { t.pass(); t.same([1, 2], [1, 3], 'are the same'); t.end() })`,
  )
  t.equal(passed, 1)
  t.equal(failures.length, 1)
  t.equal(failures[0]?.title, 'two lists > are the same')
  t.match(failures[0]?.place, /some\.test\.ts:2$/)
  t.match(failures[0]?.detail, /-\s+3,\n\s*\+\s+2,/)
})

t.test('a failure without a diff is told with its line of code', async t => {
  const { failures } = await run(t, `${head}const late = 7\nt.ok(late < 5)\nt.end()`)
  t.match(failures[0]?.detail, /^t\.ok\(late < 5\)$/m)
})

t.test('an error that is thrown is one failure', async t => {
  const { failures } = await run(t, `${head}t.test('x', async () => { throw new Error('boom') })`)
  t.same(
    failures.map(failure => failure.title),
    ['x > boom'],
  )
})

for (const [what, source, title] of [
  ['does not compile', 'const = 1', /the file ended with code 1/],
  ['leaves in the middle', `${head}t.test('x', async t => { t.pass(); process.exit(0) })`, /unfinished/],
  ['crashes after its tests', `${head}t.pass(); t.end(); setTimeout(() => process.abort(), 50)`, /SIGABRT/],
  ['tests nothing', 'console.log("hello")', /no plan|no test/],
  ['tests nothing with tap', `${head}t.end()`, /./],
] as const) {
  t.test(`a file that ${what} has failed`, async t => {
    const { failures } = await run(t, source)
    t.ok(failures.length > 0)
    t.match(failures.map(failure => failure.title).join('; '), title)
  })
}

t.test('what a broken file printed is shown with it', async t => {
  t.match(
    (await run(t, 'console.error("the sink is clogged"); process.exit(3)')).noise,
    /the sink is clogged/,
  )
})

t.test('a file that hangs is told apart by its test, and what it started is gone', async t => {
  const source = `${head}import { spawn } from 'node:child_process'
console.error('child', spawn('sleep', ['600']).pid)
t.test('waits for ever', () => new Promise(() => setInterval(() => {}, 1000)))`
  const { failures, noise } = await run(t, source, 1_000)
  t.match(failures[0]?.title, /waits for ever/)
  const child = Number(/child (\d+)/.exec(noise)?.[1])
  t.ok(child > 1)
  await eventually(t, 'its child has ended', () => {
    try {
      return !process.kill(child, 0)
    } catch {
      return true
    }
  })
})

t.test('each file has its ring', t => {
  t.equal(ringOf('test/cdrs/cdr.test.ts'), 'core')
  t.equal(ringOf('test/architecture.test.ts'), 'core')
  t.equal(ringOf('test/redis/lease.test.ts'), 'wings')
  t.equal(ringOf('test/acceptance/one-call.test.ts'), 'calls')
  t.end()
})
