// Safe from the first start: what listens where, what secrets are worth, what Asterisk can be talked into (S01 to S06).
import { readdir, readFile, stat } from 'node:fs/promises'
import { request } from 'node:http'
import { request as secureRequest } from 'node:https'
import { join } from 'node:path'
import t from 'tap'
import { MODULES } from '../../src/asterisk/configuration/modules.ts'
import { watchChannels } from '../support/ari-watcher.ts'
import { openHouse } from '../support/house.ts'
import { assertInvariants } from '../support/invariants.ts'
import { listeningOf } from '../support/listening.ts'
import { openPhone } from '../support/phones/phone.ts'
import { rawInvite, sendRawSip } from '../support/phones/raw-sip.ts'
import { proves } from '../support/proves.ts'

const TRUNK = '127.0.0.2'
const house = await openHouse({
  files: {
    'config/trunks.yaml': `- { name: carrier, match: ["${TRUNK}"] }\n`,
    // Straight to the music: while a prompt plays, Asterisk lets requests to that leg wait.
    'config/queues.yaml': '- { name: sales, announce: { position: false } }\n- { name: support }\n',
    'ivr-flows/main.yaml': 'flow: main\ntitle: Main\nlanguage: vi\nstart:\n  - queue: sales\n',
  },
})
t.teardown(() => house.stop())
t.setTimeout(300_000)

t.test('S01: only SIP and HTTPS are open to other machines', async t => {
  const { https, sip, ari, postgres, redis } = house.ports
  const loopback = (port: number) => [{ protocol: 'tcp', address: '127.0.0.1', port }]
  t.same(await listeningOf(await house.pid('Redis')), loopback(redis))
  t.same(await listeningOf(await house.pid('PostgreSQL')), loopback(postgres))
  const asterisk = await listeningOf(await house.pid('Asterisk'))
  t.same(
    asterisk.filter(({ protocol }) => protocol === 'tcp').sort((a, b) => a.address.localeCompare(b.address)),
    [{ protocol: 'tcp', address: '0.0.0.0', port: sip }, ...loopback(ari)],
    'Asterisk has SIP for all, ARI for us, and neither AMI nor anything else',
  )
  // The others are of PJSIP's own client for DNS, on ports that the kernel chose.
  const wellKnown = asterisk.filter(({ protocol, port }) => protocol === 'udp' && port < 32_768)
  t.same(
    wellKnown.filter(({ port }) => port !== sip),
    [],
  )
  t.same(await listeningOf(await house.pid('switchboard')), [])
  const office = await listeningOf(await house.pid('office'))
  t.same(
    office.filter(({ port, address }) => port !== https && address !== '127.0.0.1'),
    [],
    'the office has HTTPS for all, and nothing else',
  )
})

t.test('S01: secrets are made anew, long, and nobody else may read them', async t => {
  const folder = join(house.home, 'secrets')
  t.equal((await stat(folder)).mode & 0o777, 0o700)
  const seen = new Set<string>()
  for (const name of await readdir(folder)) {
    const file = join(folder, name)
    t.equal((await stat(file)).mode & 0o777, 0o600, name)
    const secret = await readFile(file)
    // Letters and digits carry at most 6 bits each, bytes 8.
    t.ok(secret.length * (name.endsWith('.key') ? 8 : 6) >= 128, `${name} has 128 bits`)
    seen.add(secret.toString('base64'))
  }
  t.equal(seen.size, (await readdir(folder)).length, 'no two are the same')
  const etc = join(house.home, 'asterisk', 'etc')
  for (const name of await readdir(etc)) {
    t.equal((await stat(join(etc, name))).mode & 0o077, 0, `${name} is for its owner only`)
  }
  t.match(await readFile(join(etc, 'manager.conf'), 'utf8'), /enabled = no/)
  const passwords = Object.values(house.passwords)
  t.ok(passwords.every(password => password.length >= 20))
  t.equal(new Set(passwords).size, passwords.length)
  proves(
    t,
    'S01',
    `only SIP and HTTPS listen beyond loopback; ${seen.size} secrets of 128 bit or more, 0600, no two alike`,
  )
})

const ariUrl = `http://127.0.0.1:${house.ports.ari}`

