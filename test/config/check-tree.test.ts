// Every mistake that an owner can write: found all at once, with its place and what to do.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { checkTree, inWords, readTree, versionOf } from '../../src/config.ts'
import { verbNames } from '../../src/flows/verbs/verbs.ts'
import { shouldRecord } from '../../src/recordings/policy.ts'
import { mistakes } from './mistakes.ts'
import { copyOfShipped, cpuMsSince, shipped, treeWith } from './shipped.ts'

/** What is found, as a reader sees it. */
const linesOf = (texts: Parameters<typeof treeWith>[0]) => checkTree(treeWith(texts)).findings.map(inWords)

const replacing = (from: string, to: string) => (text: string) => {
  if (!text.includes(from)) throw new Error(`the shipped file has no ${from}`)
  return text.replace(from, to)
}

t.test('the shipped files are without a mistake and give a frozen configuration', async t => {
  const { config, findings } = checkTree(shipped)
  t.same(findings, [])
  if (!config) return t.fail('no configuration')
  t.equal(config.version, shipped.hash)
  t.equal(config.server.timezone, 'Asia/Ho_Chi_Minh')
  t.match(config.hotlines, [
    { name: 'main', normal: '+842871099999', flow: 'main', language: 'vi' },
    { name: 'english', flow: 'english', language: 'en' },
  ])
  t.match(config.queues.sales, { ringMs: 20_000, wrapUpMs: 10_000, restMs: 5000 })
  t.equal(config.queues.constructor, undefined)
  t.equal(config.flows.toString, undefined)
  t.equal(config.team.agents.length, 6)
  t.ok(Object.isFrozen(config.queues.sales?.announce))
  t.ok(Object.isFrozen(config.flows.main?.sections.menu))
  const steps = Object.values(config.flows).flatMap(flow => Object.values(flow.sections).flat())
  t.same(
    [...new Set(steps.map(step => step.verb))].sort(),
    [...verbNames].sort(),
    'the examples show every verb',
  )
})

t.test('a queue is recorded as the file says, and others as the default says', async t => {
  const { config } = checkTree(treeWith({ 'config/recording.yaml': 'default: off\nqueues: { sales: on }\n' }))
  if (!config) return t.fail('no configuration')
  t.equal(shouldRecord(config.recording, 'sales'), true)
  t.equal(shouldRecord(config.recording, 'support'), false)
  t.equal(shouldRecord(config.recording, 'constructor'), false)
})

t.test('ports of the environment replace those of the file', async t => {
  const { config } = checkTree(shipped, { ports: { https: 9443, rtpFirst: 20_000, rtpLast: 20_999 } })
  t.match(config?.server, {
    https: { port: 9443 },
    sip: { port: 5060 },
    rtp: { first: 20_000, last: 20_999 },
  })
  t.match(checkTree(shipped, { ports: { https: 8088 } }).findings, [{ code: 'port-twice' }])
})

t.test('a misspelt queue is found with line, column and the right name', async t => {
  t.same(linesOf({ 'ivr-flows/main.yaml': replacing('queue: sales', 'queue: slaes') }), [
    'ivr-flows/main.yaml:23:12 error unknown-queue: There is no queue "slaes" in config/queues.yaml. Did you mean "sales"?',
  ])
})

t.test('mistakes of all files are found at once, in reading order', async t => {
  const lines = linesOf({
    'config/server.yaml': replacing('timezone: Asia/Ho_Chi_Minh', 'timezon: Asia/Ho_Chi_Minh'),
    'config/hotlines.yaml': replacing('"02871099999"', '02871099999'),
    'config/queues.yaml': replacing('ring: 20s', 'ring: 20'),
    'config/team.yaml': replacing('queues: [support]', 'queues: [suport]'),
    'ivr-flows/main.yaml': text =>
      text
        .replace('say: welcome', 'sya: welcome')
        .replace('closed: after-hours', 'closed: after-hour')
        .replace('tries: 3', 'tries: three'),
    'sounds/en/prompts.yaml': replacing('closed:', 'close-d:'),
  })
  t.same(
    lines.map(line => line.split(': ')[0]),
    [
      'config/hotlines.yaml:4:11 error unquoted',
      'config/queues.yaml:6:9 error unquoted',
      'config/server.yaml:3:1 error missing-key',
      'config/server.yaml:3:1 error unknown-key',
      'config/team.yaml:8:52 error unknown-queue',
      'ivr-flows/english.yaml:50:11 error missing-prompt',
      'ivr-flows/main.yaml:9:13 error unknown-section',
      'ivr-flows/main.yaml:10:5 error unknown-verb',
      'ivr-flows/main.yaml:16:12 error wrong-type',
    ],
  )
  t.match(lines[0], /Put it in quotes: "02871099999"/)
  t.match(lines.join('\n'), /Did you mean "timezone"/)
  t.match(lines.join('\n'), /Did you mean "say"/)
})

for (const { what, path, change, expected } of mistakes)
  t.test(`refused: ${what}`, async t => {
    const begin = process.cpuUsage()
    const tree = treeWith({ [path]: change })
    const { config, findings } = checkTree(tree)
    const took = cpuMsSince(begin)
    t.match(findings.map(inWords).join('\n'), expected)
    t.equal(
      config === undefined,
      findings.some(finding => finding.severity === 'error'),
    )
    t.ok(took < 1000, `${took.toFixed(0)} ms`)
    t.ok(findings.every(finding => finding.line >= 1 && finding.column >= 1))
  })

