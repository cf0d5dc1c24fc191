// R07 through a real Asterisk: a live call on hold, transferred, consulted about, three together. Who hears whom is
// measured by tones; whoever hangs up at whichever step, nobody stays on a line, and the record tells each stretch.
import t, { type Test } from 'tap'
import { agentIs, allReady, openDesks, type Ring } from '../support/desks.ts'
import { openHouse } from '../support/house.ts'
import { assertInvariants } from '../support/invariants.ts'
import { callIs } from '../support/live-calls.ts'
import type { Call } from '../support/phones/call.ts'
import { openPhone } from '../support/phones/phone.ts'
import { proves } from '../support/proves.ts'
import { type CdrRow, cdrFrom, everythingIsWritten } from '../support/records.ts'
import { until } from '../support/until.ts'

const AGENTS = ['ann', 'binh', 'chi']
const CUSTOMER = 700
const TONES: Readonly<Record<string, number>> = { ann: 1_100, binh: 1_500, chi: 1_900 }

const house = await openHouse({
  files: {
    'config/trunks.yaml': '- { name: carrier, match: ["127.0.0.2"] }\n',
    'config/hotlines.yaml': '- { name: main, number: "02871099999", title: Main, flow: main }\n',
    'config/recording.yaml': 'default: on\n',
    'config/queues.yaml':
      '- { name: sales, ring: 8s, wrap-up: 1s, retry: 1s }\n- { name: support, ring: 8s, wrap-up: 1s, retry: 1s }\n',
    'config/team.yaml':
      'agents:\n  - { id: ann, name: Ann, queues: [sales] }\n  - { id: binh, name: Binh, queues: [support] }\n' +
      '  - { id: chi, name: Chi, queues: [support] }\n',
    'ivr-flows/main.yaml': 'flow: main\ntitle: Main\nlanguage: vi\nstart:\n  - queue: sales\n',
    'ivr-flows/english.yaml':
      'flow: english\ntitle: Afterwards\nlanguage: en\nstart:\n' +
      '  - menu: main-menu\n    keys: { "1": support, "2": start }\nsupport:\n  - queue: support\n',
  },
})
t.teardown(() => house.stop())
t.setTimeout(280_000)
const trunk = await openPhone({ server: house.sip, listen: { address: '127.0.0.2' } })
t.teardown(() => trunk.close())
const desks = await openDesks(house, AGENTS)
t.teardown(() => desks.close())

let numbers = 0

type Talk = { from: string; id: string; customer: Call; ann: Call }

/** Ann talks with a customer; each says a tone of his own. */
async function talk(): Promise<Talk> {
  await allReady(house, AGENTS)
  const from = `+84${902_000_000 + ++numbers}`
  const customer = await trunk.dial('02871099999', { from })
  // Of a call that ended in the moment before, a ring may be left.
  let ring = await desks.nextRing()
  while (ring.agent !== 'ann') ring = await desks.nextRing()
  const { call: ann } = ring
  ann.answer()
  customer.say(CUSTOMER)
  ann.say(TONES.ann)
  await Promise.all([customer.hears(TONES.ann!), ann.hears(CUSTOMER)])
  const { id } = await callIs(house, from, 'talking')
  return { from, id, customer, ann }
}

async function ringAt(...agents: string[]): Promise<Ring> {
  const ring = await desks.nextRing()
  if (!agents.includes(ring.agent)) throw new Error(`${ring.agent} was rung instead of ${agents}`)
  return ring
}

async function picksUp(...agents: string[]): Promise<{ agent: string; call: Call }> {
  const { agent, call } = await ringAt(...agents)
  call.answer()
  await call.answered()
  call.say(TONES[agent])
  return { agent, call }
}

const move = async ({ id }: Talk, name: string, body?: unknown) => {
  const { status, body: said } = await house.api('POST', `/api/v1/calls/${id}/${name}`, body)
  if (status !== 200) throw new Error(`${name}: ${status} ${JSON.stringify(said)}`)
}

/** Without a packet in this time nobody speaks. */
const SILENT_AFTER_MS = 200
/** So long a stretch without the tone, and he does not hear it. */
const UNHEARD_MS = 600

/** He hears none of these any more. */
async function doesNotHear(t: Test, { media: { ear } }: Call, ...tones: number[]): Promise<void> {
  let lastHeardAt = Date.now()
  const isUnheard = () => {
    const hasSound = Date.now() - (ear.lastHeardAt ?? 0) < SILENT_AFTER_MS
    if (hasSound && tones.some(tone => ear.hasTone(tone))) lastHeardAt = Date.now()
    return Date.now() - lastHeardAt > UNHEARD_MS
  }
  await until(isUnheard, 5_000, `${tones} Hz are no longer heard`)
  t.pass(`${tones} Hz are not heard`)
}

