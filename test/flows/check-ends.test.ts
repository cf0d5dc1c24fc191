// What a flow may not do to its callers: keep them for ever, call itself, use what nobody wrote.
import t from 'tap'
import { parse } from 'yaml'
import { checkWays } from '../../src/flows/check-flow.ts'
import { checkTogether } from '../../src/flows/check-together.ts'
import type { Flow } from '../../src/flows/flow.ts'
import { readFlow } from '../../src/flows/read-flow.ts'

const found = (text: string) =>
  checkWays(flow('main', text)).map(({ code, path }) => `${code} ${path.join('.')}`)

t.test('a menu that only ever leads to itself lets nobody out', async t => {
  t.same(
    found(`
start:
  - menu: main-menu
    keys: { "1": more }
    no-input: rest
    invalid: rest
more:
  - menu: main-menu
    keys: { "1": start, "2": rest }
    no-input: rest
    invalid: rest
rest:
  - menu: main-menu
    keys: { "1": more }
    no-input: start
    invalid: start
`),
    ['loop-without-end rest.0'],
  )
})

t.test('a way out behind a key is a way out', async t => {
  t.same(
    found(`
start:
  - menu: main-menu
    keys: { "1": bye, "2": start }
bye:
  - hangup
`),
    [],
  )
})

t.test('a circle of keys without an end is refused, also where silence would end it nowhere', async t => {
  t.same(
    found(`
start:
  - say: welcome
  - menu: main-menu
    keys: { "1": second }
    no-input: bye
    invalid: second
second:
  - split: { third: 50, fourth: 50 }
third:
  - wait: 2s
  - go: fourth
fourth:
  - wait: 2s
  - go: third
bye:
  - hangup
`),
    ['loop-without-end fourth.1'],
  )
})

t.test('a wait without an end is a warning; keys, times or a longest wait make it bounded', async t => {
  t.same(found('start:\n  - queue: sales\n'), ['unbounded-wait start.0.queue'])
  t.same(found('start:\n  - queue: sales\n    keys: { "1": bye }\nbye:\n  - hangup\n'), [])
  t.same(found('start:\n  - queue: sales\n    max-wait: 9m\n    too-long: bye\nbye:\n  - hangup\n'), [])
})

t.test('flows that call each other in a circle are refused, with the way they go', async t => {
  const together = check({
    a: 'start:\n  - call: { flow: b }\n',
    b: 'start:\n  - call: { flow: c }\n',
    c: 'start:\n  - call: { flow: a }\n',
  })
  t.match(together.get('a')?.[0], { code: 'flow-calls-itself', sentence: { values: ['a → b → c → a'] } })
  t.equal(together.size, 3)
})

t.test('one flow that two others call is no circle', async t => {
  const together = check({
    a: 'start:\n  - call: { flow: c }\n  - call: { flow: b }\n',
    b: 'start:\n  - call: { flow: c }\n',
    c: 'start:\n  - say: welcome\n',
  })
  t.equal(together.size, 0)
})

t.test('a section of another flow must exist there', async t => {
  const together = check({
    a: 'start:\n  - go: { flow: b, section: dotcors }\n',
    b: 'start:\n  - go: doctors\ndoctors:\n  - hangup\n',
  })
  t.match(together.get('a'), [
    { code: 'unknown-section', path: ['start', 0, 'go', 'section'], hint: { values: [/doctors/] } },
  ])
})

t.test('a value that nothing writes is refused; one that another flow writes is known', async t => {
  const together = check({
    a: 'start:\n  - say: [{ digits: input.acount }]\n  - call: { flow: b }\n',
    b: 'start:\n  - collect: account\n',
  })
  t.match(together.get('a'), [{ code: 'unknown-value', hint: { values: [/input\.account/] } }])
  t.equal(together.size, 1)
})

function check(texts: Record<string, string>) {
  return checkTogether(new Map(Object.entries(texts).map(([name, text]) => [name, flow(name, text)])))
}

function flow(name: string, text: string): Flow {
  const { flow: read, problems } = readFlow(name, parse(`flow: ${name}\ntitle: Flow\n${text}`), () => [])
  if (!read || problems.length > 0) throw new Error(JSON.stringify(problems))
  return read
}
