// R07, outside: a live call is sent to, or asks, a number outside, over trunks that are phones of the test. Who hears whom
// is measured by tones; whoever hangs up at whichever step, nobody stays on a line, the record tells each stretch, and the
// number stands nowhere in plain.
import t from 'tap'
import type { CallView } from '../../src/http/published.ts'
import { agentIs, allReady, openDesks } from '../support/desks.ts'
import { openHouse } from '../support/house.ts'
import { assertInvariants } from '../support/invariants.ts'
import { callIs } from '../support/live-calls.ts'
import type { Call } from '../support/phones/call.ts'
import { freeUdpPort } from '../support/phones/free-port.ts'
import type { IncomingCall } from '../support/phones/incoming-call.ts'
import { openPhone } from '../support/phones/phone.ts'
import { type CdrRow, cdrFrom, everythingIsWritten } from '../support/records.ts'
import { until } from '../support/until.ts'

const AGENTS = ['ann', 'binh']
const CUSTOMER = 700
const ANN = 1_100
const OUTSIDE = 1_700
const NUMBER = '0901 234 567'

const ports = [await freeUdpPort(), await freeUdpPort()]
const house = await openHouse({
  files: {
    'config/trunks.yaml': `
- { name: carrier, match: ["127.0.0.2"] }
- { name: one, match: ["127.0.0.3"] }
- { name: two, match: ["127.0.0.4"] }
`,
    'config/outbound.yaml': `
trunks:
  one: { server: "127.0.0.3:${ports[0]}", numbers: national, limits: { per-minute: 1000, at-once: 100 } }
  two: { server: "127.0.0.4:${ports[1]}", limits: { per-minute: 1000, at-once: 100 } }
routes:
  - { name: vietnam, numbers: { kinds: [mobile, fixed] }, trunks: [one, two], ring: 5s }
  - { name: premium, numbers: { kinds: [premium] }, trunks: [two] }
classes:
  office: { routes: [vietnam], limits: { per-minute: 500, per-hour: 900, at-once: 2 } }
agents: office
flows: office
`,
    'config/hotlines.yaml':
      '- { name: main, number: "02871099999", title: Main, flow: main }\n' +
      '- { name: away, number: "02871099998", title: Away, flow: english }\n',
    'config/recording.yaml': 'default: on\n',
    'config/queues.yaml':
      '- { name: sales, ring: 8s, wrap-up: 1s, retry: 1s, announce: { position: false } }\n' +
      '- { name: support, ring: 8s, wrap-up: 1s, retry: 1s, whisper: [please-wait], confirm: true }\n',
    'config/team.yaml':
      'agents:\n  - { id: ann, name: Ann, queues: [sales] }\n  - { id: binh, name: Binh, queues: [support] }\n',
    'ivr-flows/main.yaml': 'flow: main\ntitle: Main\nlanguage: vi\nstart:\n  - queue: sales\n',
    'ivr-flows/english.yaml':
      'flow: english\ntitle: Away\nlanguage: vi\nstart:\n  - transfer: { number: "028 3822 5678" }\n' +
      '    no-answer: nobody\nnobody:\n  - queue: sales\n',
  },
})
t.teardown(() => house.stop())
t.setTimeout(280_000)
const trunkAt = async (address: string, port?: number) => {
  const phone = await openPhone({ server: house.sip, listen: { address, ...(port ? { port } : {}) } })
  t.teardown(() => phone.close())
  return phone
}
const carrier = await trunkAt('127.0.0.2')
const one = await trunkAt('127.0.0.3', ports[0])
const two = await trunkAt('127.0.0.4', ports[1])
const desks = await openDesks(house, AGENTS)
t.teardown(() => desks.close())

let numbers = 0

type Talk = { from: string; id: string; customer: Call; ann: Call }