t.test(
  'S02: ARI answers nobody without its password; there is one user, and no other door to it',
  async t => {
    const ask = async (method: string, path: string, user?: string) => {
      const headers = user ? { authorization: `Basic ${Buffer.from(user).toString('base64')}` } : {}
      return (await fetch(`${ariUrl}${path}`, { method, headers })).status
    }
    for (const user of [undefined, 'tongdai:', 'tongdai:tongdai', 'asterisk:asterisk', 'admin:admin']) {
      t.equal(await ask('GET', '/ari/asterisk/info', user), 401, `GET as ${user}`)
      t.equal(await ask('POST', '/ari/channels?endpoint=PJSIP/ann&app=tongdai', user), 401, `POST as ${user}`)
      t.equal(await ask('DELETE', '/ari/channels/x', user), 401, `DELETE as ${user}`)
    }
    const users = (await readFile(join(house.home, 'asterisk', 'etc', 'ari.conf'), 'utf8')).match(
      /type = user/g,
    )
    t.equal(users?.length, 1)
    proves(
      t,
      'S02',
      'there is one ARI user, and nobody without its password is answered; no read-only user exists',
    )
  },
)

t.test('S03: no variable reads files, the environment, the network or a shell', async t => {
  const functions = [
    'AST_CONFIG(ari.conf,tongdai,password)',
    'CURL(http://127.0.0.1/)',
    'ENV(PATH)',
    'SYSINFO(uptime)',
    'SHELL(id)',
    'FILE(/etc/passwd)',
    'DB(a/b)',
    'STAT(e,/etc/passwd)',
    'REALTIME(a,b,c)',
  ]
  const trunk = await openPhone({ server: house.sip, listen: { address: TRUNK } })
  const call = await trunk.dial('02871099999', { from: '+84904000001' })
  await call.hearsSound()
  const [leg] = (await house.ari('GET', 'channels')) as { id: string }[]
  for (const name of functions) {
    const variable = encodeURIComponent(name)
    for (const path of ['asterisk/variable', `channels/${leg?.id}/variable`]) {
      // Asterisk takes what it has no function for as the name of a plain variable: unset, and then merely set.
      const before = await house.askAri('GET', `${path}?variable=${variable}`)
      t.notOk(
        (before.body as { value?: string }).value,
        `${path} ${name} is read as ${before.status}: nothing`,
      )
      const set = await house.askAri('POST', `${path}?variable=${variable}&value=x`)
      const after = await house.askAri('GET', `${path}?variable=${variable}`)
      t.notOk(
        (after.body as { value?: string }).value,
        `${path} ${name} is not written either (${set.status})`,
      )
    }
  }
  await call.hangUp()
  await trunk.close()
  proves(
    t,
    'S03',
    `${functions.length} functions, as a variable of a channel and of the house, read and written: none does anything`,
  )
})

t.test('S04: the modules that run are the allow-list, and no other', async t => {
  const loaded = (await house.ari('GET', 'asterisk/modules')) as { name: string; status: string }[]
  // What has no file of its own is part of Asterisk itself.
  const files = loaded.map(({ name }) => name).filter(name => name.endsWith('.so'))
  t.same(files.sort(), MODULES.map(name => `${name}.so`).sort())
  t.same(
    loaded.filter(({ status }) => status !== 'Running'),
    [],
  )
  const forbidden =
    /unistim|ooh323|sms|xmpp|ldap|phoneprov|iax|snmp|calendar|skinny|mgcp|http_post|curl|system/
  t.notMatch(MODULES.join(' '), forbidden)
  proves(
    t,
    'S04',
    `the ${files.length} modules that run are the list in src/asterisk/configuration/modules.ts`,
  )
})

/** Status and headers; fetch refuses to send TRACE. */
function ask(secure: boolean, method: string, path: string) {
  const port = secure ? house.ports.https : house.ports.ari
  return new Promise<{ status: number; server: string; body: string }>((resolve, reject) => {
    const options = { host: '127.0.0.1', port, method, path, rejectUnauthorized: false }
    const asked = (secure ? secureRequest : request)(options, answer => {
      let body = ''
      answer.setEncoding('utf8').on('data', part => {
        body += part
      })
      const server = String(answer.headers.server ?? '') + String(answer.headers['x-powered-by'] ?? '')
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, server, body }))
    })
    asked.on('error', reject)
    asked.end()
  })
}

const VERSION = /\d+\.\d+|asterisk|fastify|node|pjproject/i