/** The stretches of the record that belong to agents: `talking ann`. */
async function stretchesOf({ conversation }: CdrRow): Promise<string[]> {
  await everythingIsWritten(house)
  const rows = await house.rows<{ kind: string; agent: string | null; queue: string | null }>(
    `select kind, agent, queue from segments
      where conversation = $1 and kind not in ('ivr', 'waiting', 'wrap-up') order by number`,
    [conversation],
  )
  return rows.map(({ kind, agent, queue }) => (agent ? `${kind} ${agent}` : `${kind} in ${queue}`))
}

t.test('on hold the customer hears music, and the agent nobody; then they talk again', async t => {
  const call = await talk()
  await move(call, 'hold')
  await callIs(house, call.from, 'holding')
  await call.customer.hearsSound()
  await doesNotHear(t, call.customer, TONES.ann!)
  await doesNotHear(t, call.ann, CUSTOMER)
  await move(call, 'resume')
  await Promise.all([call.customer.hears(TONES.ann!), call.ann.hears(CUSTOMER)])
  await call.customer.hangUp()
  await call.ann.ended()
  const cdr = await cdrFrom(house, call.from)
  t.same(await stretchesOf(cdr), ['ringing ann', 'talking ann', 'hold ann', 'talking ann'])
  t.match(cdr, { result: 'answered', agent: 'ann', queue: 'sales' })
  await assertInvariants(t, house)
})

t.test('whoever hangs up on hold ends the call', async t => {
  const one = await talk()
  await move(one, 'hold')
  await callIs(house, one.from, 'holding')
  await one.customer.hangUp()
  t.equal((await one.ann.ended()).by, 'them')
  t.match(await cdrFrom(house, one.from), { result: 'answered', reason: 'caller-hung-up' })
  const other = await talk()
  await move(other, 'hold')
  await callIs(house, other.from, 'holding')
  await other.ann.hangUp()
  t.equal((await other.customer.ended()).by, 'them')
  t.match(await cdrFrom(house, other.from), { result: 'answered', reason: 'agent-hung-up' })
  await assertInvariants(t, house)
})

t.test('a blind transfer to an agent, and from him on hold to a queue', async t => {
  const call = await talk()
  await move(call, 'transfer', { to: { agent: 'binh' } })
  t.equal((await call.ann.ended()).by, 'them', 'Ann is free')
  const binh = await picksUp('binh')
  await Promise.all([call.customer.hears(TONES.binh!), binh.call.hears(CUSTOMER)])
  await move(call, 'hold')
  await callIs(house, call.from, 'holding')
  await move(call, 'transfer', { to: { queue: 'support' } })
  t.equal((await binh.call.ended()).by, 'them')
  const next = await picksUp('binh', 'chi')
  await Promise.all([call.customer.hears(TONES[next.agent]!), next.call.hears(CUSTOMER)])
  await call.customer.hangUp()
  const cdr = await cdrFrom(house, call.from)
  const stretches = await stretchesOf(cdr)
  t.same(
    stretches.filter(one => one.startsWith('talking') || one.startsWith('hold')),
    [...['talking ann', 'talking binh', 'hold binh'], `talking ${next.agent}`],
  )
  t.match(cdr, { agent: next.agent, queue: 'support', result: 'answered' })
  await assertInvariants(t, house)
})

t.test('a blind transfer into a flow: he hears its menu, and a key of his leads on', async t => {
  const call = await talk()
  await move(call, 'hold')
  await callIs(house, call.from, 'holding')
  await move(call, 'transfer', { to: { flow: 'english' } })
  t.equal((await call.ann.ended()).by, 'them')
  await callIs(house, call.from, 'ivr')
  await call.customer.hearsSound()
  await call.customer.press('1')
  const next = await picksUp('binh', 'chi')
  await Promise.all([call.customer.hears(TONES[next.agent]!), next.call.hears(CUSTOMER)])
  await call.customer.hangUp()
  t.match(await cdrFrom(house, call.from), { agent: next.agent, queue: 'support', result: 'answered' })
  await assertInvariants(t, house)
})

