// Files that are no text, floods of text, and files damaged at random: refused in a sentence, and soon.
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { checkTree, inWords, readTree } from '../../src/config.ts'
import { proves } from '../support/proves.ts'
import { mistakes } from './mistakes.ts'
import { copyOfShipped, cpuMsSince, emptyFolder, shipped, treeWith } from './shipped.ts'

t.test('no flood of text takes more than a second, nor more than a page of findings', async t => {
  const floods = {
    levels: `start: ${'['.repeat(10_000)}`,
    lists: '- '.repeat(10_000),
    bomb: bomb(),
    quotes: '"'.repeat(24_000),
    commas: `[${','.repeat(24_000)}`,
    brackets: ']'.repeat(24_000),
    'short of too many quotes': '"'.repeat(47_000),
    'short of too many steps': `flow: main\ntitle: x\nstart:\n${'  - { go: nowhere }\n'.repeat(5000)}`,
    'short of too many keys': Array.from({ length: 16_000 }, (_, index) => `key${index}: ${index}`).join(
      '\n',
    ),
    'short of too many colons': ': \n'.repeat(39_000),
    keys: Array.from({ length: 3500 }, (_, index) => `key${index}: ${index}`).join('\n'),
    steps: `flow: main\ntitle: x\nstart:\n${'  - { go: nowhere }\n'.repeat(2000)}`,
    sections: `flow: main\ntitle: x\nstart: []\n${Array.from({ length: 3500 }, (_, index) => `s${index}: []`).join('\n')}`,
    chain: `flow: main\ntitle: x\nstart: [{ go: s0 }]\n${Array.from({ length: 499 }, (_, index) => `s${index}: [{ hours: always, closed: s${index + 1} }, { go: s${(index * 7) % 499} }]`).join('\n')}\n`,
    lines: '\n'.repeat(999_000),
    long: `title: ${'x'.repeat(990_000)}`,
  }
  let slowest = 0
  for (const [name, text] of Object.entries(floods)) {
    const begin = process.cpuUsage()
    const { config, findings } = checkTree(treeWith({ 'ivr-flows/main.yaml': text }))
    const took = cpuMsSince(begin)
    t.equal(config, undefined, name)
    t.ok(findings.length <= 102 && findings.length > 0, `${name}: ${findings.length} findings`)
    t.ok(took < 1000, `${name}: ${took.toFixed(0)} ms`)
    slowest = Math.max(slowest, took)
  }
  t.ok(mistakes.length >= 60)
  proves(
    t,
    'T04',
    `${Object.keys(floods).length} floods and ${mistakes.length} mistakes refused with file and line, in ${slowest.toFixed(0)} ms at most`,
  )
})

t.test('300 randomly damaged files never throw', async t => {
  let state = 7
  const random = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  const pieces = [
    '"',
    "'",
    '[',
    '{',
    ': ',
    '\n',
    '- ',
    '&a ',
    '*a',
    '!!map',
    '#',
    '|',
    '? ',
    '0x',
    '~',
    '\t',
    'ậ',
    '%',
    '---\n',
  ]
  const paths = shipped.files.map(file => file.path).filter(path => !path.startsWith('sounds/'))
  let refused = 0
  for (let round = 0; round < 300; round++) {
    const path = paths[random(paths.length)]!
    const text = shipped.files.find(file => file.path === path)!.text
    const at = random(text.length)
    const damaged = text.slice(0, at) + pieces[random(pieces.length)] + text.slice(at + random(4))
    const { config } = checkTree(treeWith({ [path]: damaged }))
    if (!config) refused++
  }
  t.ok(refused > 50, `${refused} of them were refused`)
})

t.test('files that can not be read as text are named, and the rest is still checked', async t => {
  const root = await copyOfShipped(t)
  await writeFile(
    join(root, 'config/queues.yaml'),
    Buffer.from('- name: sales\n  music: d\xe9faut\n', 'latin1'),
  )
  await writeFile(join(root, 'ivr-flows/main.yaml'), `# ${'x'.repeat(1_100_000)}`)
  await rm(join(root, 'config/server.yaml'))
  await mkdir(join(root, 'config/team.yaml.d.yaml'))
  await rm(join(root, 'sounds/en'), { recursive: true })
  const { config, findings } = checkTree(await readTree(root))
  t.equal(config, undefined)
  const found = findings.map(inWords).join('\n')
  t.match(found, /config\/queues\.yaml:2:1 error bad-encoding/)
  t.match(found, /config\/server\.yaml:1:1 error missing-file/)
  t.match(found, /ivr-flows\/main\.yaml:1:1 error too-big/)
  t.notMatch(found, /unknown-queue/, 'of queues nothing is known')
  t.notMatch(found, /unknown-flow/, 'the flow is there, only unreadable')
})

t.test('a folder without anything is refused in a sentence', async t => {
  const root = await emptyFolder(t)
  t.match(
    checkTree(await readTree(root))
      .findings.map(inWords)
      .join('\n'),
    /TONGDAI_CONFIG/,
  )
  t.match(
    checkTree(await readTree(join(root, 'nowhere')))
      .findings.map(inWords)
      .join('\n'),
    /missing-file/,
  )
})

function bomb(): string {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
  return names
    .map((name, index) => {
      const inner = index === 0 ? 'x' : `*${names[index - 1]}`
      return `${name}: &${name} [${Array(9).fill(inner).join(', ')}]\n`
    })
    .join('')
}
