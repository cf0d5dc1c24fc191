// Called back instead of waiting, on real calls: the place is kept, the number is read back or keyed in, a mailbox is no
// customer, who calls again has his place, a promise outlives a killed switchboard, and bad numbers are refused.
import t from 'tap'
import { toneWav } from '../support/audio/tone-wav.ts'
import { agentIs, openDesks } from '../support/desks.ts'
import { openHouse } from '../support/house.ts'
import { assertInvariants } from '../support/invariants.ts'
import { callIs, liveCalls } from '../support/live-calls.ts'
import { freeUdpPort } from '../support/phones/free-port.ts'
import { openPhone } from '../support/phones/phone.ts'
import { cdrFrom, everythingIsWritten } from '../support/records.ts'
import { until } from '../support/until.ts'

const TONES = { number: 600, enter: 750, refused: 850, noted: 1_000, here: 1_150, music: 500 }
const port = await freeUdpPort()
const queue = (name: string, callback: string) =>
  `- { name: ${name}, ring: 8s, wrap-up: 0s, retry: 1s, announce: { position: false }, callback: ${callback} }`
const asks = (name: string) =>
  `flow: ${name}\ntitle: ${name}\nlanguage: vi\nstart:\n  - queue: ${name}\n    keys: { "2": call-me }\ncall-me:\n  - callback: ${name}\n    refused: sorry\n  - hangup\nsorry:\n  - hangup\n`

const house = await openHouse({
  files: {
    'config/trunks.yaml': '- { name: carrier, match: ["127.0.0.2"] }\n',
    'config/outbound.yaml': `
trunks:
  carrier: { server: "127.0.0.2:${port}", numbers: national }
routes:
  - { name: vietnam, numbers: { kinds: [mobile, fixed] }, trunks: [carrier], ring: 10s }
classes:
  back: { routes: [vietnam], limits: { per-minute: 100, at-once: 10 } }
callbacks: back
`,
    'config/hotlines.yaml':
      '- { name: sales, number: "02871099999", title: Sales, flow: sales }\n- { name: care, number: "02871099998", title: Care, flow: care }\n',
    'config/recording.yaml': 'default: off\n',
    'config/queues.yaml': `${queue('sales', '{ attempts: 2, retry: 1m }')}\n${queue('care', '{ first: agent }')}\n`,
    'config/team.yaml':
      'agents:\n  - { id: ann, name: Ann, queues: [sales] }\n  - { id: binh, name: Binh, queues: [care] }\n',
    'ivr-flows/main.yaml': 'flow: main\ntitle: Main\nlanguage: vi\nstart:\n  - hangup\n',
    'ivr-flows/english.yaml': 'flow: english\ntitle: Unused\nlanguage: en\nstart:\n  - hangup\n',
    'ivr-flows/sales.yaml': asks('sales'),
    'ivr-flows/care.yaml': asks('care'),
    'sounds/vi/callback-number.wav': toneWav(TONES.number, 0.5),
    'sounds/vi/callback-enter.wav': toneWav(TONES.enter, 0.5),
    'sounds/vi/callback-no-number.wav': toneWav(TONES.refused, 0.5),
    'sounds/vi/callback-noted.wav': toneWav(TONES.noted, 0.5),
    'sounds/vi/callback-here.wav': toneWav(TONES.here, 0.5),
  },
})
t.teardown(() => house.stop())
t.setTimeout(200_000)
const outside = await openPhone({ server: house.sip, listen: { address: '127.0.0.2', port } })
t.teardown(() => outside.close())
const desks = await openDesks(house, ['ann', 'binh'])
t.teardown(() => desks.close())
const pause = (agent: string) => house.api('POST', `/api/v1/agents/${agent}/pause`, { reason: 'lunch' })
const ready = (agent: string) => house.api('POST', `/api/v1/agents/${agent}/ready`)
const promised = async () => (await liveCalls(house)).filter(({ phase }) => phase.name === 'promised')

type InLine = { conversation: string; toBeCalled?: true }

/** Who stands in line at `sales`, in order. */
async function salesLine(): Promise<readonly InLine[]> {
  const { body } = await house.api('GET', '/api/v1/queues')
  const queues = body as { queue: string; waiting: InLine[] }[]
  return queues.find(({ queue }) => queue === 'sales')?.waiting ?? []
}

/** He waits, presses 2, hears his number, and confirms it. */
async function asksFor(number: string, hotline = '02871099999') {
  const call = await outside.dial(hotline, { from: number })
  await callIs(house, number, 'waiting')
  await call.press('2')
  await call.hears(TONES.number)
  await call.press('1')
  await call.hears(TONES.noted)
  await call.ended()
  return call
}

