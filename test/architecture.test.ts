// The shape of the house: rooms know no wings, imports go one way, and what is written about it exists.
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import t from 'tap'
import { checkTree, readTree } from '../src/config.ts'
import { CIRCLES, OTHERS, ROOMS } from './support/architecture/rules.ts'
import { importsOf } from './support/architecture/source.ts'
import { type Sources, violations } from './support/architecture/violations.ts'

const checkout = join(import.meta.dirname, '..')
const src = join(checkout, 'src')
const sources: Sources = new Map(
  globSync('**/*.{ts,tsx,mts,mjs}', { cwd: src })
    .sort()
    .map(file => [file, readFileSync(join(src, file), 'utf8')]),
)

t.test('rooms are pure, imports go one way, files are short, and only config.ts reads the environment', t => {
  t.ok(sources.size > 50, 'the sources were found')
  t.same(violations(sources), [])
  t.end()
})

t.test('the arrows between the rooms have no circle', t => {
  t.same(
    circles(part => ROOMS[part] ?? [], Object.keys(ROOMS)),
    [],
  )
  const running = (part: string) =>
    Object.entries(OTHERS[part] ?? {}).flatMap(([to, arrow]) => (arrow === 'all' ? [to] : []))
  t.same(circles(running, Object.keys(OTHERS)), [], 'nor those between the wings, types aside')
  t.end()
})

t.test('no file imports itself over others, types aside', t => {
  const imported = (file: string) =>
    importsOf(file, sources.get(file) ?? '').flatMap(({ target, inside, typesOnly }) =>
      inside && !typesOnly ? [target] : [],
    )
  const within = (circle: string) => CIRCLES.some(({ within }) => everyOf(circle, within))
  const everyOf = (circle: string, folder: string) =>
    circle.split(' → ').every(file => file.startsWith(folder))
  t.same(
    circles(imported, [...sources.keys()]).filter(circle => !within(circle)),
    [],
  )
  t.end()
})

const first = '// What it is.\n'
for (const [what, file, text, expected] of [
  [
    'a room that imports a wing',
    'calls/x.ts',
    "import type { Ari } from '../asterisk/ari.ts'",
    /may not know/,
  ],
  [
    'a room that imports against the way',
    'agents/x.ts',
    "import { join } from '../queues/floor.ts'",
    /may not/,
  ],
  ['a room that looks at the clock', 'flows/x.ts', 'const now = Date.now()', /Date\.now/],
  ['a room that waits', 'queues/x.ts', 'await import("x")', /await/],
  ['a room that opens Node', 'cdrs/x.ts', "import { join } from 'node:path'", /node:path/],
  ['a room that throws dice', 'calls/x.ts', 'const die = Math.random()', /Math\.random/],
  ['a package in a room', 'calls/x.ts', "import pino from 'pino'", /pino/],
  ['a motor that runs a wing', 'switchboard/x.ts', "import { connect } from '../asterisk/ari.ts'", /may not/],
  ['a wing that knows the house', 'redis/x.ts', "import { open } from '../house.ts'", /only main\.ts/],
  ['a wing that imports late', 'postgres/x.ts', "const { a } = await import('../http/server.ts')", /may not/],
  ['values where only types may pass', 'cdrs/x.ts', "import { a } from '../switchboard/journal.ts'", /type/],
  ['a value among types', 'redis/x.ts', "import { type A, b } from '../switchboard/journal.ts'", /type/],
  [
    'an import over several lines',
    'calls/x.ts',
    "import {\n  a,\n  b,\n} from '../redis/live.ts'",
    /may not/,
  ],
  ['a file that is not there', 'calls/x.ts', "import { a } from './nowhere.ts'", /not there/],
  ['another reader of the environment', 'runtime/x.ts', 'const home = process.env.HOME', /environment/],
  ['a type that says nothing', 'http/x.ts', 'const body = reply as any', /any/],
  ['a second way to a trunk', 'asterisk/x.ts', 'const endpoint = `PJSIP/${number}@trunk-x`', /dials a trunk/],
  [
    'a wish to dial that nobody decided',
    'calls/x.ts',
    "const x = { type: 'DialOut', leg }",
    /past the decision/,
  ],
  ['a file too long', 'http/x.ts', '\n'.repeat(250) + 'const a = 1', /251 lines|252 lines/],
  ['a folder that nobody knows', 'helpers/x.ts', 'const a = 1', /neither room nor wing/],
] as const) {
  t.test(`it refuses ${what}`, t => {
    const planted = new Map([
      ...sources,
      ['house.ts', sources.get('house.ts') ?? first],
      [file, first + text + '\n'] as const,
    ])
    t.match(violations(planted).join('\n'), expected)
    t.end()
  })
}

t.test('it lets comments and texts speak of forbidden things', t => {
  const text = `${first}/** Never Date.now() here. */\nconst hint = 'say await, new Date() or any' // process.env\n`
  t.same(violations(new Map([['calls/x.ts', text]])), [])
  t.end()
})

t.test('a file without a first line that says what it is, is refused', t => {
  t.match(violations(new Map([['calls/x.ts', 'const a = 1\n']])).join(), /first line/)
  t.end()
})

t.test(
  'no test file waits between its tests: tap would think that all is over, and tear its house down',
  t => {
    const begins = /^(await )?(t\.test|inBoth|inTurn)\(/
    const waits = /^(const .*= await |await (?!t\.test|inBoth|inTurn)|for await )/
    const late = globSync('test/**/*.test.ts', { cwd: checkout }).flatMap(file => {
      const lines = readFileSync(join(checkout, file), 'utf8').split('\n')
      const first = lines.findIndex(line => begins.test(line))
      return lines.flatMap((line, n) =>
        first >= 0 && n > first && waits.test(line) ? [`${file}:${n + 1}`] : [],
      )
    })
    t.same(late, [])
    t.end()
  },
)

t.test('every link in our own texts leads to a file', t => {
  const texts = [
    ...globSync('*.md', { cwd: checkout }),
    ...globSync('{src,docker}/**/*.md', { cwd: checkout }),
  ]
  t.ok(texts.includes('README.md') && texts.includes(join('src', 'README.md')))
  const dead = texts.flatMap(text =>
    Array.from(
      readFileSync(join(checkout, text), 'utf8').matchAll(/\]\(([^)\s]+)\)/g),
      ([, link = '']) => link,
    )
      .filter(link => !/^(https?:|mailto:|#)/.test(link))
      .filter(link => !existsSync(join(checkout, dirname(text), link.replace(/#.*$/, ''))))
      .map(link => `${text}: ${link}`),
  )
  t.same(dead, [])
  t.end()
})

t.test('the example in the README is a flow that may go live', async t => {
  const yaml = /```yaml\n([\s\S]*?)```/.exec(readFileSync(join(checkout, 'README.md'), 'utf8'))?.[1]
  const tree = await readTree(checkout)
  const files = tree.files.map(file =>
    file.path === 'ivr-flows/main.yaml' && yaml ? { path: file.path, text: yaml } : file,
  )
  t.same(checkTree({ ...tree, files }).findings, [])
})

/** Each circle as the path that closes it. */
function circles(next: (node: string) => readonly string[], nodes: readonly string[]): string[] {
  const done = new Set<string>()
  const found: string[] = []
  const visit = (node: string, path: readonly string[]) => {
    if (path.includes(node)) found.push([...path.slice(path.indexOf(node)), node].join(' → '))
    if (done.has(node) || path.includes(node)) return
    for (const target of next(node)) visit(target, [...path, node])
    done.add(node)
  }
  for (const node of nodes) visit(node, [])
  return found
}