t.test('asked, brought in, left alone with the customer: each hears whom he should', async t => {
  const call = await talk()
  await move(call, 'consult', { to: { agent: 'binh' } })
  const binh = await picksUp('binh')
  await Promise.all([call.ann.hears(TONES.binh!), binh.call.hears(TONES.ann!), call.customer.hearsSound()])
  await doesNotHear(t, call.customer, TONES.ann!, TONES.binh!)
  await doesNotHear(t, binh.call, CUSTOMER)
  await move(call, 'merge')
  await Promise.all([
    ...[TONES.ann!, TONES.binh!].map(tone => call.customer.hears(tone)),
    ...[CUSTOMER, TONES.binh!].map(tone => call.ann.hears(tone)),
    ...[CUSTOMER, TONES.ann!].map(tone => binh.call.hears(tone)),
  ])
  await move(call, 'complete')
  t.equal((await call.ann.ended()).by, 'them')
  await agentIs(house, 'ann', 'wrap-up')
  await agentIs(house, 'binh', 'busy')
  await Promise.all([call.customer.hears(TONES.binh!), binh.call.hears(CUSTOMER)])
  await binh.call.hangUp()
  t.equal((await call.customer.ended()).by, 'them')
  const cdr = await cdrFrom(house, call.from)
  const stretches = await stretchesOf(cdr)
  t.same(stretches, ['ringing ann', 'talking ann', 'consult ann', 'talking ann', 'talking binh'])
  t.match(cdr, { agent: 'binh', queue: 'sales', reason: 'agent-hung-up' })
  await assertInvariants(t, house)
})

t.test('handed over: by a button, and by hanging up', async t => {
  for (const how of ['complete', 'hangs up'] as const) {
    const call = await talk()
    await move(call, 'consult', { to: { queue: 'support' } })
    const next = await picksUp('binh', 'chi')
    await Promise.all([call.ann.hears(TONES[next.agent]!), next.call.hears(TONES.ann!)])
    if (how === 'complete') await move(call, 'complete')
    else await call.ann.hangUp()
    await call.ann.ended()
    await Promise.all([call.customer.hears(TONES[next.agent]!), next.call.hears(CUSTOMER)])
    await call.customer.hangUp()
    t.equal((await next.call.ended()).by, 'them')
    const cdr = await cdrFrom(house, call.from)
    t.match(cdr, { agent: next.agent, queue: 'support', reason: 'caller-hung-up' }, how)
  }
  await assertInvariants(t, house)
})

t.test('back to the customer: while it rings, and when he has answered', async t => {
  const call = await talk()
  await move(call, 'consult', { to: { agent: 'binh' } })
  const { call: rung } = await ringAt('binh')
  rung.ring()
  await callIs(house, call.from, 'consulting', ({ party }) => party.state === 'ringing')
  await move(call, 'cancel')
  t.equal((await rung.ended()).by, 'them', 'his phone is silent')
  await Promise.all([call.customer.hears(TONES.ann!), call.ann.hears(CUSTOMER)])
  await agentIs(house, 'binh', 'ready')
  await move(call, 'consult', { to: { agent: 'binh' } })
  const binh = await picksUp('binh')
  await binh.call.hears(TONES.ann!)
  await move(call, 'cancel')
  t.equal((await binh.call.ended()).by, 'them')
  await Promise.all([call.customer.hears(TONES.ann!), call.ann.hears(CUSTOMER)])
  await call.customer.hangUp()
  const stretches = await stretchesOf(await cdrFrom(house, call.from))
  t.same(stretches, [
    'ringing ann',
    'talking ann',
    'consult ann',
    'talking ann',
    'consult ann',
    'talking ann',
  ])
  await assertInvariants(t, house)
})

t.test('who is asked declines, or hangs up: the agent still has the customer, on hold', async t => {
  const call = await talk()
  await move(call, 'consult', { to: { agent: 'binh' } })
  const { call: rung } = await ringAt('binh')
  rung.reject(486)
  await callIs(house, call.from, 'holding')
  await move(call, 'consult', { to: { agent: 'chi' } })
  const chi = await picksUp('chi')
  await chi.call.hears(TONES.ann!)
  await chi.call.hangUp()
  await callIs(house, call.from, 'holding')
  await agentIs(house, 'chi', 'ready')
  await move(call, 'resume')
  await Promise.all([call.customer.hears(TONES.ann!), call.ann.hears(CUSTOMER)])
  await call.ann.hangUp()
  await call.customer.ended()
  await assertInvariants(t, house)
})

