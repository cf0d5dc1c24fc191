// One agent and what his phone may do: each step of a call is told once and in order (Q01), he has the next caller the
// moment he is free (Q06), and his phone may register again, or come back elsewhere, while it rings (R08).
import t, { type Test } from 'tap'
import { agentIs, allReady, deskOf, openDesks } from '../support/desks.ts'
import { openHouse } from '../support/house.ts'
import { assertInvariants } from '../support/invariants.ts'
import { callIs, hasTalked, liveCallFrom } from '../support/live-calls.ts'
import type { Call } from '../support/phones/call.ts'
import { openPhone } from '../support/phones/phone.ts'
import { proves, times } from '../support/proves.ts'
import { cdrFrom, everythingIsWritten, readJournal } from '../support/records.ts'
import { until } from '../support/until.ts'

const SALES = '02871099999'
const BOTH = '02871098888'
const flow = (name: string) => `flow: ${name}\ntitle: ${name}\nlanguage: vi\nstart:\n  - queue: ${name}\n`

const house = await openHouse({
  files: {
    'config/trunks.yaml': '- { name: carrier, match: ["127.0.0.2"] }\n',
    'config/hotlines.yaml': `
- { name: sales, number: "${SALES}", title: Sales, flow: sales }
- { name: both, number: "${BOTH}", title: Both, flow: both }
`,
    'config/recording.yaml': 'default: off\n',
    'config/queues.yaml': `
- { name: sales, ring: 3s, wrap-up: 0s, retry: 1s, announce: { position: false } }
- { name: both, strategy: ring-all, ring: 5s, wrap-up: 0s, announce: { position: false } }
`,
    'config/team.yaml': `
agents:
  - { id: ann, name: Ann, queues: [sales] }
  - { id: binh, name: Binh, queues: [both] }
  - { id: chi, name: Chi, queues: [both] }
`,
    'ivr-flows/english.yaml': 'flow: english\ntitle: Unused\nlanguage: en\nstart:\n  - hangup\n',
    'ivr-flows/main.yaml': flow('main').replace('queue: main', 'queue: sales'),
    'ivr-flows/sales.yaml': flow('sales'),
    'ivr-flows/both.yaml': flow('both'),
  },
})
t.teardown(() => house.stop())
t.setTimeout(120_000)
const trunk = await openPhone({ server: house.sip, listen: { address: '127.0.0.2' } })
t.teardown(() => trunk.close())

let numbers = 0
type Caller = { call: Call; number: string }
async function dial(to = SALES): Promise<Caller> {
  const number = `+84${907_000_000 + ++numbers}`
  return { number, call: await trunk.dial(to, { from: number }) }
}

type Line = { queue: string; waiting: { conversation: string }[] }
async function lineOf(queue: string): Promise<string[]> {
  const { body } = await house.api('GET', '/api/v1/queues')
  const found = (body as Line[]).find(one => one.queue === queue)
  return (found?.waiting ?? []).map(({ conversation }) => conversation)
}

/** What the call, and the floor on its behalf, said, each in order. */
async function toldOf({ number }: Caller) {
  const cdr = await cdrFrom(house, number)
  await everythingIsWritten(house)
  const journal = await readJournal(house)
  const said = (by: string) =>
    journal.filter(one => one.by === by && one.conversation === cdr.conversation).map(({ event }) => event)
  return { cdr, call: said(cdr.conversation), floor: said('floor') }
}

/** How each offer of the call ended, in order; an offer that never ended, or twice, is told. */
async function offersOf(t: Test, caller: Caller): Promise<string[]> {
  const { call } = await toldOf(caller)
  const made = call.flatMap(event => (event.type === 'AgentRinging' ? [event.offer] : []))
  const ended = call.flatMap(event => (event.type === 'OfferEnded' ? [event] : []))
  t.same(
    ended.map(({ offer }) => offer),
    made,
    'each offer ended once',
  )
  return ended.map(({ cause }) => cause)
}

