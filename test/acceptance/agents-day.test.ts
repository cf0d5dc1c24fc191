// An agent's day on the real thing: he misses calls until he is paused, has his own time for notes in every queue, takes
// more of it or less, and changes his state by dialling. And why a caller waits is told while he does.
import t from 'tap'
import { toneWav } from '../support/audio/tone-wav.ts'
import { agentIs, deskOf, openDesks } from '../support/desks.ts'
import { openHouse } from '../support/house.ts'
import { assertInvariants } from '../support/invariants.ts'
import { callIs } from '../support/live-calls.ts'
import { openPhone } from '../support/phones/phone.ts'
import { until } from '../support/until.ts'

const WRAP_UP_MS = 3_000
const OWN_WRAP_UP_MS = 5_000
const TOLERANCE_MS = 200
const HZ = {
  ...{ 'agent-logged-in': 600, 'agent-logged-out': 800, 'agent-paused': 1_000, 'agent-ready': 1_200 },
  'not-allowed': 1_400,
}
const SALES = '02871099999'
const SUPPORT = '02871098888'
const queue = (name: string) => `flow: ${name}\ntitle: ${name}\nlanguage: en\nstart:\n  - queue: ${name}\n`

const house = await openHouse({
  files: {
    'config/trunks.yaml': '- { name: carrier, match: ["127.0.0.2"] }\n',
    'config/hotlines.yaml': `
- { name: sales, number: "${SALES}", title: Sales, flow: sales }
- { name: support, number: "${SUPPORT}", title: Support, flow: support }
`,
    'config/queues.yaml': `
- { name: sales, ring: 2s, wrap-up: 3s, retry: 1s, pause-after: { no-answer: 2 } }
- { name: support, ring: 2s, wrap-up: 3s }
`,
    'config/recording.yaml': 'default: off\n',
    'config/hours.yaml': 'hours: {}\n',
    'config/lookups.yaml': 'lookups: {}\n',
    'config/sends.yaml': '{}\n',
    'config/team.yaml': `
agents:
  - { id: ann, name: Ann, queues: [sales, support] }
  - { id: binh, name: Bình, queues: [sales, support], wrap-up: 5s }
callers:
  - id: reception
`,
    'ivr-flows/main.yaml': queue('main').replace('queue: main', 'queue: sales'),
    'ivr-flows/sales.yaml': queue('sales'),
    'ivr-flows/support.yaml': queue('support'),
    'ivr-flows/english.yaml': 'flow: english\ntitle: Unused\nlanguage: en\nstart:\n  - hangup\n',
    ...Object.fromEntries(Object.entries(HZ).map(([key, hz]) => [`sounds/vi/${key}.wav`, toneWav(hz, 1)])),
  },
})
t.teardown(() => house.stop())
t.setTimeout(120_000)
const trunk = await openPhone({ server: house.sip, listen: { address: '127.0.0.2' } })
t.teardown(() => trunk.close())
const desks = await openDesks(house, ['ann', 'binh'])
t.teardown(() => desks.close())

const order = (agent: string, what: string, body?: object) =>
  house.api('POST', `/api/v1/agents/${agent}/${what}`, body)
type Shown = { id: string; state: string; reason?: string; misses?: number; until?: string }
const shown = async (id: string) =>
  ((await house.api('GET', '/api/v1/agents')).body as Shown[]).find(agent => agent.id === id)

t.test(
  'he is paused after two missed calls in a row, not before, and not by a busy phone; why is told',
  async t => {
    await order('binh', 'pause', { reason: 'lunch' })
    const from = '+84901000001'
    const call = await trunk.dial(SALES, { from })
    ;(await desks.nextRing()).call.reject(486)
    await desks.nextRing()
    await agentIs(house, 'ann', 'paused')
    t.match(await shown('ann'), { reason: 'missed', misses: undefined, until: String }, 'a rest')
    ;(await desks.nextRing()).call.reject(486)
    await desks.nextRing()
    await until(async () => (await shown('ann'))?.misses !== undefined, 5_000, 'paused by misses')
    t.match(await shown('ann'), { state: 'paused', reason: 'missed', misses: 2, until: undefined })

    const { id } = await callIs(house, from, 'waiting')
    const why = await house.api('GET', `/api/v1/calls/${id}/why`)
    t.match(why.body, {
      now: { reason: 'no-agent-here', words: [/^Nobody is there/, /^Number 1 in/, 'Paused: Ann and Bình.'] },
      offers: [{ cause: 'busy' }, { cause: 'no-answer' }, { cause: 'busy' }, { cause: 'no-answer' }],
    })
    await order('ann', 'ready')
    const { call: rung } = await desks.nextRing()
    rung.answer()
    await callIs(house, from, 'talking')
    await rung.hangUp()
    await call.ended()
    await order('ann', 'ready')
    await assertInvariants(t, house)
  },
)