/** Ann talks with a customer; each says a tone of his own. */
async function talk(): Promise<Talk> {
  await allReady(house, AGENTS)
  const from = `+84${903_000_000 + ++numbers}`
  const customer = await carrier.dial('02871099999', { from })
  const { call: ann } = await ringOf('ann')
  ann.answer()
  customer.say(CUSTOMER)
  ann.say(ANN)
  await Promise.all([customer.hears(ANN), ann.hears(CUSTOMER)])
  const { id } = await callIs(house, from, 'talking')
  return { from, id, customer, ann }
}

/** Of a call that ended in the moment before, a ring may be left. */
async function ringOf(agent: string) {
  let ring = await desks.nextRing(12_000)
  while (ring.agent !== agent) ring = await desks.nextRing()
  return ring
}

const order = ({ id }: Talk, name: string, body?: unknown) =>
  house.api('POST', `/api/v1/calls/${id}/${name}`, body)

const move = async (call: Talk, name: string, body?: unknown) => {
  const { status, body: said } = await order(call, name, body)
  if (status !== 200) throw new Error(`${name}: ${status} ${JSON.stringify(said)}`)
}

/** What the agent's desk is told of her asking. */
async function inVain({ id }: Talk): Promise<string | undefined> {
  const { body } = await house.api('GET', '/api/v1/calls')
  return (body as CallView[]).find(({ conversation }) => conversation === id)?.inVain
}

/** By Ann's phone, as an admin may order. */
const outside = (number = NUMBER) => ({ to: { number }, agent: 'ann' })

async function picksUp(callee: IncomingCall): Promise<void> {
  callee.answer()
  await callee.answered()
  callee.say(OUTSIDE)
}

/** The stretches of the record that are not the menu's or the queue's: `talking ann`, `outside in sales`. */
async function stretchesOf({ conversation }: Pick<CdrRow, 'conversation'>): Promise<string[]> {
  await everythingIsWritten(house)
  const rows = await house.rows<{ kind: string; agent: string | null; queue: string | null }>(
    `select kind, agent, queue from segments
      where conversation = $1 and kind not in ('ivr', 'waiting', 'wrap-up') order by number`,
    [conversation],
  )
  return rows.map(({ kind, agent, queue }) =>
    [kind, agent ?? (queue && `in ${queue}`)].filter(Boolean).join(' '),
  )
}

/** Parties whose voices are on tape. */
async function tracksOf(conversation: string): Promise<string[]> {
  const tracks = () =>
    house.rows<{ party: string; state: string }>(
      'select party, state from recordings where conversation = $1',
      [conversation],
    )
  await until(
    async () => (await tracks()).every(({ state }) => state === 'stored'),
    20_000,
    'tracks are stored',
  )
  return (await tracks()).map(({ party }) => party).sort()
}

t.test('blind: it rings for the customer, Ann is free, and the two talk alone', async t => {
  const call = await talk()
  await move(call, 'transfer', outside())
  const callee = await one.rings()
  t.match(callee.request.uri, /^sip:0901234567@127\.0\.0\.3/, 'in the form of the trunk')
  t.equal(callee.number, '02871099999', 'a number of ours is shown')
  callee.ring()
  t.equal((await call.ann.ended()).by, 'them')
  await agentIs(house, 'ann', 'wrap-up')
  await callIs(house, call.from, 'forwarding')
  await call.customer.hearsSound()
  await picksUp(callee)
  await Promise.all([call.customer.hears(OUTSIDE), callee.hears(CUSTOMER)])
  await agentIs(house, 'ann', 'ready')
  const { body } = await house.api('GET', '/api/v1/calls')
  t.match(body, [
    { conversation: call.id, phase: 'outside', queue: 'sales', outside: '0901 234 567', moves: [] },
  ])
  await callee.hangUp()
  t.equal((await call.customer.ended()).by, 'them')
  const cdr = await cdrFrom(house, call.from)
  t.match(cdr, { result: 'answered', reason: 'outside-hung-up', who: 'callee', agent: 'ann', queue: 'sales' })
  t.same(await stretchesOf(cdr), ['ringing ann', 'talking ann', 'dialling', 'outside in sales'])
  t.same(await tracksOf(call.id), ['agent', 'caller', 'caller', 'outside'])
  await assertInvariants(t, house)
})