t.test('Q01: an answered call tells each of its steps once and in order, and so does its record', async t => {
  const desks = await openDesks(house, ['ann'])
  const caller = await dial()
  const { call: talk } = await desks.nextRing()
  talk.answer()
  talk.say(900)
  await caller.call.hears(900)
  await talk.hangUp()
  await caller.call.ended()

  const { cdr, call, floor } = await toldOf(caller)
  t.same(
    call.map(({ type }) => type),
    [
      ...['CallArrived', 'SectionEntered', 'QueueJoined', 'Offered', 'AgentRinging'],
      ...['LegJoined', 'OfferEnded', 'TalkStarted'],
      ...['LegEnded', 'TalkEnded', 'LegEnded', 'CallEnded'],
    ],
    'joined, offered, connected, left, completed',
  )
  t.same(
    floor.map(event => (event.type === 'AgentStateChanged' ? event.to : event.type)),
    ['CallerJoined', 'CallOffered', 'offered', 'OfferAccepted', 'busy', 'TalkFinished', 'ready'],
    'and the floor beside it',
  )
  t.match(cdr, { queue: 'sales', agent: 'ann', result: 'answered', reason: 'agent-hung-up', who: 'agent' })
  const { body } = await house.api('GET', `/api/v1/cdrs/${cdr.conversation}`)
  const { segments } = body as { segments: { kind: string; from: string; to: string }[] }
  t.same(
    segments.map(({ kind }) => kind).filter(kind => kind !== 'ivr'),
    ['waiting', 'ringing', 'talking'],
  )
  t.ok(
    segments.every(({ from, to }, n) => from <= to && (n === 0 || from === segments[n - 1]?.to)),
    'one after another',
  )
  await desks.close()
  await assertInvariants(t, house)
  proves(t, 'Q01', '12 steps of the call and 7 of the floor, once each, in order')
})

const TURNS = times(25, 50)
const NEXT_WITHIN_MS = 250

t.test(
  `Q06: ${TURNS} times the next caller waits in front of a busy agent, and has him when he is free`,
  async t => {
    const desks = await openDesks(house, ['ann'])
    let talking = await dial()
    let talk = (await desks.nextRing()).call
    talk.answer()
    await callIs(house, talking.number, 'talking')
    const tookMs: number[] = []
    for (let turn = 1; turn <= TURNS; turn++) {
      const next = await dial()
      const { id } = await callIs(house, next.number, 'waiting')
      const line = await until(async () => {
        const seen = await lineOf('sales')
        return seen.length > 0 && seen
      })
      if (String(line) !== id) t.same(line, [id], `turn ${turn}: the caller has place 1`)
      if (desks.rings.length !== turn) t.equal(desks.rings.length, turn, 'a busy agent is not rung')
      await hasTalked(house, talking.number)
      const freeAt = Date.now()
      talk.drop()
      const ring = await desks.nextRing()
      tookMs.push(ring.at - freeAt)
      ring.call.answer()
      await callIs(house, next.number, 'talking')
      await talking.call.ended()
      talking = next
      talk = ring.call
    }
    await talk.hangUp()
    await talking.call.ended()
    tookMs.sort((a, b) => a - b)
    const p99 = tookMs[Math.ceil(0.99 * TURNS) - 1] ?? Number.NaN
    t.comment(`agent free to INVITE: ${tookMs[TURNS >> 1]} ms (median), ${p99} ms (p99 of ${TURNS})`)
    t.equal(desks.rings.length, TURNS + 1)
    t.ok(p99 <= NEXT_WITHIN_MS, `rung ${p99} ms after he was free`)
    await desks.close()
    await assertInvariants(t, house)
    proves(t, 'Q06', `rung after ${tookMs[TURNS >> 1]} ms (median), ${p99} ms (p99 of ${TURNS})`)
  },
)

