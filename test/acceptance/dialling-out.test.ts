// Phones of ours dial out, over trunks that are phones of the test: who hears whom, what remains of it, which trunk is
// tried next, what is refused, and a stolen account that meets its cap (S09).
import t from 'tap'
import { agentIs, openDesks } from '../support/desks.ts'
import { openHouse } from '../support/house.ts'
import { assertInvariants } from '../support/invariants.ts'
import { callIs, liveCalls } from '../support/live-calls.ts'
import { freeUdpPort } from '../support/phones/free-port.ts'
import { openPhone } from '../support/phones/phone.ts'
import { proves } from '../support/proves.ts'
import { cdrFrom, everythingIsWritten } from '../support/records.ts'
import { until } from '../support/until.ts'

const ports = [await freeUdpPort(), await freeUdpPort(), await freeUdpPort()]
const house = await openHouse({
  files: {
    'config/trunks.yaml': `
- { name: one, match: ["127.0.0.2"] }
- { name: two, match: ["127.0.0.3"] }
- { name: silent, match: ["127.0.0.4"] }
`,
    'config/outbound.yaml': `
trunks:
  one: { server: "127.0.0.2:${ports[0]}", numbers: national }
  two: { server: "127.0.0.3:${ports[1]}", limits: { per-minute: 1000, at-once: 100 } }
  silent: { server: "127.0.0.4:${ports[2]}" }
routes:
  - { name: emergency, numbers: { kinds: [emergency] }, trunks: [one] }
  - { name: singapore, numbers: { countries: [SG] }, trunks: [silent, two], silent: 2s }
  - { name: vietnam, numbers: { kinds: [mobile, fixed] }, trunks: [one, two], ring: 5s }
  - { name: premium, numbers: { kinds: [premium] }, trunks: [two] }
classes:
  office: { routes: [vietnam, singapore], limits: { per-minute: 100, at-once: 5 } }
  rich: { routes: [premium], limits: { per-minute: 5, at-once: 3 } }
agents: office
phones: { thief: rich }
`,
    'config/hotlines.yaml': '- { name: main, number: "02871099999", title: Main, flow: main }\n',
    'config/recording.yaml': 'default: on\n',
    'config/queues.yaml': '- { name: sales, ring: 8s, wrap-up: 2s, announce: { position: false } }\n',
    'config/team.yaml':
      'agents:\n  - { id: ann, name: Ann, queues: [sales] }\ncallers:\n  - { id: demo }\n  - { id: thief }\n',
    'ivr-flows/main.yaml':
      'flow: main\ntitle: Main\nlanguage: vi\nstart:\n  - customer: caller\n    found: known\n  - queue: sales\nknown:\n  - note: { name: customer.name, last: customer.last-agent }\n  - queue: sales\n',
    'ivr-flows/english.yaml': 'flow: english\ntitle: Unused\nlanguage: en\nstart:\n  - hangup\n',
  },
})
t.teardown(() => house.stop())
t.setTimeout(270_000)
const trunkAt = async (address: string, port: number | undefined) => {
  const phone = await openPhone({ server: house.sip, listen: { address, ...(port ? { port } : {}) } })
  t.teardown(() => phone.close())
  return phone
}
const one = await trunkAt('127.0.0.2', ports[0])
const two = await trunkAt('127.0.0.3', ports[1])
const desks = await openDesks(house, ['ann'])
t.teardown(() => desks.close())
const ann = desks.phones.ann!
const invites = (phone: { requests: readonly { method: string; headers: unknown }[] }) =>
  phone.requests.filter(({ method }) => method === 'INVITE').length

const segmentsOf = async (conversation: string) => {
  await everythingIsWritten(house)
  const rows = await house.rows<{ kind: string; agent: string | null }>(
    'select kind, agent from segments where conversation = $1 order by number',
    [conversation],
  )
  return rows.map(({ kind, agent }) => `${kind} ${agent}`)
}