t.test('the number stands nowhere in plain: journal, orders, live state, log', async t => {
  const call = await talk()
  await move(call, 'consult', outside())
  const callee = await one.rings()
  await picksUp(callee)
  await callIs(house, call.from, 'consulting', ({ party }) => party.state === 'outside')
  const live = (await house.redis.hvals(house.keys.calls)).join('\n')
  const orders = JSON.stringify(await house.redis.xrange(house.keys.orders, '-', '+'))
  await call.customer.hangUp()
  await Promise.all([call.ann.ended(), callee.ended()])
  await cdrFrom(house, call.from)
  const journal = (await house.rows<{ text: string }>('select data::text as text from journal'))
    .map(({ text }) => text)
    .join('\n')
  const log = (await house.log('switchboard')) + (await house.log('office'))
  for (const [where, text] of Object.entries({ live, orders, journal, log }))
    t.notMatch(text, /901 ?234 ?567/, where)
  t.match(journal, /ConsultAsked/)
  await assertInvariants(t, house)
})

t.test('the next trunk takes it when one fails; a busy number brings him back to Ann', async t => {
  const call = await talk()
  await move(call, 'transfer', outside())
  ;(await one.rings()).reject(503)
  const callee = await two.rings()
  t.match(callee.request.uri, /^sip:(\+|%2B)84901234567@127\.0\.0\.4/)
  await picksUp(callee)
  await Promise.all([call.customer.hears(OUTSIDE), callee.hears(CUSTOMER)])
  await call.customer.hangUp()
  t.equal((await callee.ended()).by, 'them')
  t.match(await cdrFrom(house, call.from), { result: 'answered', reason: 'caller-hung-up' })

  const back = await talk()
  await move(back, 'transfer', outside())
  ;(await one.rings()).reject(486)
  const { call: again } = await ringOf('ann')
  again.answer()
  again.say(ANN)
  await Promise.all([back.customer.hears(ANN), again.hears(CUSTOMER)])
  await back.customer.hangUp()
  await again.ended()
  const stretches = await stretchesOf(await cdrFrom(house, back.from))
  t.same(
    stretches.filter(one => !one.startsWith('ringing')),
    ['talking ann', 'dialling', 'talking ann'],
  )
  await assertInvariants(t, house)
})

t.test('asked, brought in, left alone with the customer: each hears whom he should', async t => {
  const call = await talk()
  await move(call, 'consult', outside())
  const callee = await one.rings()
  callee.ring()
  await call.customer.hearsSound()
  await picksUp(callee)
  await Promise.all([call.ann.hears(OUTSIDE), callee.hears(ANN), call.customer.hearsSound()])
  await move(call, 'merge')
  await Promise.all([
    ...[ANN, OUTSIDE].map(tone => call.customer.hears(tone)),
    ...[CUSTOMER, OUTSIDE].map(tone => call.ann.hears(tone)),
    ...[CUSTOMER, ANN].map(tone => callee.hears(tone)),
  ])
  await move(call, 'complete')
  t.equal((await call.ann.ended()).by, 'them')
  await Promise.all([call.customer.hears(OUTSIDE), callee.hears(CUSTOMER)])
  await call.customer.hangUp()
  t.equal((await callee.ended()).by, 'them')
  const cdr = await cdrFrom(house, call.from)
  t.same(await stretchesOf(cdr), [
    ...['ringing ann', 'talking ann', 'consult ann', 'talking ann', 'outside in sales'],
  ])
  t.match(cdr, { result: 'answered', reason: 'caller-hung-up', agent: 'ann' })
  t.same(await tracksOf(call.id), ['agent', 'caller', 'outside'])
  await assertInvariants(t, house)
})

