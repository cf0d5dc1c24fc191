// A trunk that we register with, on the real thing: without its secret, with a wrong one, with the right one; calls
// that come over it; one whose server is silent. And keys by every way that a trunk or a phone may send them.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { request } from 'node:https'
import { join } from 'node:path'
import { text as textOf } from 'node:stream/consumers'
import t from 'tap'
import { toneWav } from '../support/audio/tone-wav.ts'
import { openHouse } from '../support/house.ts'
import { assertInvariants } from '../support/invariants.ts'
import { freeUdpPort } from '../support/phones/free-port.ts'
import { openPhone, type Phone } from '../support/phones/phone.ts'
import { openRegistrar } from '../support/phones/registrar.ts'
import { cdrFrom } from '../support/records.ts'
import { until } from '../support/until.ts'

const PROVIDER = '127.0.0.3'
const port = await freeUdpPort()
const silent = await freeUdpPort()
const MENU = 500
const BYE = 740

t.setTimeout(270_000)
const house = await openHouse({
  files: {
    'config/trunks.yaml': `
- { name: carrier, match: ["127.0.0.2"] }
- { name: info, match: ["127.0.0.5"], dtmf: info }
- name: itsp
  register: { server: "${PROVIDER}:${port}", user: "84287109999", secret: itsp, expires: 1m, retry: 5s }
- name: silent
  register: { server: "127.0.0.4:${silent}", user: nobody, secret: itsp, retry: 5s }
`,
    'config/hotlines.yaml': '- { name: main, number: "02871099999", title: Main, flow: main }\n',
    'config/queues.yaml': '- { name: sales }\n',
    'config/boxes.yaml': '',
    'config/recording.yaml': 'default: off\n',
    'config/team.yaml':
      'agents:\n  - { id: ann, name: Ann, queues: [sales] }\ncallers:\n  - id: demo\n  - { id: beeper, dtmf: inband }\n',
    'ivr-flows/main.yaml': `
flow: main
title: Main
language: vi
start:
  - menu: main-menu
    timeout: 5s
    tries: 2
    keys: { "1": start, "2": bye, "#": bye }
    no-input: bye
bye:
  - say: goodbye
  - hangup
`,
    'ivr-flows/english.yaml': 'flow: english\ntitle: Unused\nlanguage: en\nstart:\n  - hangup\n',
    'sounds/vi/main-menu.wav': toneWav(MENU, 1.5),
    'sounds/vi/goodbye.wav': toneWav(BYE, 1.5),
  },
})
t.teardown(() => house.stop())
const registrar = await openRegistrar(house.runtime, {
  folder: join(house.folder, 'sipp'),
  listen: { address: PROVIDER, port },
  realm: 'provider.test',
  user: '84287109999',
  password: 'right;one #1',
  limitS: 240,
})
t.teardown(() => registrar.stop())

type Told = {
  name: string
  state: string
  registration?: { state: string; reason?: string; sentence?: string; expiresS?: number }
}
async function trunk(name: string): Promise<Told | undefined> {
  const { body } = await house.api('GET', '/api/v1/trunks')
  return (body as Told[]).find(one => one.name === name)
}
async function registration(
  name: string,
  has: Partial<NonNullable<Told['registration']>>,
  withinMs = 20_000,
) {
  await until(
    async () => {
      const told = (await trunk(name))?.registration
      return Object.entries(has).every(([key, value]) => told?.[key as 'state'] === value)
    },
    withinMs,
    `${name} is ${JSON.stringify(has)}`,
  )
  return (await trunk(name))?.registration
}
/** Plain text, which house.api does not read. */
async function metrics(): Promise<string> {
  const url = `https://localhost:${house.ports.https}/metrics`
  const headers = { authorization: `Bearer ${house.secrets.apiToken}` }
  const { promise, resolve } = Promise.withResolvers<string>()
  request(url, { headers, rejectUnauthorized: false }, answer => textOf(answer).then(resolve)).end()
  return promise
}
async function setSecret(value: string): Promise<void> {
  const command = join(import.meta.dirname, '../../src/cli/tongdai.ts')
  const cli = spawn(process.execPath, [command, 'secret', 'itsp'], {
    env: house.environment,
    stdio: ['pipe', 'ignore', 'inherit'],
  })
  cli.stdin.end(`${value}\n`)
  await once(cli, 'exit')
  t.match(await house.api('POST', '/api/v1/reload'), { status: 200 })
}

