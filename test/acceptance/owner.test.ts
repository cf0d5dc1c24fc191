// What the owner meets: mistakes told in one sentence, reloads that can't break a call, a stop that leaves nothing.
import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { toneWav } from '../support/audio/tone-wav.ts'
import { agentIs, openDesks } from '../support/desks.ts'
import { type HouseOptions, openHouse } from '../support/house.ts'
import { layOutHouse, startKeeper } from '../support/house-folder.ts'
import { assertInvariants } from '../support/invariants.ts'
import { openPhone } from '../support/phones/phone.ts'
import { cdrFrom } from '../support/records.ts'
import { until } from '../support/until.ts'

const checkout = join(import.meta.dirname, '..', '..')
const TONES = { menu: 500, before: 700, after: 900 }

const menuTo = (section: string) => `
flow: main
title: Main
language: vi
start:
  - menu: main-menu
    keys: { "1": ${section}, "2": sales }
sales:
  - queue: sales
    max-wait: 10m
    too-long: start
${section}:
  - say: ${section}
  - hangup
`

const files: HouseOptions['files'] = {
  'config/trunks.yaml': '- { name: carrier, match: ["127.0.0.2"] }\n',
  'config/hotlines.yaml': '- { name: main, number: "02871099999", title: Main, flow: main }\n',
  'config/recording.yaml': 'default: off\n',
  'config/queues.yaml': '- { name: sales, wrap-up: 0s, announce: { position: false } }\n',
  'config/team.yaml':
    'agents:\n  - { id: ann, name: Nguyễn Thị An, queues: [sales] }\ncallers:\n  - id: demo\n',
  'ivr-flows/english.yaml': 'flow: english\ntitle: Unused\nlanguage: en\nstart:\n  - hangup\n',
  'ivr-flows/main.yaml': menuTo('before'),
  'sounds/vi/main-menu.wav': toneWav(TONES.menu, 2),
  'sounds/vi/before.wav': toneWav(TONES.before, 1),
  'sounds/vi/after.wav': toneWav(TONES.after, 1),
}
t.setTimeout(300_000)

/** Starts what must not start; it has to say why in one sentence, and to leave nothing running. */
async function refusesToStart(
  t: Test,
  what: { files?: HouseOptions['files']; environment?: NodeJS.ProcessEnv; says: RegExp | readonly RegExp[] },
): Promise<void> {
  const laidOut = await layOutHouse({ files: { ...files, ...what.files } })
  const keeper = startKeeper(laidOut, what.environment)
  const code = await keeper.ended
  t.not(code, 0, 'it does not pretend to run')
  for (const pattern of [what.says].flat()) t.match(keeper.said(), pattern)
  t.notMatch(keeper.said(), /^\s+at .*\.ts:\d+/m, 'no stack trace')
  t.notMatch(keeper.said(), /Tongdai is ready/)
  t.same(await processesOf(laidOut.folder), [], 'nothing is left running')
  await laidOut.remove()
}

/** Command lines of all processes that have to do with this folder. */
async function processesOf(folder: string): Promise<string[]> {
  const found: string[] = []
  for (const pid of (await readdir('/proc')).filter(name => /^\d+$/.test(name))) {
    const of = (name: string) => readFile(`/proc/${pid}/${name}`, 'latin1').catch(() => '')
    const [command, environment] = await Promise.all([of('cmdline'), of('environ')])
    if (`${command}\0${environment}`.includes(folder)) found.push(command.replaceAll('\0', ' ').trim())
  }
  return found
}

