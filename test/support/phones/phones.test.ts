// The phones of the tests, proven against a real Asterisk with a tiny dialplan of its own.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { installRuntime } from '../../../src/runtime/install.ts'
import { waitUntil } from '../../../src/runtime/wait-until.ts'
import { loudness, shareOf } from '../audio/goertzel.ts'
import { toneSecond } from '../audio/tone.ts'
import { readWav } from '../audio/wav.ts'
import { startAgents } from './agents.ts'
import { startCallers } from './callers.ts'
import { freeUdpPort } from './free-port.ts'
import { openMediaHub } from './media-hub.ts'
import { openPhone } from './phone.ts'
import { startPlainAsterisk } from './plain-asterisk.ts'

const home = join(import.meta.dirname, '../../../.tongdai')
const runtime = await installRuntime({ home })
await mkdir(join(home, 'test'), { recursive: true })
const folder = await mkdtemp(join(home, 'test', 'phones-'))
const server = { address: '127.0.0.1', port: await freeUdpPort() }
const account = { user: 'ann', password: 'a-password-of-ann' }
const asterisk = await startPlainAsterisk(runtime, {
  folder,
  sip: server,
  files: {
    'pjsip.conf': `
[trunk]
type = endpoint
context = door
disallow = all
allow = ulaw
direct_media = no
[trunk]
type = identify
endpoint = trunk
match = 127.0.0.2
[ann]
type = endpoint
context = door
disallow = all
allow = ulaw
direct_media = no
auth = ann
aors = ann
[ann]
type = auth
username = ann
password = ${account.password}
[ann]
type = aor
max_contacts = 1
remove_existing = yes`,
    'extensions.conf': `
[door]
exten = echo,1,Answer()
 same = n,Echo()
exten = keys,1,Answer()
 same = n,Read(DIGITS,,2,,1,5)
 same = n,Playtones(\${IF($["\${DIGITS}" = "42"]?700:300)})
 same = n,Wait(10)
exten = asks,1,Answer()
 same = n,Playtones(425)
 same = n,Read(DIGITS,,2,,1,5)
 same = n,Playtones(\${IF($["\${DIGITS}" = "42"]?700:300)})
 same = n,Wait(10)
exten = record,1,Answer()
 same = n,Record(${folder}/spool/recorded.wav,0,3,kq)
exten = tone,1,Answer()
 same = n,Playtones(600)
 same = n,Wait(10)
exten = short,1,Answer()
 same = n,Hangup(16)
exten = ann,1,Dial(PJSIP/ann,5)
 same = n,Hangup(\${HANGUPCAUSE})
exten = busy,1,Hangup(17)`,
  },
})
t.teardown(async () => {
  await asterisk.stop()
  await rm(folder, { recursive: true })
})

const openTrunk = () => openPhone({ server, listen: { address: '127.0.0.2' }, user: '+84901234567' })

async function noCallIsLeft(): Promise<void> {
  const isQuiet = async () =>
    (await asterisk.console('core show channels count')).startsWith('0 active channels')
  if (!(await waitUntil(isQuiet, 5_000))) throw new Error(await asterisk.console('core show channels'))
}

t.test('a caller hears his own tone come back, and hangs up', async t => {
  const phone = await openTrunk()
  const call = await phone.dial('echo')
  await call.answered()
  call.say(440)
  await call.hears(440)
  t.notOk(call.media.ear.hasTone(600))
  t.match(await call.hangUp(), { by: 'us' })
  await phone.close()
  await noCallIsLeft()
})

t.test('keys arrive as RFC 4733 digits', async t => {
  const phone = await openTrunk()
  const call = await phone.dial('keys')
  await call.answered()
  await call.press('42')
  await call.hears(700)
  await phone.close()
  await noCallIsLeft()
  t.pass()
})

t.test('a refusal tells its status, and a hang-up by the exchange its cause', async t => {
  const phone = await openTrunk()
  const refused = await phone.dial('busy')
  await t.rejects(refused.answered(), /never answered/)
  t.match(await refused.ended(), { by: 'them', status: 486, cause: 17 })
  const short = await phone.dial('short')
  await short.answered()
  t.match(await short.ended(), { by: 'them', cause: 16 })
  await phone.close()
})

t.test('a registered phone is rung, answers, and both hear each other', async t => {
  const ann = await openPhone({ server, account })
  const trunk = await openTrunk()
  const call = await trunk.dial('ann')
  const rung = await ann.rings()
  t.equal(rung.number, '+84901234567')
  rung.ring()
  await call.ringing()
  rung.answer()
  await Promise.all([call.answered(), rung.answered()])
  call.say(440)
  rung.say(600)
  await Promise.all([call.hears(600), rung.hears(440)])
  await rung.hangUp()
  t.match(await call.ended(), { by: 'them', cause: 16 })
  await Promise.all([ann.close(), trunk.close()])
  await noCallIsLeft()
})