t.test('a recording stands in for a sentence, and belongs to the version', async t => {
  const root = await copyOfShipped(t)
  const before = await readTree(root)
  t.equal(before.hash, shipped.hash, 'the version does not depend on the place')
  await writeFile(join(root, 'sounds/en/goodbye.wav'), 'not checked here')
  const prompts = join(root, 'sounds/en/prompts.yaml')
  const english = shipped.files.find(file => file.path === 'sounds/en/prompts.yaml')!.text
  await writeFile(prompts, english.replace(/^goodbye:.*\n/m, ''))
  const after = await readTree(root)
  const { config, findings } = checkTree(after)
  t.same(findings, [])
  t.equal(config?.prompts.recordings.en?.goodbye, join(root, 'sounds/en/goodbye.wav'))
  t.not(after.hash, before.hash)
  t.equal(versionOf(after.files, after.recordings), after.hash)
})

t.test(
  'a strategy of the owner’s own is tried out, belongs to the version, and a queue may name it',
  async t => {
    const mine = (body: string) =>
      `export default { name: 'mine', measure: (one: { idleMs: number }) => ${body} }\n`
    const using = replacing('strategy: round-robin', 'strategy: mine')
    const tree = (text: string) =>
      treeWith({ 'config/queues.yaml': using, 'config/strategies/mine.ts': text })
    const { config, findings } = checkTree(tree(mine('-one.idleMs')))
    t.same(findings, [])
    t.match(config, {
      queues: { sales: { strategy: 'mine' } },
      strategies: [{ name: 'mine', script: /idleMs/ }],
    })
    const wrong: [string, RegExp][] = [
      [mine('-one.idleMs').replace('mine', 'yours'), /strategies\/mine\.ts:1:1 error wrong-name: .*"yours"/],
      [
        '\nexport default { name: }\n',
        /mine\.ts:2:1 error bad-strategy: This is no TypeScript: Expression expected/,
      ],
      [mine('{ while (true) {} }'), /mine\.ts:1:1 error bad-strategy: This strategy takes too long/],
      [mine('one.nobody.there'), /error bad-strategy: This strategy throws: Cannot read/],
      [mine('1 / 0'), /error bad-strategy: This strategy gives no number/],
      [`import x from 'y'\n${mine('1')}`, /:1:1 error bad-strategy: .*no import, no async/],
    ]
    for (const [text, expected] of wrong) {
      const lines = checkTree(tree(text)).findings.map(inWords)
      t.match(lines.join('\n'), expected)
      t.equal(lines.length, 1, 'the queue that names it is not lost')
    }
    const builtIn = checkTree(treeWith({ 'config/strategies/random.ts': mine('1') })).findings.map(inWords)
    t.match(builtIn, [/random\.ts:1:1 error wrong-name: There is a built-in strategy "random"/])
    const root = await copyOfShipped(t)
    const before = await readTree(root)
    await mkdir(join(root, 'config/strategies'), { recursive: true })
    await writeFile(join(root, 'config/strategies/mine.ts'), mine('1'))
    const after = await readTree(root)
    t.not(after.hash, before.hash)
    t.ok(after.files.some(({ path }) => path === 'config/strategies/mine.ts'))
  },
)

t.test('who really works here is asked where it is known', async t => {
  const tree = treeWith({
    'config/queues.yaml': replacing(
      'retry: 5s',
      'level: 1\n  skills: [english:2]\n  widen: [{ after: 9s, level: 2 }]',
    ),
  })
  const told = (staff: Parameters<typeof checkTree>[3]) =>
    checkTree(tree, undefined, 'left-out', staff).findings.map(inWords)
  const support = { queue: 'support' }
  t.match(told([]), [/nobody-serves: .*"sales"/, /unknown-skill: .*"english"/, /nobody-serves: .*"support"/])
  t.same(told([{ queues: [{ queue: 'sales', level: 2 }, support], skills: ['english:2'] }]), [])
  t.match(told([{ queues: [{ queue: 'sales' }, support], skills: ['english'] }]), [/skills-never-met/])
  t.match(
    told([
      { queues: [{ queue: 'sales' }, support], skills: ['english:3'] },
      { queues: [{ queue: 'sales', level: 3 }], skills: ['english:3'] },
    ]),
    [/level-never-asked: 1 who serve "sales" have a level above 2/],
  )
})

t.test(
  'a queue that takes not everybody, and a step that does not say where the others go: told, and they join',
  async t => {
    const capped = (change: string) =>
      shipped.files
        .find(({ path }) => path === 'config/queues.yaml')!
        .text.replace('name: sales\n', `name: sales\n  ${change}\n`)
    const ways = (change: string, step: string) =>
      linesOf({
        'config/queues.yaml': capped(change),
        'ivr-flows/main.yaml': `flow: main\ntitle: x\nlanguage: vi\nstart:\n  - ${step}\nbye:\n  - hangup\n`,
      }).filter(line => line.includes('no-way-beyond'))
    t.match(ways('max-waiting: 5', '{ queue: sales, keys: { "1": bye } }'), [
      /main\.yaml:5:\d+ warning no-way-beyond: .*no more than 5/,
    ])
    t.match(ways('empty: { leave: true }', '{ queue: sales, keys: { "1": bye } }'), [
      /warning no-way-beyond: .*nobody serves it/,
    ])
    t.same(ways('max-waiting: 5', '{ queue: sales, full: bye }'), [])
    t.same(ways('empty: {}', '{ queue: sales, max-wait: 5m, too-long: bye }'), [])
  },
)
