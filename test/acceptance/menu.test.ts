// What a caller meets before anybody talks to him: prompts, keys, hours, languages, his place in the line; and what
// registered phones may dial. Each prompt is a tone of its own here, so the test knows which one is heard.
import t, { type Test } from 'tap'
import { toneWav } from '../support/audio/tone-wav.ts'
import { openDesks } from '../support/desks.ts'
import { openHouse } from '../support/house.ts'
import { assertInvariants } from '../support/invariants.ts'
import { callIs, liveCalls } from '../support/live-calls.ts'
import type { Call } from '../support/phones/call.ts'
import { openPhone } from '../support/phones/phone.ts'
import { type CdrRow, cdrFrom, everythingIsWritten, readCdrs } from '../support/records.ts'

/** Hz of each prompt. */
const VI = { 'main-menu': 500, 'invalid-key': 620, goodbye: 740, closed: 860, 'not-allowed': 980 }
const EN = { 'main-menu': 1_100, goodbye: 1_220 }
const POSITIONS = { 'position-1': 1_400, 'position-2': 1_550 }

const sounds = (language: string, prompts: Record<string, number>, seconds: number) =>
  Object.fromEntries(
    Object.entries(prompts).map(([key, hz]) => [`sounds/${language}/${key}.wav`, toneWav(hz, seconds)]),
  )

const house = await openHouse({
  files: {
    'config/trunks.yaml': '- { name: carrier, match: ["127.0.0.2"] }\n',
    'config/hotlines.yaml': `
- { name: main, number: "02871099999", title: Main, flow: main }
- { name: english, number: "02871098888", title: English, flow: english }
- { name: night, number: "19001234", title: Night, flow: night }
`,
    'config/queues.yaml': '- { name: sales, wrap-up: 0s, announce: { position: true, every: 5s } }\n',
    'config/recording.yaml': 'default: off\n',
    'config/hours.yaml': `
hours:
  always: { open: [{ days: mon-sun, from: "00:00", to: "24:00" }] }
  never: { open: [] }
`,
    'config/team.yaml': 'agents:\n  - { id: ann, name: Ann, queues: [sales] }\ncallers:\n  - id: demo\n',
    'ivr-flows/main.yaml': `
flow: main
title: Main
language: vi
start:
  - hours: always
    closed: shut
  - go: menu
menu:
  - menu: main-menu
    timeout: 1s
    tries: 2
    keys: { "1": sales, "9": menu, "#": bye, "*": shut }
    no-input: bye
sales:
  - queue: sales
bye:
  - say: goodbye
  - hangup
shut:
  - say: closed
  - hangup
`,
    'ivr-flows/english.yaml': `
flow: english
title: English
language: en
start:
  - menu: main-menu
    timeout: 1s
    tries: 1
    keys: { "1": bye }
    no-input: bye
bye:
  - say: goodbye
  - hangup
`,
    'ivr-flows/night.yaml': `
flow: night
title: Night
language: vi
start:
  - hours: never
    closed: shut
  - queue: sales
shut:
  - say: closed
  - hangup
`,
    ...sounds('vi', VI, 1.5),
    ...sounds('en', EN, 1.5),
    ...sounds('vi', POSITIONS, 1),
    'sounds/vi/please-wait.wav': toneWav(1_700, 0.4),
  },
})
t.teardown(() => house.stop())
t.setTimeout(300_000)
const trunk = await openPhone({ server: house.sip, listen: { address: '127.0.0.2' } })
t.teardown(() => trunk.close())

let numbers = 0
async function dial(hotline = '02871099999'): Promise<{ call: Call; number: string }> {
  const number = `+84${902_000_000 + ++numbers}`
  return { number, call: await trunk.dial(hotline, { from: number }) }
}

/** The keys that the record names, and the end. */
async function recordOf(t: Test, number: string, keys: string, expected: Partial<CdrRow>): Promise<void> {
  const cdr = await cdrFrom(house, number)
  t.equal(cdr.keys.map(({ digit }) => digit).join(''), keys, 'the keys are on record')
  t.match(cdr, expected)
}

const FLOW_ENDED = { result: 'left', reason: 'flow-ended', who: 'system' }

t.test('a key interrupts the prompt, and the next section begins at once', async t => {
  const { call, number } = await dial()
  await call.hears(VI['main-menu'])
  const pressedAt = Date.now()
  await call.press('#')
  await call.hears(VI.goodbye)
  t.ok(
    Date.now() - pressedAt < 1_000,
    `heard after ${Date.now() - pressedAt} ms, before the prompt could end`,
  )
  t.match(await call.ended(), { by: 'them' })
  await recordOf(t, number, '#', FLOW_ENDED)
})

t.test('a key may be pressed after the prompt, and may lead back to it', async t => {
  const { call, number } = await dial()
  await callIs(house, number, 'ivr', phase => phase.wakeAt !== undefined)
  await call.press('9')
  await call.hears(VI['main-menu'])
  await call.press('*')
  await call.hears(VI.closed)
  await call.ended()
  await recordOf(t, number, '9*', FLOW_ENDED)
})