t.test('S05: there is nothing to see on the HTTP ports, and nobody tells his version', async t => {
  for (const path of [
    '/httpstatus',
    '/static/',
    '/static/ajamdemo.html',
    '/phoneprov/',
    '/',
    '/admin',
    '/ws',
  ]) {
    for (const secure of [false, true]) {
      const { status, server, body } = await ask(secure, 'GET', path)
      const isOurPage = secure && path === '/'
      t.ok(isOurPage || [404, 405, 426].includes(status), `${secure ? 'HTTPS' : 'ARI'} ${path}: ${status}`)
      t.notMatch(server, VERSION)
      t.notMatch(body, /asterisk[/ ]\d|node[/ ]v?\d|fastify/i)
    }
  }
  for (const secure of [false, true]) {
    const { status, server, body } = await ask(secure, 'TRACE', '/')
    t.ok([400, 404, 405, 501].includes(status), `TRACE: ${status}`)
    t.notMatch(server, VERSION)
    t.notMatch(body, /TRACE \/ HTTP/)
  }
  const options = await sendRawSip(house.sip, TRUNK, own =>
    rawInvite(`sip:${own.address}`, 'x', 'options1')(own).replaceAll('INVITE', 'OPTIONS'),
  )
  t.match(options, /^SIP\/2\.0 /)
  const told = [...(options ?? '').matchAll(/^(Server|User-Agent): (.*)$/gim)].map(
    ([, , value]) => value ?? '',
  )
  t.same(
    told.filter(value => VERSION.test(value)),
    [],
  )
  proves(
    t,
    'S05',
    'seven paths and TRACE on both HTTP ports: nothing to see, no version in any header, page or SIP answer',
  )
})

t.test('S06: whatever a trunk dials, and whoever it says it is, no leg goes out', async t => {
  const watcher = await watchChannels(house)
  t.teardown(() => watcher.close())
  const at = `${house.sip.address}:${house.sip.port}`
  const hostile = [
    '0084912345678',
    '+442079460000',
    '900442079460000',
    '500&PJSIP/itsp/0912345678',
    '500%26PJSIP%2fann',
    'PJSIP/ann',
    'ann',
    '$%7BEXTEN%7D',
    '$%7BSHELL(touch%20x)%7D',
    '0287109%26%2c%7c%3b%0a9999',
    '02871099999,1,Dial(PJSIP/ann)',
    '02871099999%0d%0aX-Evil:%20yes',
    's',
    'h',
    'i',
    'leg-ended',
    'emergency',
    '*43',
    '9'.repeat(300),
    `${'+'.repeat(100)}1`,
    'xin-chào-☎',
    '%00%01%ff',
    '',
  ]
  for (const [n, extension] of hostile.entries()) {
    const uri = extension === '' ? `sip:${at}` : `sip:${extension}@${at}`
    const answer = await sendRawSip(house.sip, TRUNK, rawInvite(uri, '+84904000002', `hostile${n}`))
    t.notMatch(answer, /^SIP\/2\.0 2/, `${extension.slice(0, 40)}: ${answer?.split('\r\n')[0]}`)
  }
  for (const [n, who] of ['ann', 'demo', 'trunk-carrier', 'tongdai'].entries()) {
    const uri = `sip:02871099999@${at}`
    const answer = await sendRawSip(house.sip, '127.0.0.9', rawInvite(uri, who, `stranger${n}`))
    t.match(answer, /^SIP\/2\.0 401/, `a stranger who says that he is ${who}`)
  }
  const spoofed = await sendRawSip(house.sip, TRUNK, rawInvite(`sip:02871099999@${at}`, 'ann', 'spoof'))
  t.match(spoofed, /^SIP\/2\.0 401/, 'the name of an agent, from the trunk')

  const demo = await openPhone({ server: house.sip, account: house.account('demo') })
  const outside = await demo.dial('+442079460000')
  await outside.ended(15_000)
  await demo.close()

  const inbound = /^PJSIP\/(trunk-carrier|demo)-[0-9a-f]+$/
  t.same(
    watcher.created.filter(name => !inbound.test(name)),
    [],
    'every channel there was came in',
  )
  t.ok(watcher.created.length > 0, 'and there were some')
  const trunk = await openPhone({ server: house.sip, listen: { address: TRUNK } })
  const call = await trunk.dial('02871099999', { from: '+84904000003' })
  await call.hearsSound()
  await call.hangUp()
  await trunk.close()
  await assertInvariants(t, house)
  proves(
    t,
    'S06',
    `${hostile.length} hostile numbers, ${watcher.created.length} channels, all of them inbound`,
  )
})