t.test(
  'an agent dials a mobile number: the second trunk takes it, both hear each other, and it is recorded',
  async t => {
    const call = await ann.dial('0901234567')
    const refused = await one.rings()
    t.match(refused.request.uri, /^sip:0901234567@127\.0\.0\.2/, 'in the form that this trunk wants')
    t.equal(refused.number, '02871099999', 'a number of ours is shown')
    refused.reject(503)
    const callee = await two.rings()
    t.match(callee.request.uri, /^sip:(\+|%2B)84901234567@127\.0\.0\.3/)
    callee.ring()
    await call.ringing()
    await agentIs(house, 'ann', 'busy')
    const { id } = await callIs(house, '+84901234567', 'dialling')
    callee.answer()
    await call.answered()
    call.say(700)
    callee.say(900)
    await Promise.all([call.hears(900), callee.hears(700)])

    const caller = await one.dial('02871099999', { from: '+84909000001' })
    await callIs(house, '+84909000001', 'waiting')
    t.equal(desks.rings.length, 0, 'nobody else rings her meanwhile')
    t.match(await house.api('GET', '/api/v1/calls'), { status: 200 })
    await callee.hangUp()
    t.equal((await call.ended()).by, 'them')
    await agentIs(house, 'ann', 'wrap-up')
    const ring = await desks.nextRing()
    ring.call.answer()
    await caller.answered()
    await caller.hangUp()
    await ring.call.ended()

    const cdr = await cdrFrom(house, '+84901234567')
    t.match(cdr, {
      conversation: id,
      hotline: '',
      via: 'ann',
      queue: 'sales',
      agent: 'ann',
      direction: 'outbound',
    })
    t.match(cdr, { result: 'answered', reason: 'caller-hung-up', who: 'caller' })
    t.ok(cdr.answered_at)
    t.same((await segmentsOf(id)).slice(0, 2), ['dialling ann', 'talking ann'])
    const tracks = () =>
      house.rows<{ party: string; state: string }>(
        'select party, state from recordings where conversation = $1',
        [id],
      )
    await until(
      async () => (await tracks()).every(({ state }) => state === 'stored'),
      15_000,
      'tracks are stored',
    )
    t.same((await tracks()).map(({ party }) => party).sort(), ['agent', 'caller'])
    t.same(await house.rows('select * from offers where conversation = $1', [id]), [], 'nobody offered it')
    t.match(await house.api('GET', `/api/v1/cdrs/${id}`), {
      status: 200,
      body: {
        direction: 'outbound',
        caller: '+84901234567',
        segments: [{ kind: 'dialling' }, { kind: 'talking' }],
      },
    })
    await assertInvariants(t, house)
  },
)

t.test('busy, no answer, our own phone hangs up, a trunk that says nothing', async t => {
  const busy = await ann.dial('0901000001')
  ;(await one.rings()).reject(486)
  t.match(await busy.ended(), { by: 'them', status: 486 })
  t.match(await cdrFrom(house, '+84901000001'), { result: 'unanswered', reason: 'busy', who: 'callee' })
  t.equal(invites(two), 1, 'a busy number is busy on every trunk')

  await agentIs(house, 'ann', 'ready')
  const unheard = await ann.dial('0901000002')
  const callee = await one.rings()
  callee.ring()
  t.match(await unheard.ended(9_000), { by: 'them' })
  t.match(await callee.ended(), { by: 'them', status: 487 })
  t.match(await cdrFrom(house, '+84901000002'), { result: 'unanswered', reason: 'no-answer' })

  await agentIs(house, 'ann', 'ready')
  const left = await ann.dial('0901000003')
  const rung = await one.rings()
  rung.ring()
  await left.ringing()
  await left.hangUp()
  t.match(await rung.ended(), { by: 'them', status: 487 })
  t.match(await cdrFrom(house, '+84901000003'), {
    result: 'unanswered',
    reason: 'agent-hung-up',
    who: 'agent',
  })

  await agentIs(house, 'ann', 'ready')
  const before = Date.now()
  const abroad = await ann.dial('+6561234567')
  const late = await two.rings(6_000)
  t.ok(Date.now() - before >= 1_900, 'the silent trunk had its time')
  late.answer()
  await abroad.answered()
  await abroad.hangUp()
  await late.ended()
  t.match(await cdrFrom(house, '+6561234567'), { result: 'answered', reason: 'agent-hung-up' })
  await agentIs(house, 'ann', 'ready', 8_000)
  await assertInvariants(t, house)
})