t.test('blonde: the agent hangs up while it rings, and it rings for the customer', async t => {
  const call = await talk()
  await move(call, 'consult', { to: { agent: 'binh' } })
  const { call: rung } = await ringAt('binh')
  rung.ring()
  await callIs(house, call.from, 'consulting', ({ party }) => party.state === 'ringing')
  await call.ann.hangUp()
  await callIs(house, call.from, 'ringing')
  rung.answer()
  rung.say(TONES.binh)
  await Promise.all([call.customer.hears(TONES.binh!), rung.hears(CUSTOMER)])
  await call.customer.hangUp()
  const cdr = await cdrFrom(house, call.from)
  t.same(await stretchesOf(cdr), [
    'ringing ann',
    'talking ann',
    'consult ann',
    'ringing binh',
    'talking binh',
  ])
  t.match(cdr, { agent: 'binh', result: 'answered' })
  await assertInvariants(t, house)
})

t.test('the customer hangs up at each step: no phone rings on, and everybody is free', async t => {
  for (const step of ['ringing', 'here', 'conference'] as const) {
    const call = await talk()
    await move(call, 'consult', { to: { agent: 'binh' } })
    const { call: binh } = await ringAt('binh')
    if (step === 'ringing') {
      binh.ring()
      await callIs(house, call.from, 'consulting', ({ party }) => party.state === 'ringing')
    } else {
      binh.answer()
      await binh.answered()
      binh.say(TONES.binh)
      await call.ann.hears(TONES.binh!)
    }
    if (step === 'conference') {
      await move(call, 'merge')
      await call.customer.hears(TONES.binh!)
    }
    await call.customer.hangUp()
    await Promise.all([call.ann.ended(), binh.ended()])
    t.match(await cdrFrom(house, call.from), { result: 'answered', reason: 'caller-hung-up' }, step)
  }
  await assertInvariants(t, house)
})

t.test('two moves at once, and moves that cross with a hang-up: nobody stays on a line', async t => {
  const twice = await talk()
  const wishes = ['hold', 'hold', 'resume', 'hold', 'resume'].map(name =>
    house.api('POST', `/api/v1/calls/${twice.id}/${name}`),
  )
  for (const { status } of await Promise.all(wishes)) t.ok(status === 200 || status === 409, String(status))
  await twice.customer.hangUp()
  await twice.ann.ended()
  for (const name of ['hold', 'transfer', 'consult'] as const) {
    const call = await talk()
    const body = name === 'hold' ? undefined : { to: { agent: 'binh' } }
    await Promise.all([house.api('POST', `/api/v1/calls/${call.id}/${name}`, body), call.customer.hangUp()])
    await call.ann.ended()
    t.match(await cdrFrom(house, call.from), { who: 'caller' }, name)
  }
  await assertInvariants(t, house)
})

t.test('what can’t be done is refused with a sentence', async t => {
  const call = await talk()
  const ask = (name: string, body?: unknown) => house.api('POST', `/api/v1/calls/${call.id}/${name}`, body)
  t.match(await ask('resume'), { status: 409, body: { code: 'not-now' } })
  t.match(await ask('consult', { to: { agent: 'nobody' } }), { status: 422, body: { code: 'no-such-agent' } })
  t.match(await ask('consult', { to: { queue: 'nowhere' } }), {
    status: 422,
    body: { code: 'no-such-queue' },
  })
  t.match(await ask('consult', { to: { agent: 'ann' } }), { status: 409 })
  t.match(await ask('transfer', { to: { flow: 'nowhere' } }), { status: 422, body: { code: 'no-such-flow' } })
  t.match(await ask('transfer', { to: { number: '0901234567' } }), {
    ...{ status: 409, body: { code: 'no-desk' } },
  })
  t.match(await ask('transfer', { to: { number: '0901234567' }, agent: 'ann' }), {
    ...{ status: 403, body: { code: 'no-route' } },
  })
  t.match(await ask('consult', { to: { number: '0901;x=1' }, agent: 'ann' }), { status: 400 })
  await house.api('POST', '/api/v1/agents/binh/pause', { reason: 'lunch' })
  await agentIs(house, 'binh', 'paused')
  t.match(await ask('consult', { to: { agent: 'binh' } }), { status: 409, body: { code: 'nobody-free' } })
  await house.api('POST', '/api/v1/agents/binh/ready')
  await call.customer.hangUp()
  await call.ann.ended()
  // While its tapes are closed it is still there, and leaving.
  await cdrFrom(house, call.from)
  t.match(await ask('hold'), { status: 404, body: { code: 'no-such-call' } })
  await assertInvariants(t, house)
  proves(
    t,
    'R07',
    'hold, 2 transfers, consultation, conference, blonde; each party hangs up at each step: nobody is left',
  )
})
