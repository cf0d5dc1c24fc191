// The queues on real calls: places in line, overflow, one agent for many callers, all phones at once, what an agent
// hears first. Each hotline leads straight into a queue of its own.
import t from 'tap'
import { toneWav } from '../support/audio/tone-wav.ts'
import { agentIs, allReady, openDesks, type Ring } from '../support/desks.ts'
import { openHouse } from '../support/house.ts'
import { assertInvariants } from '../support/invariants.ts'
import { callIs, liveCallFrom } from '../support/live-calls.ts'
import type { Call } from '../support/phones/call.ts'
import { openPhone } from '../support/phones/phone.ts'
import { proves, times } from '../support/proves.ts'
import { cdrFrom, everythingIsWritten, readFloorJournal } from '../support/records.ts'
import { judgeRoundRobin } from '../support/round-robin-oracle.ts'
import { until } from '../support/until.ts'

const TONES = { sorry: 600, whisper: 900, accept: 1_150, song: 480, found: 1_300 }
/** Priority and wished position of Asterisk's own test of its queue, and the places that they lead to. */
const PLACES: [priority: number, position: number | undefined, place: number][] = [
  [0, undefined, 1],
  [0, undefined, 2],
  [1, undefined, 1],
  [1, undefined, 2],
  [2, undefined, 1],
  [0, 5, 5],
  [0, 200, 7],
  [0, 1, 4],
  [8, 3, 1],
  [1, 7, 5],
  [1, 4, 4],
]

const QUEUES = [
  'overflow',
  'patient',
  'shared-a',
  'shared-b',
  'everybody',
  'greeted',
  'tuneful',
  'turns',
] as const
const hotline = (name: string, index: number) =>
  `- { name: ${name}, number: "028710${String(10_000 + index)}", title: ${name}, flow: ${name} }`
const numberOf = (name: string) =>
  `028710${10_000 + [...QUEUES, ...PLACES.map((_, n) => `place-${n}`), 'place-11'].indexOf(name)}`
const flow = (name: string, step: string) =>
  `flow: ${name}\ntitle: ${name}\nlanguage: vi\nstart:\n  - ${step}\n`
const placed = (n: number) => {
  const [priority = 2, position = 5] = PLACES[n] ?? []
  const at = PLACES[n] && PLACES[n][1] === undefined ? '' : `, position: ${position}`
  return [
    `ivr-flows/place-${n}.yaml`,
    `${flow(`place-${n}`, `{ queue: places, priority: ${priority}${at}, full: sorry }`)}sorry:\n  - say: sorry\n  - hangup\n`,
  ]
}

t.setTimeout(times(280_000, 1_800_000))
const house = await openHouse({
  files: {
    'config/trunks.yaml': '- { name: carrier, match: ["127.0.0.2"] }\n',
    'config/recording.yaml': 'default: off\n',
    'config/hotlines.yaml': `${[...QUEUES, ...Array.from({ length: 12 }, (_, n) => `place-${n}`)].map(hotline).join('\n')}\n`,
    'config/queues.yaml': `
- { name: places, max-waiting: 11, announce: { position: false } }
- { name: turns, ring: 5s, wrap-up: 0s, announce: { position: false } }
- { name: overflow, wrap-up: 0s, announce: { position: false } }
- { name: patient, wrap-up: 0s, announce: { position: false } }
- { name: shared-a, wrap-up: 0s, announce: { position: false } }
- { name: shared-b, wrap-up: 0s, announce: { position: false } }
- { name: everybody, strategy: ring-all, ring: 5s, wrap-up: 0s, announce: { position: false } }
- { name: greeted, wrap-up: 0s, retry: 1s, whisper: whisper, confirm: true, announce: { position: false } }
- { name: tuneful, wrap-up: 0s, music: [song, sorry], found: found, announce: { position: false } }
`,
    'config/team.yaml': `
agents:
  - { id: ann, name: Ann, queues: [overflow, places] }
  - { id: binh, name: Binh, queues: [overflow] }
  - { id: chi, name: Chi, queues: [overflow] }
  - { id: dung, name: Dung, queues: [shared-a, shared-b, patient] }
  - { id: em, name: Em, queues: [everybody, turns] }
  - { id: giang, name: Giang, queues: [everybody, turns] }
  - { id: hoa, name: Hoa, queues: [everybody, greeted, tuneful, turns] }
`,
    ...Object.fromEntries(Array.from({ length: 12 }, (_, n) => placed(n))),
    'ivr-flows/english.yaml': flow('english', 'hangup'),
    'ivr-flows/main.yaml': flow('main', 'hangup'),
    'ivr-flows/overflow.yaml': `${flow('overflow', '{ queue: overflow, max-wait: 3s, too-long: sorry }')}sorry:\n  - say: sorry\n  - hangup\n`,
    ...Object.fromEntries(
      QUEUES.slice(1).map(name => [`ivr-flows/${name}.yaml`, flow(name, `{ queue: ${name} }`)]),
    ),
    'sounds/vi/sorry.wav': toneWav(TONES.sorry, 0.5),
    'sounds/vi/song.wav': toneWav(TONES.song, 1),
    'sounds/vi/found.wav': toneWav(TONES.found, 0.8),
    'sounds/vi/whisper.wav': toneWav(TONES.whisper, 0.5),
    'sounds/vi/press-1-to-accept.wav': toneWav(TONES.accept, 0.5),
  },
})
t.teardown(() => house.stop())
const trunk = await openPhone({ server: house.sip, listen: { address: '127.0.0.2' } })
t.teardown(() => trunk.close())

