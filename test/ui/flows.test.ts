// The parts of the page Flows that need no browser: names in half-written files, completion, layout, and callers.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CompletionContext } from '@codemirror/autocomplete'
import { EditorState } from '@codemirror/state'
import t from 'tap'
import { drawFlow } from '../../src/config/flow-drawing.ts'
import { readTree } from '../../src/config.ts'
import { flowSchema } from '../../src/flows/json-schema.ts'
import { verbNames } from '../../src/flows/verbs/verbs.ts'
import { completing } from '../../src/ui/admin/flows/completion.ts'
import { languageOf } from '../../src/ui/admin/flows/flow-language.ts'
import { place } from '../../src/ui/admin/flows/layout.ts'
import { namesOf, sentenceOf, usedIn } from '../../src/ui/admin/flows/names-in.ts'
import { countsOf } from '../../src/ui/admin/flows/traffic.ts'

const checkout = join(import.meta.dirname, '../..')
const tree = await readTree(checkout)
const files = tree.files.map(({ path, text }) => ({ path, text }))

t.test('names are found in the shipped files', t => {
  t.match(namesOf('section', files, 'main'), ['start', 'menu', 'sales', 'support'])
  t.same(namesOf('queue', files, 'main'), ['sales', 'support'])
  t.same(namesOf('hours', files, 'main'), ['hotline', 'always', 'office'])
  t.same(namesOf('lookup', files, 'main'), ['balance'])
  t.same(namesOf('box', files, 'main'), ['sales', 'support'])
  t.same(namesOf('send', files, 'main'), ['order-call', 'complaint'])
  t.same(namesOf('language', files, 'main'), ['en', 'vi'])
  t.ok(namesOf('prompt', files, 'main').includes('bank-menu'))
  t.same(usedIn(files, 'bank', 'hours'), ['office'])
  t.same(usedIn(files, 'bank', 'lookup'), ['balance'])
  t.match(sentenceOf('shop-welcome', files, 'english'), /Thank you for calling the shop/)
  t.end()
})

t.test('the editor offers what may stand there', t => {
  const language = languageOf(flowSchema())
  t.same([...language.keys()], verbNames)
  const complete = completing(() => ({ files, flow: 'main', language }))
  const offers = (text: string) => {
    const state = EditorState.create({ doc: text })
    const result = complete(new CompletionContext(state, text.length, true))
    return result?.options.map(({ label }) => label) ?? []
  }
  t.same(offers('start:\n  - '), verbNames)
  t.same(offers('start:\n  - queue: '), ['sales', 'support'])
  t.same(offers('start:\n  - hours: office\n    closed: '), namesOf('section', files, 'main'))
  t.same(offers('start:\n  - menu: x\n    keys: { "1": '), namesOf('section', files, 'main'))
  t.ok(offers('start:\n  - say: [welcome, ').includes('goodbye'))
  t.ok(offers('start:\n  - go: { flow: ').includes('bank'))
  const left = offers('start:\n  - menu: main-menu\n    timeout: 5s\n    ')
  t.ok(left.includes('tries') && !left.includes('timeout') && !left.includes('menu'))
  t.ok(offers('start:\n  - collect: x\n    check: ').includes('luhn'))
  t.same(offers('start:\n  - collect: x\n    confirm: '), ['true', 'false'])
  t.same(offers('title: '), [])
  t.end()
})

t.test('every shipped flow is laid out: no box lies on another, every way is a line', async t => {
  const names = (await readdir(join(checkout, 'ivr-flows'))).flatMap(
    name => /^(.+)\.yaml$/.exec(name)?.[1] ?? [],
  )
  for (const name of names) {
    const drawing = drawFlow(tree, name)
    if (!drawing) return t.fail(name)
    const boxes = drawing.boxes.map(box => ({ ...box, steps: [...box.steps], stepLines: [...box.stepLines] }))
    const placed = place({ boxes, ways: [...drawing.ways] } as Parameters<typeof place>[0])
    const overlapping = placed.boxes.flatMap(one =>
      placed.boxes.filter(
        other =>
          one.id < other.id &&
          one.x < other.x + other.width &&
          other.x < one.x + one.width &&
          one.y < other.y + other.height &&
          other.y < one.y + one.height,
      ),
    )
    t.same(overlapping, [], name)
    t.ok(
      placed.ways.every(({ path }) => /^M [\d. ]+[QL]/.test(path)),
      name,
    )
  }
})

t.test('callers are counted by key; a way without one, where it is the only one', t => {
  const way = (from: string, to: string, digit?: string) => ({
    ...{ from, to, label: digit ?? '', step: 0, line: 1 },
    ...(digit !== undefined && { digit }),
  })
  const box = (id: string) => ({ id, kind: 'section' as const, title: id, steps: [], line: 1, stepLines: [] })
  const placed = place({
    boxes: ['start', 'menu', 'sales', 'help'].map(box),
    ways: [
      way('start', 'menu'),
      way('menu', 'sales', '1'),
      way('menu', 'help', '2'),
      way('menu', 'help'),
      way('sales', 'help'),
    ],
  })
  const sections = [
    { section: 'start', entered: 10, hungUp: 1, keys: {} },
    { section: 'menu', entered: 9, hungUp: 2, keys: { '1': 4, '2': 1 } },
    { section: 'sales', entered: 4, hungUp: 0, keys: {} },
    { section: 'help', entered: 3, hungUp: 0, keys: {} },
  ]
  const { took, hungUp } = countsOf(placed, { flow: 'main', day: '2026-03-02', timezone: 'UTC', sections })
  t.equal(took.get('start menu'), 9)
  t.equal(took.get('menu sales'), 4)
  t.equal(took.get('menu help'), undefined, 'two ways without a key lead there: nobody can know')
  t.equal(hungUp.get('menu'), 2)
  t.end()
})

t.test('the page is told of in the read-me', async t => {
  t.match(await readFile(join(checkout, 'README.md'), 'utf8'), /The page \*Flows\*/)
})