t.test('blonde: Ann hangs up while it rings outside, and it rings for the customer', async t => {
  const call = await talk()
  await move(call, 'consult', outside())
  const callee = await one.rings()
  callee.ring()
  await callIs(house, call.from, 'consulting', ({ party }) => party.state === 'calling')
  await call.ann.hangUp()
  await callIs(house, call.from, 'forwarding')
  await call.customer.hearsSound()
  await picksUp(callee)
  await Promise.all([call.customer.hears(OUTSIDE), callee.hears(CUSTOMER)])
  await callee.hangUp()
  await call.customer.ended()
  const cdr = await cdrFrom(house, call.from)
  t.same(await stretchesOf(cdr), [
    ...['ringing ann', 'talking ann', 'consult ann', 'dialling', 'outside in sales'],
  ])
  await assertInvariants(t, house)
})

t.test('whoever hangs up at each step: nobody stays on a line, nothing rings on', async t => {
  for (const step of ['calling', 'here', 'conference', 'forwarding', 'outside'] as const) {
    for (const who of ['customer', 'callee', 'ann'] as const) {
      if (who === 'ann' && (step === 'forwarding' || step === 'outside')) continue
      const call = await talk()
      const isBlind = step === 'forwarding' || step === 'outside'
      await move(call, isBlind ? 'transfer' : 'consult', outside())
      const callee = await one.rings()
      callee.ring()
      if (step !== 'calling' && step !== 'forwarding') await picksUp(callee)
      if (step === 'here' || step === 'conference') await call.ann.hears(OUTSIDE)
      if (step === 'conference') {
        await move(call, 'merge')
        await call.customer.hears(OUTSIDE)
      }
      if (step === 'outside') await call.customer.hears(OUTSIDE)
      if (step === 'forwarding') await call.ann.ended()
      const leaves = `${who} leaves while ${step}`
      if (who === 'customer') {
        await call.customer.hangUp()
        await Promise.all([callee.ended(), ...(isBlind ? [] : [call.ann.ended()])])
        t.match(await cdrFrom(house, call.from), { result: 'answered', reason: 'caller-hung-up' }, leaves)
        continue
      }
      if (who === 'callee') {
        if (step === 'calling' || step === 'forwarding') callee.reject(603)
        else await callee.hangUp()
        if (step === 'calling' || step === 'here') {
          await callIs(house, call.from, 'holding')
          t.equal(await inVain(call), step === 'calling' ? 'declined' : 'party-gone', 'the desk says why')
        }
        if (step === 'conference') await callIs(house, call.from, 'talking')
        // He is rung for again, at the front.
        const ring = step === 'forwarding' ? await ringOf('ann') : undefined
        if (step === 'outside') await call.customer.ended()
        else await call.customer.hangUp()
        if (!isBlind) await call.ann.ended()
        await ring?.call.ended()
      } else {
        await call.ann.hangUp()
        if (step === 'calling') {
          await callIs(house, call.from, 'forwarding')
          await picksUp(callee)
        }
        await Promise.all([call.customer.hears(OUTSIDE), callee.hears(CUSTOMER)])
        await callee.hangUp()
        await call.customer.ended()
      }
      t.match(await cdrFrom(house, call.from), { conversation: call.id }, leaves)
    }
  }
  await assertInvariants(t, house)
})

t.test('who may not is told why; caps hold, and are given back', async t => {
  const call = await talk()
  t.match(await order(call, 'transfer', { to: { number: NUMBER } }), {
    ...{ status: 409, body: { code: 'no-desk' } },
  })
  t.match(await order(call, 'transfer', outside('19001234')), {
    ...{ status: 403, body: { code: 'route-not-allowed' } },
  })
  t.match(await order(call, 'consult', outside('02871099999')), {
    ...{ status: 403, body: { code: 'own-number' } },
  })
  t.match(await order(call, 'transfer', outside('500&PJSIP')), { status: 400 })
  t.match(await order(call, 'transfer', { to: { number: NUMBER }, agent: 'nobody' }), {
    ...{ status: 404, body: { code: 'no-such-agent' } },
  })
  await move(call, 'transfer', outside())
  const first = await one.rings()
  await picksUp(first)
  await call.customer.hears(OUTSIDE)
  const second = await talk()
  await move(second, 'transfer', outside('0901 234 568'))
  const other = await one.rings()
  await picksUp(other)
  await second.customer.hears(OUTSIDE)
  const third = await talk()
  t.match(await order(third, 'consult', outside()), { status: 429, body: { code: 'too-many-at-once' } })
  await first.hangUp()
  await call.customer.ended()
  await until(
    async () => (await order(third, 'consult', outside())).status === 200,
    5_000,
    'room is given back',
  )
  const last = await one.rings()
  last.ring()
  await Promise.all([third.customer.hangUp(), second.customer.hangUp()])
  await Promise.all([third.ann.ended(), last.ended(), other.ended()])
  await cdrFrom(house, third.from)
  await cdrFrom(house, second.from)
  await assertInvariants(t, house)
})

