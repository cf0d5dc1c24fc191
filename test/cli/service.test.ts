// Commands that need no running house: the systemd unit, Asterisk's files, secrets.
import { once } from 'node:events'
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { systemdUnit } from '../../src/cli/systemd-unit.ts'
import { claimHome } from '../../src/runtime/keeper-claim.ts'
import { HAND_OVER } from '../../src/runtime/keeper-signals.ts'
import { pagesFolder } from '../../src/runtime/pages.ts'
import { runCommand } from '../../src/runtime/run-command.ts'
import { checkout } from '../config/shipped.ts'
import { testFolder } from '../support/stores.ts'

const home = await testFolder(t, 'service')
const tongdai = (args: string[], input = '') =>
  runCommand(process.execPath, [join(checkout, 'src/cli/tongdai.ts'), ...args], {
    env: { TONGDAI_HOME: home },
    input,
  })

t.test('the unit of this checkout is shown, and systemd finds no fault in it', async t => {
  const { code, stdout } = await tongdai(['install-service', '--print'])
  t.equal(code, 0)
  t.match(stdout, `WorkingDirectory=${checkout}`)
  t.match(stdout, /^TimeoutStopSec=90$/m, 'longer than the drain of 30 s')
  t.match(
    stdout,
    `EnvironmentFile=-${home}/service.env`,
    'variables, which may hold passwords, stand elsewhere',
  )
  const file = join(home, 'tongdai.service')
  await writeFile(file, stdout)
  if ((await runCommand('systemd-analyze', ['--version'])).code !== 0) return t.comment('no systemd-analyze')
  const { code: verdict, stderr } = await runCommand('systemd-analyze', ['verify', file])
  t.equal(verdict, 0, stderr)
})

t.test('an ordinary user gets no rights, not even over odd paths; low ports get the one they need', t => {
  const plan = {
    ...{ checkout: '/srv/100% đúng', home: '/srv/state', user: 'tong', group: 'tong' },
    ...{ node: '/srv/node', drainMs: 4_500, lowPorts: false },
  }
  const unit = systemdUnit(plan)
  t.match(unit, 'CapabilityBoundingSet=\n')
  t.match(unit, '"/srv/100%% đúng/src/main.ts" keeper')
  t.match(unit, 'TimeoutStopSec=65\n')
  t.match(unit, 'KillMode=process', 'a keeper that dies takes no call along')
  t.match(unit, /^ExecReload=.*bootstrap\.mjs" hand-over$/m, 'a new version takes over while calls go on')
  t.notMatch(unit, 'AmbientCapabilities')
  t.match(systemdUnit({ ...plan, lowPorts: true }), 'AmbientCapabilities=CAP_NET_BIND_SERVICE')
  t.end()
})

t.test('Asterisk’s whole configuration is printed, or written for its owner only', async t => {
  const { code, stdout } = await tongdai(['asterisk-config'])
  t.equal(code, 0)
  for (const name of ['asterisk.conf', 'pjsip.conf', 'extensions.conf', 'ari.conf'])
    t.match(stdout, `; ===== ${name} =====`)
  const password = (await readFile(join(home, 'secrets/ari.password'), 'utf8')).trim()
  t.match(stdout, password, 'with the password by which this house logs in')
  const folder = join(home, 'etc')
  t.equal((await tongdai(['asterisk-config', '--folder', folder])).code, 0)
  t.equal((await stat(join(folder, 'ari.conf'))).mode & 0o777, 0o600)
  t.match(await readFile(join(folder, 'asterisk.conf'), 'utf8'), `astetcdir = ${folder}`)
})

t.test('a secret is set from the standard input and readable by its owner only', async t => {
  t.equal((await tongdai(['secret', 'mail'], 's3cret\n')).code, 0)
  const file = join(home, 'secrets/named/mail')
  t.equal(await readFile(file, 'utf8'), 's3cret\n')
  t.equal((await stat(file)).mode & 0o777, 0o600)
  for (const name of ['../api.token', 'Mail', ''])
    t.equal((await tongdai(['secret', name], 'x')).code, 1, name)
  t.equal((await tongdai(['secret', 'mail'], '\n')).code, 1, 'an empty one is refused')
})

t.test('backup and restore say in a sentence why they refuse', async t => {
  const none = await tongdai(['restore', join(home, 'none.tar')])
  t.equal(none.code, 1)
  t.match(none.stderr, /There is no file .*none\.tar/)
  const file = join(home, 'no-backup.tar')
  await writeFile(file, 'no tar at all')
  const broken = await tongdai(['restore', file])
  t.equal(broken.code, 1)
  t.match(broken.stderr, /is no whole backup/)
  t.match((await tongdai(['backup', file])).stderr, /is there already/)
  t.notMatch(broken.stderr + none.stderr, /at .*\.ts:/, 'and no stack trace')
})

t.test('hand-over ends the house that runs here by the signal that leaves its calls alone', async t => {
  const none = await tongdai(['hand-over'])
  t.equal(none.code, 1)
  t.match(none.stderr, /not running here/)
  // Pages that are there need not be built first.
  const pages = await pagesFolder(home)
  await mkdir(pages, { recursive: true })
  await writeFile(join(pages, 'index.html'), '')
  const claim = await claimHome(home)
  const told = once(process, HAND_OVER).then(() => claim.release())
  const { code, stdout } = await tongdai(['hand-over'])
  await told
  t.equal(code, 0)
  t.match(stdout, /calls go on/)
})