t.test('who clicks is called himself first, then the number; who may not is told why', async t => {
  const dial = (to: string, agent?: string) =>
    house.api('POST', '/api/v1/calls', { to, ...(agent ? { agent } : {}) })
  t.match(await dial('0901000004'), { status: 409, body: { code: 'no-desk' } })
  t.match(await dial('19001234', 'ann'), { status: 403, body: { code: 'route-not-allowed' } })
  t.match(await dial('02871099999', 'ann'), { status: 403, body: { code: 'own-number' } })
  t.match(await dial('500&PJSIP', 'ann'), { status: 400 })
  const before = invites(one)
  const answer = await dial('0901 000 004', 'ann')
  t.match(answer, { status: 200, body: { conversation: String } })
  const { agent, call } = await desks.nextRing()
  t.equal(agent, 'ann')
  t.match(await dial('0901000005', 'ann'), { status: 409, body: { code: 'busy-now' } })
  t.equal(invites(one), before, 'nothing is dialled before she picks up')
  call.answer()
  const callee = await one.rings()
  callee.ring()
  await call.hearsSound()
  callee.answer()
  callee.say(900)
  call.say(700)
  await Promise.all([call.hears(900), callee.hears(700)])
  await call.hangUp()
  await callee.ended()
  const { conversation } = answer.body as { conversation: string }
  t.match(await cdrFrom(house, '+84901000004'), { conversation, result: 'answered', direction: 'outbound' })
  await agentIs(house, 'ann', 'ready', 8_000)
  await assertInvariants(t, house)
})

t.test(
  'a phone without a class reaches 113 and nothing else; no text of a stranger reaches a trunk',
  async t => {
    const demo = await openPhone({ server: house.sip, account: house.account('demo') })
    t.teardown(() => demo.close())
    const dialled = invites(one) + invites(two)
    for (const number of ['0901234567', '+6561234567', '19001234', '500&PJSIP%2Fone', '0901234567;x=1']) {
      const call = await demo.dial(number)
      await call.ended(12_000)
    }
    t.equal(invites(one) + invites(two), dialled, 'no trunk was asked')
    const [refused] = await house.rows<{ data: { denied?: string } }>(
      `select data from journal where type = 'CallArrived' and data ->> 'via' = 'demo' order by at limit 1`,
    )
    t.equal(refused?.data.denied, 'no-permission')
    const call = await demo.dial('113')
    const police = await one.rings()
    t.match(police.request.uri, /^sip:113@/)
    police.answer()
    await call.answered()
    await call.hangUp()
    await police.ended()
    // From outside, nobody gets out again.
    for (const number of ['0901234567', '19001234', '113'])
      t.match(await (await two.dial(number)).ended(), { by: 'them' })
    await assertInvariants(t, house)
  },
)

t.test(
  'the switchboard is killed in a talk that we made: it goes on, and its end and its room are known',
  async t => {
    const call = await ann.dial('0901000006')
    const callee = await one.rings()
    callee.answer()
    await call.answered()
    await callIs(house, '+84901000006', 'talking')
    const before = await house.pid('switchboard')
    process.kill(before, 'SIGKILL')
    call.say(700)
    callee.say(900)
    await Promise.all([call.hears(900), callee.hears(700)])
    await until(async () => (await house.pid('switchboard')) !== before, 30_000, 'another one is ready')
    t.match(await callIs(house, '+84901000006', 'talking'), { dialledBy: { phone: 'ann', trunk: 'one' } })
    await agentIs(house, 'ann', 'busy')
    await callee.hangUp()
    await call.ended()
    t.match(await cdrFrom(house, '+84901000006'), { result: 'answered', reason: 'caller-hung-up' })
    await agentIs(house, 'ann', 'ready', 8_000)
    await assertInvariants(t, house)
  },
)