/** Talks once to this agent, alone, over one queue. @returns when his talk was over */
async function talks(agent: string, number: string, from: string): Promise<number> {
  const call = await trunk.dial(number, { from })
  const ring = await desks.nextRing()
  ring.call.answer()
  await callIs(house, from, 'talking')
  await ring.call.hangUp()
  const endedAt = Date.now()
  await call.ended()
  await agentIs(house, agent, 'wrap-up')
  return endedAt
}

t.test(
  'nobody is rung before his own wrap-up is over, in whichever queue; the next caller is there',
  async t => {
    for (const [agent, other, wrapUpMs] of [
      ['ann', 'binh', WRAP_UP_MS],
      ['binh', 'ann', OWN_WRAP_UP_MS],
    ] as const) {
      await order(other, 'pause', { reason: 'lunch' })
      await order(agent, 'ready')
      await agentIs(house, agent, 'ready')
      const endedAt = await talks(agent, SALES, '+84901000002')
      const next = await trunk.dial(SUPPORT, { from: '+84901000003' })
      const ring = await desks.nextRing(wrapUpMs + 2_000)
      const tookMs = ring.at - endedAt
      t.equal(ring.agent, agent)
      t.ok(Math.abs(tookMs - wrapUpMs) <= TOLERANCE_MS, `${agent}: ${tookMs} ms, wanted ${wrapUpMs}`)
      await next.hangUp()
      await agentIs(house, agent, 'ready')
    }
  },
)

t.test('more time is added to a wrap-up; the word ready ends it at once', async t => {
  t.match(await order('binh', 'wrap-up', { byS: 60 }), { status: 409, body: { code: 'not-in-wrap-up' } })
  await talks('binh', SALES, '+84901000004')
  const before = (await deskOf(house, 'binh')).state
  t.match(await order('binh', 'wrap-up', { byS: 60 }), { status: 200 })
  await until(async () => {
    const { state } = await deskOf(house, 'binh')
    return state.name === 'wrap-up' && before.name === 'wrap-up' && state.until - before.until === 60_000
  })
  for (let n = 0; n < 2; n++) await order('binh', 'wrap-up', { byS: 600 })
  t.match(await order('binh', 'wrap-up', { byS: 600 }), { status: 409, body: { code: 'wrap-up-too-long' } })
  const next = await trunk.dial(SUPPORT, { from: '+84901000005' })
  await callIs(house, '+84901000005', 'waiting')
  const readyAt = Date.now()
  await order('binh', 'ready')
  const ring = await desks.nextRing()
  t.ok(ring.at - readyAt <= TOLERANCE_MS, `${ring.at - readyAt} ms`)
  await next.hangUp()
  await agentIs(house, 'binh', 'ready')
})

t.test('a given priority goes before those who wait longer', async t => {
  await order('binh', 'pause', { reason: 'lunch' })
  const first = await trunk.dial(SUPPORT, { from: '+84901000006' })
  await callIs(house, '+84901000006', 'waiting')
  const second = await trunk.dial(SUPPORT, { from: '+84901000007' })
  const { id } = await callIs(house, '+84901000007', 'waiting')
  t.match(await house.api('POST', `/api/v1/calls/${id}/priority`, { priority: 5 }), { status: 200 })
  await order('binh', 'ready')
  const { call } = await desks.nextRing()
  call.answer()
  await callIs(house, '+84901000007', 'talking')
  t.match(await house.api('POST', `/api/v1/calls/${id}/priority`, { priority: 0 }), {
    status: 409,
    body: { code: 'not-waiting' },
  })
  await Promise.all([first.hangUp(), second.hangUp()])
  await call.ended()
  await order('binh', 'ready')
  await assertInvariants(t, house)
})

t.test('he changes his state by dialling, and hears what he is; no other phone can', async t => {
  const ann = desks.phones.ann!
  for (const [code, prompt, state] of [
    ['*47', 'agent-paused', 'paused'],
    ['*48', 'agent-ready', 'ready'],
    ['*46', 'agent-logged-out', 'offline'],
    ['*45', 'agent-logged-in', 'ready'],
  ] as const) {
    const call = await ann.dial(code)
    await call.hears(HZ[prompt])
    await agentIs(house, 'ann', state)
    await call.ended()
  }
  const reception = await openPhone({ server: house.sip, account: house.account('reception') })
  t.teardown(() => reception.close())
  const call = await reception.dial('*47')
  await call.hears(HZ['not-allowed'])
  await call.ended()
  t.match(await shown('ann'), { state: 'ready' })
  const [moved] = await house.rows<{ data: { by: string } }>(
    `select data from journal where type = 'AgentLoggedOut' and agent = 'ann'`,
  )
  t.equal(moved?.data.by, 'ann', 'on record, with who it was')
})