/** Holds a port for as long as the test lasts. */
async function held(t: Test): Promise<number> {
  const server = createServer()
  t.teardown(() => server.close())
  await new Promise<void>(resolve => server.listen(0, '0.0.0.0', resolve))
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

t.test('files with mistakes are refused at the start, all mistakes at once, each with its place', async t => {
  await refusesToStart(t, {
    files: {
      'config/queues.yaml': '- name: sales\n  rings: 20s\n',
      'config/hotlines.yaml':
        '- name: main\n  number: 02871099999\n  title: Main\n  flow: main\n- { name: second, number: "19001234", title: Second, flow: mian }\n',
      'ivr-flows/main.yaml': menuTo('before').replace('say: before', 'say: befor'),
    },
    says: [
      /config\/queues\.yaml:2:3 error unknown-key/,
      /config\/hotlines\.yaml:2:11 error unquoted/,
      /config\/hotlines\.yaml:5:60 error unknown-flow: .*"main"/,
      /ivr-flows\/main\.yaml:\d+:\d+ error missing-prompt/,
    ],
  })
})

t.test('a port in use is told in one sentence, with who has it', async t => {
  const port = String(await held(t))
  const says = new RegExp(`The port ${port}/tcp that .* needs is in use.*\n?.*config/server\\.yaml`)
  for (const name of [
    'TONGDAI_HTTPS_PORT',
    'TONGDAI_ARI_PORT',
    'TONGDAI_REDIS_PORT',
    'TONGDAI_POSTGRES_PORT',
  ])
    await refusesToStart(t, { environment: { [name]: port }, says })
})

t.test('databases that are not there are told in one sentence', async t => {
  const port = await held(t)
  const nobody = 9 // the port of `discard`, which nobody serves
  await refusesToStart(t, {
    environment: { DATABASE_URL: 'mysql://x' },
    says: /DATABASE_URL is not an address/,
  })
  await refusesToStart(t, { environment: { REDIS_URL: 'nonsense' }, says: /REDIS_URL is not an address/ })
  await refusesToStart(t, {
    environment: { DATABASE_URL: `postgres://user:hidden-word@127.0.0.1:${nobody}/tongdai` },
    says: [/PostgreSQL|DATABASE_URL/, /^(?!.*hidden-word)/s],
  })
  await refusesToStart(t, {
    environment: { REDIS_URL: `redis://:hidden-word@127.0.0.1:${nobody}/0` },
    says: [/Redis|REDIS_URL/, /^(?!.*hidden-word)/s],
  })
  t.ok(port)
})

t.test('a house that runs', async t => {
  const house = await openHouse({ files })
  const trunk = await openPhone({ server: house.sip, listen: { address: '127.0.0.2' } })
  const desks = await openDesks(house, ['ann'])
  const dial = (number: string) => trunk.dial('02871099999', { from: number })

  /** The command line, as its owner types it. */
  const tongdai = (...args: string[]) =>
    new Promise<{ code: number; out: string }>(resolve => {
      const env = { ...house.environment, NO_COLOR: '1' }
      execFile(
        process.execPath,
        [join(checkout, 'src/cli/tongdai.ts'), ...args],
        { env },
        (error, out, err) =>
          resolve({ code: typeof error?.code === 'number' ? error.code : 0, out: out + err }),
      )
    })

  await t.test('says at its start how to make the first call, and each password once', async t => {
    t.match(house.said(), new RegExp(`https://\\S+:${house.ports.https}\n`))
    t.match(house.said(), new RegExp(`:${house.ports.sip}`))
    t.match(house.said(), /02871099999 +Main/)
    t.match(house.said(), /\*43 +echo test/)
    t.match(house.said(), /Administrator +\S+ +\S{12,}/)
    t.same(Object.keys(house.passwords).sort(), ['ann', 'demo'])
  })

  await t.test('refuses a second start in the same folder', async t => {
    const again = startKeeper(house)
    t.equal(await again.ended, 1)
    t.match(again.said(), /already running here \(process \d+\), at https:/)
    t.equal((await house.api('GET', '/api/v1/status')).status, 200, 'the first one runs on')
  })

  await t.test('refuses a reload with mistakes, and the running version goes on', async t => {
    const call = await dial('+84905000001')
    await call.hears(TONES.menu)
    await house.write({ 'ivr-flows/main.yaml': menuTo('after').replace('say: after', 'say: aftr') })
    const { status, body } = await house.api('POST', '/api/v1/reload')
    t.equal(status, 422)
    const { findings } = body as { findings: object[] }
    t.match(findings, [{ file: 'ivr-flows/main.yaml', line: /\d+/, column: /\d+/, code: 'missing-prompt' }])
    t.equal(findings.length, 1, 'and nothing else')
    const { code, out } = await tongdai('reload')
    t.equal(code, 1)
    t.match(out, /ivr-flows\/main\.yaml:\d+:\d+/)
    await call.press('1')
    await call.hears(TONES.before)
    await call.ended()
    const next = await dial('+84905000002')
    await next.hears(TONES.menu)
    await next.press('1')
    await next.hears(TONES.before)
    await next.ended()
  })

  await t.test('takes a good reload: new calls meet it, live ones keep what they began with', async t => {
    const live = await dial('+84905000003')
    await live.hears(TONES.menu)
    await house.write({ 'ivr-flows/main.yaml': menuTo('after') })
    t.equal((await tongdai('reload')).code, 0)
    await live.press('1')
    await live.hears(TONES.before)
    await live.ended()
    const next = await dial('+84905000004')
    await next.hears(TONES.menu)
    await next.press('1')
    await next.hears(TONES.after)
    await next.ended()
    const versions = await Promise.all(
      ['+84905000003', '+84905000004'].map(async number => {
        const { conversation } = await cdrFrom(house, number)
        const [row] = await house.rows<{ version: string }>(
          'select version from conversations where conversation = $1',
          [conversation],
        )
        return row?.version
      }),
    )
    t.not(versions[0], versions[1], 'each record names its version')
  })

  await t.test('answers its command line', async t => {
    const call = await dial('+84905000005')
    await call.hears(TONES.menu)
    await call.press('2')
    const { call: talk } = await desks.nextRing()
    talk.answer()
    await talk.answered()
    t.match(await tongdai('status'), { code: 0 })
    t.match(await tongdai('calls'), { code: 0, out: /talking.*|.*ann/ })
    t.match(await tongdai('agents'), { code: 0, out: /ann +Nguyễn Thị An.*busy/ })
    await call.hangUp()
    await agentIs(house, 'ann', 'ready')
    t.match(await tongdai('agent', 'pause', 'ann', '--reason', 'lunch'), { code: 0 })
    await agentIs(house, 'ann', 'paused')
    t.match(await tongdai('agents'), { code: 0, out: /ann.*paused.*lunch/ })
    t.match(await tongdai('agent', 'ready', 'ann'), { code: 0 })
    await agentIs(house, 'ann', 'ready')
    t.match(await tongdai('agent', 'ready', 'nobody'), { code: 1, out: /no agent "nobody"/ })
    const { conversation } = await cdrFrom(house, '+84905000005')
    t.match(await tongdai('cdrs'), { code: 0, out: new RegExp(conversation) })
    t.match(await tongdai('cdr', conversation), { code: 0, out: /answered/ })
    t.match(await tongdai('cdr', 'none'), { code: 1 })
    const doctor = await tongdai('doctor')
    t.equal(doctor.code, 0, doctor.out)
    await assertInvariants(t, house)
  })

  await t.test('Ctrl-C lets the live talk finish, refuses new callers, and stops everything', async t => {
    const call = await dial('+84905000006')
    await call.hears(TONES.menu)
    await call.press('2')
    const { call: talk } = await desks.nextRing()
    talk.answer()
    talk.say(1_100)
    await call.hears(1_100)
    const keeper = house.keeper
    const stopped = new Promise<number | null>(resolve => keeper.once('exit', resolve))
    keeper.kill('SIGINT')
    // He may still come a moment before the switchboard hears of it, and is let in then.
    const refusal = await until(async () => {
      const late = await dial('+84905000007')
      await Promise.race([late.answered().catch(() => {}), late.ended()])
      return late.answeredAt === undefined ? late.ended() : void (await late.hangUp())
    }, 2_000)
    t.ok([480, 503].includes(refusal.status ?? 0), `a new caller is sent away: ${refusal.status}`)
    await call.hears(1_100, 300)
    await call.hangUp()
    await talk.ended()
    await desks.close()
    t.equal(await stopped, 0)
    t.match(house.said(), /Stopping: no new calls.*Stopped\./s)
    t.same(await processesOf(house.folder), [], 'no process of this house is left')
    for (const port of Object.values(house.ports)) {
      const server = createServer()
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject)
        server.listen(port, '0.0.0.0', resolve)
      })
      server.close()
    }
    await trunk.close().catch(() => {})
    await house.stop()
  })
})