let numbers = 0
type Caller = { call: Call; number: string }
async function dial(name: string): Promise<Caller> {
  const number = `+84${905_000_000 + ++numbers}`
  return { number, call: await trunk.dial(numberOf(name), { from: number }) }
}
const waitsFor = async (name: string): Promise<Caller> => {
  const caller = await dial(name)
  await callIs(house, caller.number, 'waiting')
  return caller
}
const pause = (agent: string) => house.api('POST', `/api/v1/agents/${agent}/pause`, { reason: 'lunch' })
const ready = (agent: string) => house.api('POST', `/api/v1/agents/${agent}/ready`)

type Line = { queue: string; waiting: { conversation: string; position: number }[] }
const lineOf = async (queue: string): Promise<string[]> => {
  const { body } = await house.api('GET', '/api/v1/queues')
  const found = (body as Line[]).find(one => one.queue === queue)
  return (found?.waiting ?? []).map(({ conversation }) => conversation)
}

t.test(
  'Q02: places by priority and wish are those of Asterisk’s queue; the twelfth is one too many',
  async t => {
    const callers: Caller[] = []
    for (const [n, [, , place]] of PLACES.entries()) {
      const caller = await waitsFor(`place-${n}`)
      callers.push(caller)
      const { id } = (await liveCallFrom(house, caller.number))!
      await until(async () => (await lineOf('places')).includes(id), 5_000, `${n} stands in line`)
      t.equal((await lineOf('places')).indexOf(id) + 1, place, `caller ${n + 1}`)
    }
    const late = await dial('place-11')
    await late.call.hears(TONES.sorry)
    await late.call.ended()
    t.match(await cdrFrom(house, late.number), { result: 'overflowed' })
    t.equal((await lineOf('places')).length, PLACES.length)
    for (const { call } of callers) await call.hangUp()
    await assertInvariants(t, house)
    proves(t, 'Q02', `places ${PLACES.map(([, , place]) => place).join(', ')}; the twelfth: full`)
  },
)

t.test(
  'Q04: a paused agent is never rung, and the caller overflows when he has waited long enough',
  async t => {
    const desks = await openDesks(house, ['ann', 'binh', 'chi'])
    for (const agent of ['ann', 'binh', 'chi']) await pause(agent)
    const caller = await waitsFor('overflow')
    const since = Date.now()
    await caller.call.hears(TONES.sorry)
    const waitedMs = Date.now() - since
    t.ok(Math.abs(waitedMs - 3_000) <= 400, `overflowed after ${waitedMs} ms`)
    await caller.call.ended()
    t.match(await cdrFrom(house, caller.number), { result: 'overflowed', agent: null })
    t.equal(desks.rings.length, 0)
    await ready('binh')
    const next = await dial('overflow')
    const { agent, call } = await desks.nextRing()
    t.equal(agent, 'binh', 'the one who is not paused')
    call.answer()
    await call.answered()
    await callIs(house, next.number, 'talking')
    await call.hangUp()
    await next.call.ended()
    await desks.close()
    await assertInvariants(t, house)
    proves(t, 'Q04', `no leg to a paused agent; left for the overflow after ${waitedMs} ms of 3,000`)
  },
)