t.test('a flow sends callers outside; where nobody answers, it goes on', async t => {
  const from = `+84${903_000_000 + ++numbers}`
  const customer = await carrier.dial('02871099998', { from })
  const callee = await one.rings()
  t.match(callee.request.uri, /^sip:02838225678@127\.0\.0\.3/)
  callee.ring()
  await callIs(house, from, 'forwarding')
  await picksUp(callee)
  customer.say(CUSTOMER)
  await Promise.all([customer.hears(OUTSIDE), callee.hears(CUSTOMER)])
  await customer.hangUp()
  await callee.ended()
  const cdr = await cdrFrom(house, from)
  t.match(cdr, { result: 'left', reason: 'caller-hung-up', agent: null })
  t.same(await stretchesOf(cdr), ['dialling', 'outside'])

  await allReady(house, AGENTS)
  const again = `+84${903_000_000 + ++numbers}`
  const busy = await carrier.dial('02871099998', { from: again })
  ;(await one.rings()).reject(486)
  const { call: ann } = await ringOf('ann')
  ann.answer()
  await ann.answered()
  await busy.hangUp()
  await ann.ended()
  t.match(await cdrFrom(house, again), { result: 'answered', queue: 'sales', agent: 'ann' })
  await assertInvariants(t, house)
})

t.test('who is asked for a queue hears so, and presses 1, before he talks to Ann', async t => {
  const call = await talk()
  await move(call, 'consult', { to: { queue: 'support' } })
  const { call: binh } = await ringOf('binh')
  const queues = await house.api('GET', '/api/v1/queues')
  t.match(
    (queues.body as { queue: string; waiting: unknown[] }[]).find(({ queue }) => queue === 'support'),
    { waiting: [{ conversation: call.id, offeredTo: 'binh' }] },
    'who looks for somebody stands in line',
  )
  binh.answer()
  await binh.answered()
  binh.say(1_500)
  await binh.hearsSound()
  await callIs(house, call.from, 'consulting', ({ party }) => party.state === 'ringing')
  await binh.press('1')
  await Promise.all([call.ann.hears(1_500), binh.hears(ANN)])
  await callIs(house, call.from, 'consulting', ({ party }) => party.state === 'here')
  await call.customer.hangUp()
  await Promise.all([call.ann.ended(), binh.ended()])
  await cdrFrom(house, call.from)
  await assertInvariants(t, house)
})

t.test(
  'the switchboard is killed while the two talk alone: they talk on, and the call ends as ever',
  async t => {
    const call = await talk()
    await move(call, 'transfer', outside())
    const callee = await one.rings()
    await picksUp(callee)
    await call.customer.hears(OUTSIDE)
    const before = await house.pid('switchboard')
    process.kill(before, 'SIGKILL')
    await until(async () => {
      const now = await house.pid('switchboard').catch(() => before)
      return now !== before
    }, 20_000)
    await Promise.all([call.customer.hears(OUTSIDE), callee.hears(CUSTOMER)])
    await callIs(house, call.from, 'outside')
    await until(async () => (await house.api('GET', '/api/v1/calls')).status === 200, 20_000)
    await callee.hangUp()
    await call.customer.ended(20_000)
    t.match(await cdrFrom(house, call.from), { result: 'answered' })
    await assertInvariants(t, house, { emptyWithinMs: 15_000 })
  },
)
