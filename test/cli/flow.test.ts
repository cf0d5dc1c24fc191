// "tongdai flow" on a folder of files, without any house: what it prints, and the codes that it ends with.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import t from 'tap'
import { runCommand } from '../../src/cli/commands.ts'
import { testForReal } from '../../src/cli/flow/real.ts'
import { readEnvironment } from '../../src/config/environment.ts'
import { mainFiles } from '../support/main-files.ts'

const root = await mainFiles(t)
const file = join(root, 'ivr-flows/main.yaml')
const shipped = await readFile(file, 'utf8')
t.afterEach(() => writeFile(file, shipped))

async function flow(args: string[], typed = '', LANG = 'C.UTF-8') {
  const said = { out: '', err: '' }
  const code = await runCommand(['flow', ...args], {
    environment: readEnvironment({ TONGDAI_CONFIG: root, TONGDAI_HOME: join(root, 'home'), LANG }, root)
      .environment,
    width: 200,
    input: Readable.from([typed]),
    out: text => (said.out += `${text}\n`),
    err: text => (said.err += `${text}\n`),
  })
  return { code, ...said }
}
const change = (from: string, to: string) => writeFile(file, shipped.replace(from, to))

t.test('check says nothing is wrong, or names file, line and column', async t => {
  t.match(await flow(['check']), { code: 0, out: 'Nothing is wrong.\n' })
  await change('queue: sales', 'queue: slaes')
  const line = shipped.slice(0, shipped.indexOf('queue: sales')).split('\n').length
  const { code, out } = await flow(['check', 'main'])
  t.equal(code, 1)
  t.match(out, `ivr-flows/main.yaml:${line}:12 error unknown-queue: There is no queue "slaes"`)
  t.match(out, 'Did you mean "sales"?')
  t.match(JSON.parse((await flow(['check', '--json'])).out), [{ code: 'unknown-queue', line }])
  t.match(await flow(['check', 'none']), { code: 1, err: 'There is no flow "none"' })
})

t.test('test prints what each caller met, and fails with the line of what was expected', async t => {
  const passed = await flow(['test', 'main'])
  t.equal(passed.code, 0)
  t.match(
    passed.out,
    /ok {4}press 1 reaches sales {2}\([\d.]+ ms\)\n +\{ say: welcome \}, \{ menu: main-menu \}/,
  )
  t.match(passed.out, /3 passed, 0 failed/)
  await change('"1": sales, "2": support', '"2": sales, "1": support')
  const failed = await flow(['test'])
  t.match(failed, {
    code: 1,
    out: /FAIL {2}press 1 reaches sales.*\n +ivr-flows\/main\.yaml:\d+: The caller was to meet \{ queue: sales \}/,
  })
  t.match(JSON.parse((await flow(['test', '--json'])).out), {
    flows: [{ flow: 'main', tests: [{ passed: false }] }],
  })
})

t.test('real calls need the test ring, and a flow that is there', async t => {
  await t.rejects(testForReal(root, 'main', false, join(root, 'real.ts')), { code: 'no-test-ring' })
  t.match(await flow(['test', 'none', '--real']), { code: 1, err: 'There is no flow "none"' })
})

t.test('who reads Vietnamese at his terminal is told in Vietnamese what is wrong', async t => {
  await change('queue: sales', 'queue: slaes')
  const { out } = await flow(['check', 'main'], '', 'vi_VN.UTF-8')
  t.match(out, 'error unknown-queue: Không có hàng đợi “slaes” trong config/queues.yaml. Có phải là “sales”?')
  const said = JSON.parse((await flow(['check', '--json'], '', 'vi_VN.UTF-8')).out)
  t.match(said, [{ code: 'unknown-queue', sentence: /^Không có hàng đợi/ }])
  t.notOk('told' in said[0])
  t.match((await flow(['test'], '', 'vi_VN.UTF-8')).out, 'Không có hàng đợi')
  await change('"1": sales, "2": support', '"2": sales, "1": support')
  t.match((await flow(['test'], '', 'vi_VN.UTF-8')).out, /Khách lẽ ra gặp \{ queue: sales \}, nhưng lại gặp/)
})

t.test('draw prints Mermaid, schema a JSON Schema', async t => {
  t.match(await flow(['draw']), { code: 0, out: /^flowchart TD\n[\s\S]*-->\|"1"\|/ })
  t.match(JSON.parse((await flow(['schema'])).out), { title: 'A flow of Tongdai' })
})

t.test('try is a conversation: sentences are shown, keys are asked for, time passes', async t => {
  const { code, out } = await flow(
    ['try', 'main', '--at', '2026-03-02T09:00'],
    '7\n1\nwait 61s\nnonsense\n1\nspeak 10s\n1\n',
  )
  t.equal(code, 0)
  t.match(out, /“Xin chào quý khách/)
  t.match(out, /00:03 {2}Keys \(1 2 9 #\)\?/)
  t.match(out, /He waits in sales \(1\)/)
  t.match(out, /01:\d\d {2}\[keep-waiting\]/)
  t.match(out, /voicemail: sales/)
  t.match(out, /The call is over: normal\./)
  const closed = await flow(['try', '--hours', 'always=closed', '--language', 'en'], '')
  t.match(closed.out, /\[after-hours\][\s\S]*The call is over: normal/)
  t.match(await flow(['try', '--hours', 'always=late'], ''), { code: 1, err: 'Write --hours office=closed' })
})

t.test('impact asks the house', async t => {
  t.match(await flow(['impact']), { code: 1, err: 'The office is not running' })
})