t.test('Q10: twenty wait, one agent comes: the longest wait first, then the next', async t => {
  const callers: Caller[] = []
  for (let n = 0; n < 20; n++) callers.push(await waitsFor('patient'))
  const ids = await Promise.all(callers.map(async ({ number }) => (await liveCallFrom(house, number))?.id))
  t.same(await lineOf('patient'), ids)
  const desks = await openDesks(house, ['dung'])
  for (const [n, caller] of callers.entries()) {
    const { call } = await desks.nextRing()
    call.answer()
    await callIs(house, caller.number, 'talking')
    if (n === 0) t.same(await lineOf('patient'), ids.slice(1), 'the others moved up by one')
    await call.hangUp()
    await caller.call.ended()
  }
  await everythingIsWritten(house)
  const offered = (await readFloorJournal(house)).flatMap(({ event }) =>
    event.type === 'CallOffered' && event.why.queue === 'patient' ? [event.conversation] : [],
  )
  t.same(offered, ids, 'in the order in which they came, each once')
  await desks.close()
  await assertInvariants(t, house)
  proves(t, 'Q10', '20 of 20 offered in the order in which they came, each once')
})

const BURSTS = times(5, 50)
/** All phones ring, and two are picked up. */
const ROUNDS = times(10, 200)

t.test('R04, R05: bursts into two queues that share one agent: never two offers at once', async t => {
  const desks = await openDesks(house, ['dung'])
  const arrivedMs: number[] = []
  for (let round = 0; round < BURSTS; round++) {
    const begunAt = performance.now()
    const callers = await Promise.all(
      Array.from({ length: 10 }, (_, n) => dial(n % 2 ? 'shared-a' : 'shared-b')),
    )
    arrivedMs.push(performance.now() - begunAt)
    for (let n = 0; n < callers.length; n++) {
      const { call } = await desks.nextRing()
      call.answer()
      await call.answered()
      await call.hangUp()
      await call.ended()
    }
    for (const { call } of callers) await call.ended()
  }
  t.equal(desks.rings.length, 10 * BURSTS, 'each caller rang once')
  await desks.close()
  await assertInvariants(t, house)
  const slowest = Math.ceil(Math.max(...arrivedMs))
  proves(t, 'R04', `${BURSTS} bursts of 10 callers in ${slowest} ms at most: one offer at a time`)
  proves(
    t,
    'R05',
    `${10 * BURSTS} callers of two queues for one agent: ${10 * BURSTS} offers, never two at once`,
  )
})

t.test(
  'R03: all phones ring, two are picked up at once: one has the call, the other is told that it was answered elsewhere',
  async t => {
    const agents = ['em', 'giang', 'hoa']
    const desks = await openDesks(house, agents)
    for (let round = 0; round < ROUNDS; round++) {
      await allReady(house, agents)
      const caller = await dial('everybody')
      const rung = [await desks.nextRing(), await desks.nextRing(), await desks.nextRing()]
      t.same(rung.map(({ agent }) => agent).sort(), agents)
      const [one, two, third] = rung
      one!.call.answer()
      two!.call.answer()
      const { phase } = await callIs(house, caller.number, 'talking')
      const winner = phase.name === 'talking' ? phase.with.agent : ''
      const loser = [one!, two!].find(({ agent }) => agent !== winner)!
      await loser.call.ended()
      await third!.call.ended()
      for (const { agent } of [loser, third!]) await agentIs(house, agent, 'ready', 1_000)
      await caller.call.hangUp()
      await agentIs(house, winner, 'ready')
    }
    await everythingIsWritten(house)
    const ends = (await readFloorJournal(house)).flatMap(({ event }) =>
      event.type === 'OfferEnded' && agents.includes(event.agent) ? [event.cause] : [],
    )
    t.same(new Set(ends), new Set(['elsewhere']), 'nobody is to blame')
    t.equal(ends.length, 2 * ROUNDS)
    await desks.close()
    await assertInvariants(t, house)
    proves(
      t,
      'R03',
      `${ROUNDS} times two answered at once: one talks, ${ends.length} offers end as "elsewhere"`,
    )
  },
)

const TURNS = ['em', 'giang', 'hoa']
const TURN_BURSTS = times(4, 60)