t.test(
  'he is called when it is his turn, before who came later, and talks when he has pressed 1',
  async t => {
    await pause('ann')
    await agentIs(house, 'ann', 'paused')
    await asksFor('+84901000001')
    t.match(await cdrFrom(house, '+84901000001'), { result: 'callback', direction: 'inbound' })
    t.equal((await promised()).length, 1)
    const later = await outside.dial('02871099999', { from: '+84901000002' })
    const { id: behind } = await callIs(house, '+84901000002', 'waiting')
    const [first, second] = await salesLine()
    t.ok(first?.toBeCalled, 'his place is shown as one of somebody who is not on the line')
    t.same([second?.conversation, second?.toBeCalled], [behind, undefined])
    await ready('ann')
    const back = await outside.rings()
    t.match(back.request.uri, /^sip:0901000001@/)
    t.equal(back.number, '02871099999', 'the hotline that he called is shown')
    t.equal(desks.rings.length, 0, 'nobody rings before he is there')
    back.ring()
    back.answer()
    await back.hears(TONES.here)
    await back.press('1')
    const { call, agent } = await desks.nextRing()
    t.equal(agent, 'ann')
    call.answer()
    await call.answered()
    call.say(700)
    back.say(900)
    await Promise.all([call.hears(900), back.hears(700)])
    await call.hangUp()
    await back.ended()
    const next = await desks.nextRing()
    next.call.answer()
    await later.answered()
    await later.hangUp()
    await next.call.ended()
    await everythingIsWritten(house)
    const rows = await house.rows<{ direction: string; result: string; queue: string; agent: string }>(
      `select direction, result, queue, agent from conversations where via = 'callback'`,
    )
    t.match(rows, [{ direction: 'outbound', result: 'answered', queue: 'sales', agent: 'ann' }])
    await assertInvariants(t, house)
  },
)

t.test('agent first: the agent hears it ring outside', async t => {
  await pause('binh')
  await agentIs(house, 'binh', 'paused')
  await asksFor('+84901000003', '02871099998')
  await ready('binh')
  const { call } = await desks.nextRing()
  call.answer()
  const back = await outside.rings()
  back.ring()
  await call.hearsSound()
  back.answer()
  call.say(700)
  back.say(900)
  await Promise.all([call.hears(900), back.hears(700)])
  await back.hangUp()
  await call.ended()
  await agentIs(house, 'binh', 'ready')
  await assertInvariants(t, house)
})

t.test(
  'another number is keyed in; premium, foreign and our own numbers are refused; a mailbox presses nothing',
  async t => {
    await pause('ann')
    await agentIs(house, 'ann', 'paused')
    const call = await outside.dial('02871099999', { from: '+84901000004' })
    await callIs(house, '+84901000004', 'waiting')
    await call.press('2')
    await call.hears(TONES.number)
    await call.press('2')
    for (const bad of ['19001234#', '02871099998#']) {
      await call.hears(TONES.enter)
      for (const key of bad) await call.press(key)
      await call.hears(TONES.refused)
    }
    await call.ended(12_000)
    t.same(await promised(), [])
    await call.hangUp().catch(() => {})

    const other = await outside.dial('02871099999', { from: '+84901000005' })
    await callIs(house, '+84901000005', 'waiting')
    await other.press('2')
    await other.hears(TONES.number)
    await other.press('2')
    await other.hears(TONES.enter)
    for (const key of '0901000006#') await other.press(key)
    await other.hears(TONES.number)
    await other.press('1')
    await other.ended()
    const rung = desks.rings.length
    await ready('ann')
    const back = await outside.rings()
    t.match(back.request.uri, /^sip:0901000006@/)
    back.answer()
    await back.hears(TONES.here)
    await back.ended(25_000)
    await until(
      async () => (await promised()).some(({ phase }) => 'notBefore' in phase),
      5_000,
      'later again',
    )
    await agentIs(house, 'ann', 'ready')
    t.equal(desks.rings.length, rung, 'no agent was rung for it')
    for (const { id } of await promised()) await house.api('POST', `/api/v1/calls/${id}/hang-up`)
    await until(async () => (await promised()).length === 0)
    await assertInvariants(t, house)
  },
)

t.test(
  'the switchboard is killed: the promise is kept; who calls again has his place, and no second promise',
  async t => {
    await pause('ann')
    await agentIs(house, 'ann', 'paused')
    await asksFor('+84901000007')
    const [{ id, phase } = {}] = await promised()
    const before = await house.pid('switchboard')
    process.kill(before, 'SIGKILL')
    await until(async () => (await house.pid('switchboard')) !== before, 30_000, 'another one is ready')
    t.match(await promised(), [{ id, phase }])
    const other = await outside.dial('02871099999', { from: '+84901000008' })
    await callIs(house, '+84901000008', 'waiting')
    await asksFor('+84901000007')
    const kept = await promised()
    t.equal(kept.length, 1, 'one promise for one customer')
    const again = await outside.dial('02871099999', { from: '+84901000007' })
    const { id: his } = await callIs(house, '+84901000007', 'waiting')
    await until(async () => (await promised()).length === 0, 5_000, 'the promise is over')
    const [first] = await salesLine()
    t.equal(first?.conversation, his, 'he stands where his promise stood')
    t.notOk(first?.toBeCalled, 'and is on the line')
    await again.hangUp()
    await other.hangUp()
    await ready('ann')
    await agentIs(house, 'ann', 'ready')
    await assertInvariants(t, house)
  },
)
