// The demo as somebody sees it who has just typed `npm run demo`.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { reachOffice } from '../../src/cli/office-client.ts'
import { isRunning } from '../../src/runtime/process-table.ts'
import { runCommand } from '../../src/runtime/run-command.ts'
import { testFolder } from '../support/stores.ts'
import { until } from '../support/until.ts'

t.test('within a minute of the sheet every screen lives; Ctrl-C ends all', async t => {
  const folder = join(await testFolder(t, 'demo'), 'house')
  const demo = spawn(process.execPath, [join(import.meta.dirname, 'demo.ts'), folder], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [demo.stdout, demo.stderr])
    stream.on('data', text => {
      said += text
    })
  t.teardown(() => void (demo.exitCode === null && demo.kill('SIGKILL')))
  await until(() => said.includes('Ctrl-C ends everything') || demo.exitCode !== null, 120_000, 'the sheet')
  for (const role of ['admin', 'manager', 'supervisor', 'agent'])
    t.match(said, new RegExp(`^ {2}${role} +[a-z]+ +[\\w-]{12,}$`, 'm'), `a log-in for the ${role}`)

  const home = join(folder, 'home')
  const office = await reachOffice(home)
  const states = new Set<string>()
  const phases = new Set<string>()
  await until(
    async () => {
      for (const { state } of await office.get<{ state: string }[]>('agents')) states.add(state)
      for (const { phase } of await office.get<{ phase: string }[]>('calls')) phases.add(phase)
      const { cdrs } = await office.get<{ cdrs: { ending: { result: string } }[] }>('cdrs')
      const answered = cdrs.some(({ ending }) => ending.result === 'answered')
      return answered && ['ready', 'busy'].every(one => states.has(one)) && phases.has('talking')
    },
    60_000,
    'agents ready and busy, calls talking, an answered call on record',
  )
  t.pass('agents, calls and records are there')

  const [, address = ''] = /Open (https:\S+)/.exec(said) ?? []
  const { stdout: numbers } = await runCommand('curl', ['--silent', '--insecure', `${address}/metrics`])
  const told = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(numbers)?.[1])
  t.ok(told('tongdai_routing_seconds_count') > 0, 'Prometheus reads how soon phones were rung')
  t.ok(told('tongdai_ari_request_seconds_count') > 10, 'and how soon Asterisk answered')
  t.ok(told('tongdai_calls_total') > 0)
  t.notMatch(numbers, /^tongdai_repairs_total\{/m, 'nothing had to be mended')
  const slow = told('tongdai_routing_seconds_count') - told('tongdai_routing_seconds_bucket\\{le="1"\\}')
  t.equal(slow, 0, 'no phone was rung later than a second')

  const pids = await Promise.all(
    ['asterisk/asterisk', 'redis/redis', 'postgres/postgresql'].map(async file =>
      Number(await readFile(join(home, `${file}.pid`), 'utf8')),
    ),
  )
  t.ok(pids.every(pid => pid > 0))
  demo.kill('SIGINT')
  const [code] = await once(demo, 'exit')
  t.equal(code, 0, said)
  for (const pid of pids) t.notOk(await isRunning(pid), 'no server is left')
})