t.test('without its secret, with a wrong one, with the right one', async t => {
  t.match(await registration('itsp', { reason: 'no-secret' }), { sentence: /npx tongdai secret itsp/ })
  await setSecret('wrong')
  const wrong = await registration('itsp', { state: 'rejected', reason: 'wrong-password' })
  t.match(wrong, { sentence: /127\.0\.0\.3 refuses user or password \(401\)/ })
  await setSecret('right;one #1')
  t.match(await registration('itsp', { state: 'registered' }), { with: `84287109999@${PROVIDER}` })
  t.notMatch(await readFile(join(house.home, 'asterisk/log/messages'), 'utf8'), /right;one/)
  t.match(await metrics(), /tongdai_trunk_registered\{trunk="itsp"\} 1/)
  t.match(await metrics(), /tongdai_trunk_registered\{trunk="silent"\} 0/)
  t.ok((await registrar.log()).some(line => line.startsWith('registered|')))
})

t.test('a call comes in over the registered trunk', async t => {
  const provider = await openPhone({ server: house.sip, listen: { address: PROVIDER } })
  const from = '+84904000001'
  const call = await provider.dial('84287109999', { from })
  t.match(await call.ended(), { status: 404 }, 'the account’s name is no hotline here')
  const second = await provider.dial('02871099999', { from: '+84904000002' })
  await second.hears(MENU)
  await second.press('#')
  await second.hears(BYE)
  await second.ended()
  t.match(await cdrFrom(house, '+84904000002'), { hotline: 'main', via: 'itsp' })
  await provider.close()
})

t.test('keys by SIP INFO and by RFC 4733, of a trunk and of a phone, offered or not', async t => {
  const carrier = await openPhone({ server: house.sip, listen: { address: '127.0.0.2' } })
  const info = await openPhone({ server: house.sip, listen: { address: '127.0.0.5' } })
  const demo = await openPhone({ server: house.sip, account: house.account('demo') })
  let numbers = 0
  const pressEveryWay = async (what: string, phone: Phone) => {
    for (const withoutKeys of [false, true])
      for (const form of ['dtmf-relay', 'dtmf', 'rfc4733'] as const) {
        if (form === 'rfc4733' && (withoutKeys || what === 'info')) continue
        const from = `+84${904_100_000 + ++numbers}`
        const call = await phone.dial('02871099999', { withoutKeys, ...(what !== 'demo' && { from }) })
        await call.hears(MENU)
        if (form === 'rfc4733') await call.press('2')
        else t.same(await call.pressByInfo('2', form), [200])
        await call.hears(BYE)
        await call.ended()
        if (what === 'demo') continue
        const cdr = await cdrFrom(house, from)
        t.same(
          cdr.keys.map(({ digit }) => digit),
          ['2'],
          `${what}, ${form}${withoutKeys ? ', no RFC 4733 offered' : ''}`,
        )
      }
  }
  await Promise.all(Object.entries({ carrier, info, demo }).map(one => pressEveryWay(...one)))
  for (const phone of [carrier, info, demo]) await phone.close()
  await assertInvariants(t, house)
})

t.test(
  'a phone may have a way of its own: keys as tones, from the team’s file or by a change at run time',
  async t => {
    const pressTones = async (account: string) => {
      const phone = await openPhone({ server: house.sip, account: house.account(account) })
      const call = await phone.dial('02871099999')
      await call.hears(MENU)
      await call.pressByTones('2')
      await call.hears(BYE)
      await call.ended()
      await phone.close()
    }
    await pressTones('beeper')
    const changed = await house.api('PATCH', '/api/v1/people/ann', { agent: { dtmf: 'inband' } })
    t.match(changed, { status: 200, body: { person: { agent: { dtmf: 'inband' } } } })
    await pressTones('ann')
  },
)

t.test('a server that is silent is told as that; its trunk stands beside the others', async t => {
  const told = await registration('silent', { reason: 'no-answer' }, 60_000)
  t.match(told, { sentence: /127\.0\.0\.4 does not answer/ })
  t.match(await trunk('carrier'), { state: 'ready' })
  t.equal((await trunk('carrier'))?.registration, undefined)
})
