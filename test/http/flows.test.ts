// Flows while they are written, over HTTP: tests, a conversation, a drawing; on the shipped files and drafts of them.
import t from 'tap'
import { frontDeskFor } from '../support/front-desk.ts'
import { mainFiles } from '../support/main-files.ts'

t.setTimeout(120_000)
const house = await frontDeskFor(t, await mainFiles(t))
type File = { path: string; text: string }
const MAIN = 'ivr-flows/main.yaml'
const read = async () => (await house.ask('GET', '/api/v1/configuration')).body as { files: File[] }
const { files } = await read()
const draft = (change: (text: string) => string): File[] =>
  files.map(file => (file.path === MAIN ? { path: MAIN, text: change(file.text) } : file))
const post = (path: string, body: unknown) => house.ask('POST', `/api/v1/${path}`, { body })
const lineOf = (part: string) => {
  const text = files.find(({ path }) => path === MAIN)?.text ?? ''
  return text.slice(0, text.indexOf(part)).split('\n').length
}

t.test('the tests of a draft run, each with what was met', async t => {
  const said = await post('flows/test', { files, flow: 'main' })
  t.match(said, {
    status: 200,
    body: {
      flows: [{ flow: 'main', tests: [{ passed: true, met: ['{ say: welcome }', '{ menu: main-menu }'] }] }],
    },
  })
  const swapped = await post('flows/test', {
    files: draft(text => text.replace('"1": sales, "2": support', '"2": sales, "1": support')),
  })
  const { flows } = swapped.body as { flows: { flow: string; tests: { passed: boolean; line: number }[] }[] }
  const failed = flows.find(({ flow }) => flow === 'main')?.tests.filter(({ passed }) => !passed)
  t.match(failed?.[0], {
    sentence: /was to meet \{ queue: sales \}/,
    line: lineOf('    expect: [{ say: welcome }'),
  })
})

t.test('mistakes are told instead of results', async t => {
  const wrong = draft(text => text.replace('queue: sales', 'queue: slaes'))
  for (const path of ['flows/test', 'flows/try', 'configuration/impact']) {
    const { status, body } = await post(path, { files: wrong, ...(path === 'flows/try' && { flow: 'main' }) })
    t.equal(status, 200)
    t.match(body, { findings: [{ severity: 'error', code: 'unknown-queue', file: MAIN }] }, path)
    t.notOk((body as { flows?: unknown }).flows)
  }
  t.match(await post('flows/try', { files, flow: 'none' }), { status: 404, body: { code: 'no-such-flow' } })
  t.match(await post('flows/graph', { files, flow: 'none' }), { status: 404 })
})

t.test('a flow is tried key by key; what is said comes as sentences', async t => {
  const attempt = async (acts: unknown[], more: object = {}) => {
    const { status, body } = await post('flows/try', { files, flow: 'main', language: 'vi', acts, ...more })
    t.equal(status, 200)
    return (body as { attempted: Attempted }).attempted
  }
  type Attempted = { met: { kind: string; atMs: number; sentences: { text: string }[] }[]; state: string }
  const first = await attempt([])
  t.match(first, {
    state: 'asks',
    keys: ['1', '2', '9', '#'],
    place: { section: 'menu', step: 0 },
    elapsedMs: Number,
  })
  t.same(
    first.met.map(({ kind }) => kind),
    ['section', 'say', 'section', 'menu'],
  )
  t.ok(first.met[1]?.sentences[0]?.text.length, 'the sentence of the prompt')
  t.match(await attempt(['1']), { state: 'waits', queue: 'sales', keys: ['1'] })
  t.match(await attempt(['1', { wait: '61s' }, '1']), {
    state: 'asks',
    place: { section: 'message-for-sales' },
  })
  t.match(await attempt(['#']), { state: 'ended', ended: 'normal' })
  t.match(await attempt([], { hours: { always: 'closed' } }), { state: 'ended' })
  const english = await attempt([], { language: 'en' })
  t.match(english.met[1], { sentences: [{ key: 'welcome' }] })
  t.not(english.met[1]?.sentences[0]?.text, first.met[1]?.sentences[0]?.text)
})

t.test('a flow is drawn with the lines of its sections and steps, also while it has holes', async t => {
  const { body } = await post('flows/graph', { files, flow: 'main' })
  const { boxes, ways } = body as {
    boxes: { id: string; line: number }[]
    ways: { from: string; to: string }[]
  }
  t.match(
    boxes.find(({ id }) => id === 'sales'),
    { line: lineOf('sales:\n'), stepLines: [lineOf('  - say: please-wait')], kind: 'section' },
  )
  t.match(
    ways.find(({ from, to }) => from === 'menu' && to === 'sales'),
    { digit: '1', line: lineOf('  - menu: main-menu') },
  )
  const holes = await post('flows/graph', {
    files: draft(text => text.replace('- queue: sales', '- qeue: sales')),
    flow: 'main',
  })
  t.match(holes, { status: 200, body: { boxes: [{ id: 'start' }] } })
})

t.test('large files do not keep the office from answering', async t => {
  let text = 'flow: big\ntitle: Big\nstart:\n  - go: s0\n'
  for (let n = 0; n < 2_000; n++)
    text += `s${n}:\n  - menu: main-menu\n    keys: { "1": s${(n + 1) % 2_000} }\n    no-input: bye\n`
  text += 'bye:\n  - hangup\n'
  let isDone = false
  const checked = post('configuration/check', {
    files: [...files, { path: 'ivr-flows/big.yaml', text }],
  }).finally(() => {
    isDone = true
  })
  let slowest = 0
  while (!isDone) {
    const begun = performance.now()
    await house.ask('GET', '/api/v1/session')
    slowest = Math.max(slowest, performance.now() - begun)
  }
  t.equal((await checked).status, 200)
  t.comment(`slowest answer meanwhile: ${slowest.toFixed(0)} ms`)
  t.ok(slowest < 400)
})

t.test('traffic of a day without calls is empty, and no calendar has the 31st of February', async t => {
  t.match(await house.ask('GET', '/api/v1/flows/main/traffic'), {
    status: 200,
    body: { flow: 'main', sections: [] },
  })
  t.match(await house.ask('GET', '/api/v1/flows/main/traffic?day=2026-02-31'), { status: 400 })
})