t.test('a rung phone refuses, and a caller who gives up cancels it', async t => {
  const ann = await openPhone({ server, account })
  const trunk = await openTrunk()
  for (const [status, expected] of [
    [486, { status: 486, cause: 17 }],
    [603, { cause: 21 }],
  ] as const) {
    const call = await trunk.dial('ann')
    const rung = await ann.rings()
    rung.reject(status)
    t.match(await call.ended(), { by: 'them', ...expected })
  }
  const call = await trunk.dial('ann')
  const rung = await ann.rings()
  rung.ring()
  await call.ringing()
  t.match(await call.hangUp(), { by: 'us', status: 487 })
  t.match(await rung.ended(), { by: 'them', status: 487 })
  await Promise.all([ann.close(), trunk.close()])
  await noCallIsLeft()
})

t.test('a registered phone dials with its password, a wrong one is refused', async t => {
  const ann = await openPhone({ server, account })
  const call = await ann.dial('tone')
  await call.answered()
  await call.hears(600)
  await ann.close()
  await t.rejects(openPhone({ server, account: { ...account, password: 'wrong' } }), /answered 401/)
})

const TRUNK = '127.0.0.2'
const AGENTS = '127.0.0.3'

t.test('SIPp: callers ring registered agents, and both logs tell the same story', async t => {
  const agents = await startAgents(runtime, {
    folder: join(folder, 'agents'),
    server,
    listen: { address: AGENTS, port: await freeUdpPort(AGENTS) },
    accounts: [account],
    ringMs: 100,
    talkMs: 500,
  })
  const callers = await startCallers(runtime, {
    folder: join(folder, 'callers'),
    server,
    listen: { address: TRUNK, port: await freeUdpPort(TRUNK) },
    numbers: ['ann', 'ann', 'busy'],
    ratePerS: 20,
    limitS: 20,
  })
  const [first, second, refused] = await callers.done
  const rings = await agents.records()
  t.match(refused, { number: 'busy', failed: '486' })
  t.match(first, { number: 'ann', endedBy: 'them' })
  t.match(second, { number: 'ann', endedBy: 'them' })
  t.equal(rings.length, 2)
  for (const ring of rings) {
    t.match(ring, { agent: 'ann', endedBy: 'us' })
    t.ok(Math.abs(ring.answeredAt! - ring.invitedAt - 100) < 50)
    t.ok(Math.abs(ring.endedAt! - ring.answeredAt! - 500) < 50)
  }
  await agents.stop()
  await noCallIsLeft()
})

t.test(
  'SIPp: a caller who gives up is cancelled at the agent, and a patient one hangs up himself',
  async t => {
    const agents = await startAgents(runtime, {
      folder: join(folder, 'slow-agents'),
      server,
      listen: { address: AGENTS, port: await freeUdpPort(AGENTS) },
      accounts: [account],
      ringMs: 10_000,
    })
    const callers = await startCallers(runtime, {
      folder: join(folder, 'leaving-callers'),
      server,
      listen: { address: TRUNK, port: await freeUdpPort(TRUNK) },
      numbers: ['ann', 'tone'],
      ratePerS: 20,
      answerWithinMs: 300,
      stayMs: 300,
      limitS: 20,
    })
    const [impatient, patient] = await callers.done
    t.match(impatient, { number: 'ann', failed: 'cancelled' })
    t.match(patient, { number: 'tone', endedBy: 'us' })
    await agents.stop()
    t.match(await agents.records(), [{ agent: 'ann', endedBy: 'cancelled' }])
    await noCallIsLeft()
  },
)

t.test('SIPp with a media hub: every caller presses keys and hears what follows', async t => {
  const heard: Promise<void>[] = []
  const hub = await openMediaHub(TRUNK, stream => {
    void stream.press('42')
    heard.push(stream.ear.watch.until('a caller hears 700 Hz', () => stream.ear.hasTone(700), 5_000))
  })
  t.teardown(() => hub.close())
  const callers = await startCallers(runtime, {
    folder: join(folder, 'pressing-callers'),
    server,
    listen: { address: TRUNK, port: await freeUdpPort(TRUNK) },
    numbers: ['asks', 'asks', 'asks', 'asks', 'asks'],
    ratePerS: 20,
    sound: { hub: hub.address },
    stayMs: 2_000,
    limitS: 20,
  })
  await callers.done
  t.equal(heard.length, 5)
  await Promise.all(heard)
  await noCallIsLeft()
})

t.test('SIPp: a tone from a file is what Asterisk records', async t => {
  const toneFile = join(folder, 'tone.ulaw')
  await writeFile(toneFile, toneSecond(440))
  const callers = await startCallers(runtime, {
    folder: join(folder, 'sounding-callers'),
    server,
    listen: { address: TRUNK, port: await freeUdpPort(TRUNK) },
    numbers: ['record'],
    ratePerS: 20,
    sound: { toneFile },
    stayMs: 1_500,
    limitS: 20,
  })
  await callers.done
  await noCallIsLeft()
  const { samples } = await readWav(join(folder, 'spool', 'recorded.wav'))
  const middle = samples.slice(4_000, 8_000)
  t.ok(loudness(middle) > 1_000, 'it is loud')
  t.ok(shareOf(440, middle) > 0.8, 'it is the tone')
})