t.test('who presses nothing is asked again, and then led on', async t => {
  const { call, number } = await dial()
  const asked = []
  for (let tries = 0; tries < 2; tries += 1) {
    await call.hears(VI['main-menu'])
    asked.push(Date.now())
    await callIs(house, number, 'ivr', phase => phase.wakeAt !== undefined)
  }
  await call.hears(VI.goodbye)
  const [first = 0, second = 0] = asked
  // The prompt, the breath around it, the time-out.
  t.ok(second - first > 2_400 && second - first < 3_500, `asked again after ${second - first} ms`)
  await call.ended()
  await recordOf(t, number, '', FLOW_ENDED)
})

t.test('a key that is none of the choices is told so; the last wrong one ends with goodbye', async t => {
  const { call, number } = await dial()
  await call.hears(VI['main-menu'])
  await call.press('5')
  await call.hears(VI['invalid-key'])
  await call.hears(VI['main-menu'])
  await call.press('6')
  await call.hears(VI.goodbye)
  t.match(await call.ended(), { by: 'them' })
  await recordOf(t, number, '', FLOW_ENDED)
})

t.test('outside the opening hours the caller hears so', async t => {
  const { call, number } = await dial('19001234')
  await call.hears(VI.closed)
  await call.ended()
  await recordOf(t, number, '', { ...FLOW_ENDED, hotline: 'night' })
})

t.test('the second hotline speaks English', async t => {
  const { call, number } = await dial('+842871098888')
  await call.hears(EN['main-menu'])
  await call.press('1')
  await call.hears(EN.goodbye)
  await call.ended()
  await recordOf(t, number, '1', { ...FLOW_ENDED, hotline: 'english' })
})

t.test('who waits hears his place in the line, then music, and his new place when he moves up', async t => {
  const first = await dial()
  await first.call.hears(VI['main-menu'])
  await first.call.press('1')
  await first.call.hears(POSITIONS['position-1'])
  const second = await dial()
  await second.call.hears(VI['main-menu'])
  await second.call.press('1')
  await second.call.hears(POSITIONS['position-2'])
  await callIs(house, second.number, 'waiting', ({ wait }) => wait.music === 'on')
  await second.call.hearsSound()
  await first.call.hangUp()
  await second.call.hears(POSITIONS['position-1'], 8_000)
  await second.call.hangUp()
  await recordOf(t, second.number, '1', { result: 'abandoned', queue: 'sales' })
  await assertInvariants(t, house)
})

t.test('a number that is no hotline is answered 404, and is on record', async t => {
  for (const dialled of ['02871097777', '113', '+442079460000']) {
    const { call, number } = await dial(dialled)
    t.match(await call.ended(), { status: 404 }, dialled)
    t.equal(call.answeredAt, undefined)
    await recordOf(t, number, '', { result: 'failed', reason: 'no-such-hotline', who: 'system', hotline: '' })
  }
  await assertInvariants(t, house)
})

t.test('a registered phone', async t => {
  const demo = await openPhone({ server: house.sip, account: house.account('demo') })
  t.teardown(() => demo.close())

  await t.test('may dial a hotline, and enters its flow', async t => {
    const call = await demo.dial('02871099999')
    await call.hears(VI['main-menu'])
    await call.press('#')
    await call.hears(VI.goodbye)
    await call.ended()
    await everythingIsWritten(house)
    t.match((await readCdrs(house)).at(-1), { hotline: 'main', via: 'demo', result: 'left' })
  })

  await t.test('hears a refusal when it dials anything else', async t => {
    for (const dialled of ['0912345678', '113', '+442079460000', 'ann']) {
      const before = (await house.rows('select from conversations')).length
      const call = await demo.dial(dialled)
      const ended = call.ended(8_000)
      if (dialled === 'ann') {
        t.match(await ended, { status: 404 }, 'what is no number at all is no extension')
        continue
      }
      await call.hears(VI['not-allowed'])
      t.equal((await liveCalls(house)).length, 1)
      t.same(((await house.ari('GET', 'channels')) as unknown[]).length, 1, 'no second leg is made')
      t.match(await ended, { by: 'them' }, dialled)
      await everythingIsWritten(house)
      t.equal((await house.rows('select from conversations')).length, before + 1)
    }
  })

  await t.test('hears itself at *43', async t => {
    const call = await demo.dial('*43')
    await call.answered()
    call.say(1_900)
    await call.hears(1_900)
    await call.hangUp()
    t.equal((await liveCalls(house)).length, 0, 'the echo is no conversation')
  })

  await t.test('of an agent is rung with the caller’s number', async t => {
    const desks = await openDesks(house, ['ann'])
    const { call, number } = await dial()
    await call.hears(VI['main-menu'])
    await call.press('1')
    const ring = await desks.nextRing()
    t.equal(ring.call.number, number)
    ring.call.answer()
    await ring.call.answered()
    await call.hangUp()
    await ring.call.ended()
    await desks.close()
  })
  await assertInvariants(t, house)
})