t.test('Q03: thirty callers one after another, then bursts of five: in turn, to each his third', async t => {
  let desks = await openDesks(house, TURNS)
  const rung: string[] = []
  const serve = async ({ agent, call }: Ring) => {
    rung.push(agent)
    call.answer()
    await call.answered()
    await call.hangUp()
  }
  for (let n = 0; n < 30; n++) {
    if (n === 14) {
      // Phones that come back don't begin the round anew.
      await desks.close()
      desks = await openDesks(house, TURNS)
    }
    await allReady(house, TURNS)
    const caller = await dial('turns')
    await serve(await desks.nextRing())
    await caller.call.ended()
  }
  const first = TURNS.indexOf(rung[0] ?? '')
  t.same(
    rung,
    rung.map((_, n) => TURNS[(first + n) % 3]),
    'always the next one, also after their phones came back',
  )
  for (let burst = 0; burst < TURN_BURSTS; burst++) {
    const callers = await Promise.all(Array.from({ length: 5 }, () => dial('turns')))
    const served: Promise<void>[] = []
    while (served.length < callers.length) served.push(serve(await desks.nextRing()))
    await Promise.all(served)
    await Promise.all(callers.map(({ call }) => call.ended()))
  }
  const { offers, faults } = judgeRoundRobin(await readFloorJournal(house), 'turns', TURNS)
  t.same(faults, [], 'each choice is the next of those who were free')
  t.equal(offers, 30 + 5 * TURN_BURSTS)
  const counts = TURNS.map(agent => rung.filter(one => one === agent).length)
  await desks.close()
  await assertInvariants(t, house)
  proves(
    t,
    'Q03',
    `30 in turn, then ${TURN_BURSTS} bursts of 5: ${counts.join(', ')} of ${offers}, 0 out of turn`,
  )
})

t.test(
  'R03: the winner is gone before a word was said: the others ring again, and the caller was never lost',
  async t => {
    const agents = ['em', 'giang', 'hoa']
    const desks = await openDesks(house, agents)
    await allReady(house, agents)
    const caller = await dial('everybody')
    const [winner] = [await desks.nextRing(), await desks.nextRing(), await desks.nextRing()]
    winner!.call.answer()
    await callIs(house, caller.number, 'talking')
    winner!.call.drop()
    const again = await desks.nextRing()
    t.not(again.agent, winner!.agent, 'who was gone rests')
    again.call.answer()
    caller.call.say(900)
    await again.call.hears(900)
    await caller.call.hangUp()
    t.match(await cdrFrom(house, caller.number), { result: 'answered', agent: again.agent })
    await desks.close()
    await assertInvariants(t, house)
  },
)

t.test(
  'an agent hears whom he gets, and has the call when he presses 1; else it goes back, at its place',
  async t => {
    const desks = await openDesks(house, ['hoa'])
    const caller = await dial('greeted')
    const first = await desks.nextRing()
    first.call.answer()
    await first.call.hears(TONES.whisper)
    await first.call.hears(TONES.accept)
    await first.call.hangUp()
    await until(async () => (await lineOf('greeted')).length === 1, 5_000, 'the caller waits on')
    const second = await desks.nextRing()
    second.call.answer()
    await second.call.hears(TONES.accept)
    t.match((await liveCallFrom(house, caller.number))?.phase, { name: 'ringing' })
    await second.call.press('1')
    await callIs(house, caller.number, 'talking')
    await second.call.hangUp()
    await caller.call.ended()
    t.match(await cdrFrom(house, caller.number), { result: 'answered', agent: 'hoa' })
    await desks.close()
    await assertInvariants(t, house)
  },
)

t.test('a queue’s own songs in turn, over and over; then he hears that somebody is there', async t => {
  const { call, number } = await waitsFor('tuneful')
  await call.hears(TONES.song)
  await call.hears(TONES.sorry)
  await call.hears(TONES.song)
  const desks = await openDesks(house, ['hoa'])
  const ring = await desks.nextRing()
  ring.call.answer()
  await call.hears(TONES.found)
  t.match((await liveCallFrom(house, number))?.phase, { name: 'ringing' }, 'the agent waits for it')
  await callIs(house, number, 'talking')
  call.say(700)
  ring.call.say(900)
  await Promise.all([call.hears(900), ring.call.hears(700)])
  await call.hangUp()
  await ring.call.ended()
  await desks.close()
  await assertInvariants(t, house)
})

t.test('the house is whole', async t => assertInvariants(t, house))