t.test('whom we called is a customer with a last agent; a flow knows him by name', async t => {
  const lan = { number: '0901000006', name: 'Lan', vip: true }
  t.match(await house.api('PUT', '/api/v1/customer', lan), { status: 200 })
  const known = await house.api('GET', '/api/v1/customer?number=0901000006')
  t.match(known, { body: { name: 'Lan', lastAgent: 'ann' } })
  const call = await one.dial('02871099999', { from: '+84901000006' })
  const { call: ring } = await desks.nextRing()
  ring.answer()
  await call.answered()
  await call.hangUp()
  await ring.ended()
  await everythingIsWritten(house)
  const [{ conversation = '' } = {}] = await house.rows<{ conversation?: string }>(
    `select conversation from conversations where direction = 'inbound' and via = 'one' order by arrived_at desc limit 1`,
  )
  const { body } = await house.api('GET', `/api/v1/cdrs/${conversation}`)
  t.match(body, {
    notes: [
      { name: 'name', value: 'Lan' },
      { name: 'last', value: 'ann' },
    ],
  })
  await agentIs(house, 'ann', 'ready', 8_000)
  await assertInvariants(t, house)
})

t.test(
  'S09: a stolen account calls a premium range 300 times: stopped at its cap, and somebody hears of it',
  async t => {
    const thief = await openPhone({ server: house.sip, account: house.account('thief') })
    t.teardown(() => thief.close())
    const dialled = invites(two)
    const taken: Promise<unknown>[] = []
    two.onInvite(call => {
      call.answer()
      taken.push(call.ended(60_000))
    })
    const startedAt = Date.now()
    let mostAtOnce = 0
    let tried = 0
    for (let batch = 0; batch < 30; batch++) {
      const calls = await Promise.all(
        Array.from({ length: 10 }, (_, n) =>
          thief.dial(`1900${String(100_000 + batch * 10 + n).slice(0, 6)}`),
        ),
      )
      tried += calls.length
      await until(
        async () => calls.every(call => call.answeredAt !== undefined),
        15_000,
        'all heard something',
      )
      const live = await liveCalls(house)
      mostAtOnce = Math.max(mostAtOnce, live.filter(({ dialledBy }) => dialledBy?.phone === 'thief').length)
      await Promise.all(calls.map(call => call.hangUp()))
      if (Date.now() - startedAt > 50_000) break
    }
    await Promise.all(taken)
    const reached = invites(two) - dialled
    t.ok(reached >= 3 && reached <= 5, `${reached} of them reached the trunk, 5 a minute may`)
    t.ok(mostAtOnce <= 3, `${mostAtOnce} at once, 3 may`)
    const alarms = () =>
      house.rows<{ at: Date; details: { code: string } }>(
        `select at, details from audit where action = 'phones.dial-stopped' and object = 'thief' order by at`,
      )
    const [alarm] = await until(async () => {
      const rows = await alarms()
      return rows.length > 0 && rows
    })
    t.ok((alarm?.at.getTime() ?? 0) - startedAt < 60_000, 'the alarm is in the audit log within a minute')
    t.match(await house.log('switchboard'), /dialling out was stopped by a cap/)
    await assertInvariants(t, house, { emptyWithinMs: 10_000 })
    const alarmMs = (alarm?.at.getTime() ?? 0) - startedAt
    proves(
      t,
      'S09',
      `${reached} of ${tried} reached the trunk, ${mostAtOnce} at once; alarm after ${alarmMs} ms`,
    )
  },
)