t.test('R08: a phone that registers again while it rings is answered as if it had not', async t => {
  const desks = await openDesks(house, ['ann'])
  const caller = await dial()
  const { call: ring } = await desks.nextRing()
  ring.ring()
  await desks.phones.ann?.registerAgain()
  await desks.phones.ann?.registerAgain()
  t.ok((await deskOf(house, 'ann')).reachable)
  ring.answer()
  ring.say(900)
  await caller.call.hears(900)
  await ring.hangUp()
  await caller.call.ended()
  t.same(await offersOf(t, caller), ['answered'])
  await desks.close()
  await assertInvariants(t, house)
})

t.test(
  'R08: a second phone of his registers while the first rings: that one may still be picked up',
  async t => {
    const desks = await openDesks(house, ['ann'])
    const caller = await dial()
    const { call: ring } = await desks.nextRing()
    ring.ring()
    const second = await openPhone({ server: house.sip, account: house.account('ann') })
    await until(async () => (await deskOf(house, 'ann')).reachable, 3_000, 'he is there by his second phone')
    ring.answer()
    ring.say(900)
    await caller.call.hears(900)
    await ring.hangUp()
    await caller.call.ended()
    t.same(await offersOf(t, caller), ['answered'])
    await agentIs(house, 'ann', 'ready')
    const next = await dial()
    const rung = await second.rings()
    rung.answer()
    await callIs(house, next.number, 'talking')
    await rung.hangUp()
    await next.call.ended()
    await second.close()
    await desks.close()
    await assertInvariants(t, house)
  },
)

t.test(
  'R08: a phone that is dead, and comes back elsewhere, while it rings costs the caller one ring',
  async t => {
    const desks = await openDesks(house, ['ann'])
    const caller = await dial()
    // The old one hears the INVITE and never says a word again.
    const { at } = await desks.nextRing()
    const again = await openPhone({ server: house.sip, account: house.account('ann') })
    const rung = await again.rings(8_000)
    const tookMs = Date.now() - at
    t.ok(tookMs <= 6_000, `rung at his new phone ${tookMs} ms later`)
    t.equal((await liveCallFrom(house, caller.number))?.phase.name, 'ringing')
    rung.answer()
    await callIs(house, caller.number, 'talking')
    await rung.hangUp()
    await caller.call.ended()
    t.same(await offersOf(t, caller), ['no-answer', 'answered'])
    await again.close()
    await desks.close()
    await agentIs(house, 'ann', 'ready')
    await assertInvariants(t, house)
    proves(t, 'R08', `one offer each; a phone that came back elsewhere was rung ${tookMs} ms later`)
  },
)

t.test('R08: a phone that takes its registration back while it rings may still be picked up', async t => {
  const desks = await openDesks(house, ['ann'])
  const caller = await dial()
  const { call: ring } = await desks.nextRing()
  ring.ring()
  await desks.phones.ann?.unregister()
  await until(async () => !(await deskOf(house, 'ann')).reachable)
  ring.answer()
  await callIs(house, caller.number, 'talking')
  await ring.hangUp()
  await caller.call.ended()
  t.same(await offersOf(t, caller), ['answered'])
  await desks.close()
  await assertInvariants(t, house)
})

t.test(
  'both phones ring; who picks up hangs up at once: nobody is left ringing, and both are free',
  async t => {
    const desks = await openDesks(house, ['binh', 'chi'])
    for (let round = 0; round < 5; round++) {
      const caller = await dial(BOTH)
      const [one, two] = [await desks.nextRing(), await desks.nextRing()]
      one.call.answer()
      await one.call.answered()
      await one.call.hangUp()
      await Promise.all([two.call.ended(), caller.call.ended()])
      await allReady(house, ['binh', 'chi'])
      t.match(await cdrFrom(house, caller.number), {
        result: 'answered',
        reason: 'agent-hung-up',
        agent: one.agent,
      })
    }
    await desks.close()
    await assertInvariants(t, house)
  },
)

t.test('all of it came about by itself: nothing had to be repaired', async t => {
  const lines = (await house.log('switchboard')).split('\n')
  t.same(
    lines.filter(line => line.includes('repaired:')),
    [],
  )
})
