// Either party may vanish at any moment: the caller in every state there is, the agent before and in the talk.
import { setTimeout as pause } from 'node:timers/promises'
import t, { type Test } from 'tap'
import type { CallFact } from '../../src/calls/events.ts'
import { watchChannels } from '../support/ari-watcher.ts'
import { toneWav } from '../support/audio/tone-wav.ts'
import { agentIs, allReady, deskOf, openDesks } from '../support/desks.ts'
import { openHouse } from '../support/house.ts'
import { assertInvariants } from '../support/invariants.ts'
import { callIs, liveCallFrom } from '../support/live-calls.ts'
import type { Call } from '../support/phones/call.ts'
import { openPhone } from '../support/phones/phone.ts'
import { proves } from '../support/proves.ts'
import { type CdrRow, cdrFrom, everythingIsWritten, type Recorded, readJournal } from '../support/records.ts'
import { until } from '../support/until.ts'

const TONES = { welcome: 500, menu: 700, position: 1_300 }
/** How soon the agent's phone stops ringing, and the agent is free again, after the caller has hung up. */
const CANCELLED_WITHIN_MS = 300
const FREE_WITHIN_MS = 500
const NEXT_WITHIN_MS = 500

const house = await openHouse({
  files: {
    'config/trunks.yaml': '- { name: carrier, match: ["127.0.0.2"] }\n',
    'config/hotlines.yaml': '- { name: main, number: "02871099999", title: Main, flow: main }\n',
    'config/recording.yaml': 'default: on\n',
    'config/queues.yaml': `
- { name: sales, ring: 2s, wrap-up: 0s, retry: 1s, announce: { position: true } }
- { name: notes, ring: 2s, wrap-up: 3s }
- { name: nobody }
`,
    'config/team.yaml': `
agents:
  - { id: ann, name: Ann, queues: [sales] }
  - { id: binh, name: Binh, queues: [sales] }
  - { id: chi, name: Chi, queues: [notes] }
`,
    'ivr-flows/english.yaml': 'flow: english\ntitle: Unused\nlanguage: en\nstart:\n  - hangup\n',
    'ivr-flows/main.yaml': `
flow: main
title: Main
language: vi
start:
  - say: welcome
  - menu: main-menu
    keys: { "1": sales, "2": nobody, "3": bye, "4": notes }
sales:
  - queue: sales
nobody:
  - queue: nobody
notes:
  - queue: notes
bye:
  - hangup
`,
    'sounds/vi/welcome.wav': toneWav(TONES.welcome, 0.4),
    'sounds/vi/main-menu.wav': toneWav(TONES.menu, 2),
    'sounds/vi/position-1.wav': toneWav(TONES.position, 1),
    'sounds/vi/please-wait.wav': toneWav(TONES.position, 0.4),
  },
})
t.teardown(() => house.stop())
t.setTimeout(300_000)

const trunk = await openPhone({ server: house.sip, listen: { address: '127.0.0.2' } })
t.teardown(() => trunk.close())

let numbers = 0
/** A call and whom it comes from. */
type Caller = { call: Call; number: string }

async function dial(): Promise<Caller> {
  const number = `+84${901_000_000 + ++numbers}`
  return { number, call: await trunk.dial('02871099999', { from: number }) }
}

async function dialAndPress(key: string): Promise<Caller> {
  const caller = await dial()
  await caller.call.hears(TONES.menu)
  await caller.call.press(key)
  return caller
}

async function factsOf(cdr: CdrRow): Promise<Recorded[]> {
  await everythingIsWritten(house)
  return (await readJournal(house)).filter(({ by }) => by === cdr.conversation)
}

/** The causes of the offers of one call, in order. */
async function causesOf(cdr: CdrRow): Promise<string[]> {
  const facts = await factsOf(cdr)
  return facts.flatMap(({ event }) => (event.type === 'OfferEnded' ? [event.cause] : []))
}

async function endsAs(t: Test, { call, number }: Caller, expected: Partial<CdrRow>): Promise<CdrRow> {
  const { at } = await call.ended()
  const cdr = await cdrFrom(house, number)
  t.match(cdr, expected)
  t.ok(Math.abs(cdr.ended_at.getTime() - at) <= 1_000, 'the record ends when the call ended')
  return cdr
}

const LEFT = { result: 'left', reason: 'caller-hung-up', who: 'caller' }
const ABANDONED = { result: 'abandoned', reason: 'caller-hung-up', who: 'caller' }
const ANSWERED = { result: 'answered', reason: 'caller-hung-up', who: 'caller' }

t.test('a caller hangs up before he is answered: no leg is left', async t => {
  const { call } = await dial()
  await call.hangUp()
  await assertInvariants(t, house)
})

t.test('a caller hangs up in the menu', async t => {
  const inGreeting = await dial()
  await inGreeting.call.hears(TONES.welcome)
  await inGreeting.call.hangUp()
  await endsAs(t, inGreeting, LEFT)

  const atPrompt = await dial()
  await atPrompt.call.hears(TONES.menu)
  await atPrompt.call.hangUp()
  await endsAs(t, atPrompt, LEFT)

  const waitingForKey = await dial()
  await callIs(house, waitingForKey.number, 'ivr', phase => phase.wakeAt !== undefined)
  await waitingForKey.call.hangUp()
  await endsAs(t, waitingForKey, LEFT)

  const keyDown = await dial()
  await keyDown.call.hears(TONES.menu)
  void keyDown.call.press('1')
  await pause(40)
  await keyDown.call.hangUp()
  await endsAs(t, keyDown, { who: 'caller', reason: 'caller-hung-up' })
  await assertInvariants(t, house)
})

t.test('a caller hangs up while he waits', async t => {
  const joining = await dialAndPress('2')
  await joining.call.hangUp()
  await endsAs(t, joining, { who: 'caller', reason: 'caller-hung-up' })

  const hearsPosition = await dialAndPress('2')
  await hearsPosition.call.hears(TONES.position)
  await hearsPosition.call.hangUp()
  await endsAs(t, hearsPosition, { ...ABANDONED, queue: 'nobody' })

  const hearsMusic = await dialAndPress('2')
  await callIs(house, hearsMusic.number, 'waiting', ({ wait }) => wait.music === 'on')
  await hearsMusic.call.hangUp()
  await endsAs(t, hearsMusic, { ...ABANDONED, queue: 'nobody' })
  await assertInvariants(t, house)
})

t.test('a caller hangs up when the call is ending anyway', async t => {
  const caller = await dialAndPress('3')
  await caller.call.hangUp()
  await endsAs(t, caller, { result: 'left' })
  await assertInvariants(t, house)
})

t.test('with one agent', async t => {
  const desks = await openDesks(house, ['ann'])
  t.teardown(() => desks.close())

  t.test('a caller hangs up while the phone rings: it is silent at once, and the agent is free', async t => {
    for (const afterMs of [0, 50, 500]) {
      const caller = await dialAndPress('1')
      const { call: ring } = await desks.nextRing()
      ring.ring()
      await pause(afterMs)
      const hungUpAt = Date.now()
      void caller.call.hangUp()
      const cancelled = await ring.ended()
      t.ok(cancelled.at - hungUpAt <= CANCELLED_WITHIN_MS, `cancelled after ${cancelled.at - hungUpAt} ms`)
      await agentIs(house, 'ann', 'ready')
      t.ok(Date.now() - hungUpAt <= FREE_WITHIN_MS, `free after ${Date.now() - hungUpAt} ms`)
      const cdr = await endsAs(t, caller, { ...ABANDONED, queue: 'sales', agent: null })
      t.same(await causesOf(cdr), ['caller-gone'])
    }
    await assertInvariants(t, house)
  })

  t.test('a caller hangs up at the moment at which the agent answers', async t => {
    const outcomes: string[] = []
    for (const offsetMs of [-20, -10, -3, 0, 3, 10, 20, -20, -5, 0, 5, 20]) {
      const caller = await dialAndPress('1')
      const { call: ring } = await desks.nextRing()
      ring.ring()
      await pause(50)
      if (offsetMs < 0) void caller.call.hangUp()
      else ring.answer()
      await pause(Math.abs(offsetMs))
      if (offsetMs < 0) ring.answer()
      else void caller.call.hangUp()
      const bothDoneAt = Date.now()
      const ended = await ring.ended()
      t.ok(
        ended.at - bothDoneAt <= CANCELLED_WITHIN_MS,
        `${offsetMs} ms: alone for ${ended.at - bothDoneAt} ms`,
      )
      await agentIs(house, 'ann', 'ready')
      const cdr = await endsAs(t, caller, { who: 'caller', reason: 'caller-hung-up' })
      const talked = (await factsOf(cdr)).some(({ event }) => event.type === 'TalkStarted')
      t.equal(
        cdr.result,
        talked ? 'answered' : 'abandoned',
        `${offsetMs} ms: the result is what the journal tells`,
      )
      outcomes.push(`${offsetMs}: ${cdr.result}`)
    }
    t.comment(outcomes.join(', '))
    await assertInvariants(t, house)
  })

  t.test('a caller hangs up in the talk', async t => {
    const caller = await dialAndPress('1')
    const { call: talk } = await desks.nextRing()
    talk.answer()
    caller.call.say(900)
    await talk.hears(900)
    const hungUpAt = Date.now()
    void caller.call.hangUp()
    t.ok((await talk.ended()).at - hungUpAt <= CANCELLED_WITHIN_MS)
    await agentIs(house, 'ann', 'ready')
    t.ok(Date.now() - hungUpAt <= FREE_WITHIN_MS, `free after ${Date.now() - hungUpAt} ms`)
    await endsAs(t, caller, { ...ANSWERED, queue: 'sales', agent: 'ann' })
    await assertInvariants(t, house)
  })

  t.test(
    'an agent who is gone as soon as he has picked up: the caller waits on, and is rung for again',
    async t => {
      for (const talkMs of [0, 100, 500]) {
        const caller = await dialAndPress('1')
        const { call: talk } = await desks.nextRing()
        talk.answer()
        await talk.answered()
        await callIs(house, caller.number, 'talking')
        await pause(talkMs)
        talk.drop()
        const { call: again } = await desks.nextRing()
        again.answer()
        caller.call.say(900)
        await again.hears(900)
        caller.call.say(undefined)
        await again.hangUp()
        const ended = { result: 'answered', reason: 'agent-hung-up', who: 'agent', agent: 'ann' } as const
        const cdr = await endsAs(t, caller, ended)
        const talks = (await factsOf(cdr)).filter(({ event }) => event.type === 'TalkStarted')
        t.equal(talks.length, 2, 'two talks, one call')
        await agentIs(house, 'ann', 'ready')
      }
      const gone = await dialAndPress('1')
      const { call: talk } = await desks.nextRing()
      talk.answer()
      await callIs(house, gone.number, 'talking')
      talk.drop()
      const isBackInLine = async () => (await liveCallFrom(house, gone.number))?.phase.name !== 'talking'
      await until(isBackInLine, 5_000, 'he waits again')
      await gone.call.hangUp()
      await endsAs(t, gone, { ...ABANDONED, queue: 'sales' })
      await agentIs(house, 'ann', 'ready')
      await assertInvariants(t, house)
    },
  )

  t.test('the agent hangs up after a talk, alone or together with the caller', async t => {
    const first = await dialAndPress('1')
    const { call: alone } = await desks.nextRing()
    alone.answer()
    await alone.hangUp()
    await endsAs(t, first, { result: 'answered', reason: 'agent-hung-up', who: 'agent', agent: 'ann' })
    await agentIs(house, 'ann', 'ready')
    const caller = await dialAndPress('1')
    const { call: talk } = await desks.nextRing()
    talk.answer()
    await talk.hearsSound().catch(() => {})
    await Promise.all([talk.hangUp(), caller.call.hangUp()])
    await endsAs(t, caller, { result: 'answered' })
    await assertInvariants(t, house)
  })

  t.test('while the agent talks, nobody rings him; free again, he gets who waits, at once', async t => {
    const first = await dialAndPress('1')
    const { call: talk } = await desks.nextRing()
    talk.answer()
    await talk.answered()
    const rungBefore = desks.rings.length
    const second = await dialAndPress('1')
    await second.call.hears(TONES.position)
    t.equal(desks.rings.length, rungBefore, 'a busy agent is not rung')
    await talk.hangUp()
    await first.call.ended()
    const { call: next, at } = await desks.nextRing()
    const cdr = await cdrFrom(house, first.number)
    const lateMs = at - cdr.ended_at.getTime()
    t.ok(lateMs <= 250, `rung ${lateMs} ms after he was free`)
    next.answer()
    await next.answered()
    await callIs(house, second.number, 'talking')
    await second.call.hangUp()
    await endsAs(t, second, ANSWERED)
    await assertInvariants(t, house)
  })

  t.test('a paused agent is not rung, and neither is one whose phone is gone', async t => {
    t.equal((await house.api('POST', '/api/v1/agents/ann/pause', { reason: 'lunch' })).status, 200)
    await agentIs(house, 'ann', 'paused')
    const rungBefore = desks.rings.length
    const caller = await dialAndPress('1')
    await caller.call.hears(TONES.position)
    await desks.phones.ann?.unregister()
    t.equal((await house.api('POST', '/api/v1/agents/ann/ready')).status, 200)
    await agentIs(house, 'ann', 'ready')
    t.notOk((await deskOf(house, 'ann')).reachable)
    await callIs(house, caller.number, 'waiting', ({ wait }) => wait.music === 'on')
    t.equal(desks.rings.length, rungBefore, 'no leg was made for him')
    await caller.call.hangUp()
    const cdr = await endsAs(t, caller, { ...ABANDONED, agent: null })
    t.same(await causesOf(cdr), [])
    await assertInvariants(t, house)
  })
})

t.test('with two agents', async t => {
  const both = ['ann', 'binh']
  const desks = await openDesks(house, both)
  t.teardown(() => desks.close())

  t.test('a phone that refuses costs the caller nothing: the next one rings at once', async t => {
    const refusals = [
      [486, 'busy'],
      [603, 'declined'],
      [480, 'declined'],
      [488, 'declined'],
      [404, 'unreachable'],
      [503, 'unreachable'],
      [500, 'unreachable'],
      [408, 'unreachable'],
      [401, 'unreachable'],
      // It wants another number to be rung for it: nobody dials that.
      [302, 'unreachable'],
    ] as const
    const watcher = await watchChannels(house)
    const tookMs: number[] = []
    for (const [status, cause] of refusals) {
      await allReady(house, both)
      const caller = await dialAndPress('1')
      const first = await desks.nextRing()
      first.call.reject(status, status === 302 ? 'sip:0900123456@127.0.0.2' : undefined)
      const refusedAt = Date.now()
      const second = await desks.nextRing()
      tookMs.push(second.at - refusedAt)
      t.ok(second.at - refusedAt <= NEXT_WITHIN_MS, `${status}: next rung after ${second.at - refusedAt} ms`)
      t.not(second.agent, first.agent, `${status}: another agent`)
      t.match((await deskOf(house, first.agent)).state, { name: 'paused', reason: cause })
      second.call.answer()
      await second.call.answered()
      await callIs(house, caller.number, 'talking')
      await caller.call.hangUp()
      const cdr = await endsAs(t, caller, { ...ANSWERED, agent: second.agent })
      t.same(await causesOf(cdr), [cause, 'answered'], `${status} is told as ${cause}`)
    }
    watcher.close()
    const legs = watcher.created.filter(name => name.startsWith('PJSIP/'))
    t.equal(legs.length, 3 * refusals.length, 'a caller and two phones each, and nobody else')
    t.same(
      watcher.created.filter(name => !/^(PJSIP|Snoop)\/|@nowhere-/.test(name)),
      [],
      'who wants another number to be rung for him is sent nowhere',
    )
    await allReady(house, both)
    await assertInvariants(t, house)
    proves(t, 'Q07', `10 of 10 refusals: the next phone rang ${Math.max(...tookMs)} ms later at most`)
  })

  t.test('nobody answers: each rings for his time, never both, and the caller keeps his place', async t => {
    const caller = await dialAndPress('1')
    const first = await desks.nextRing()
    first.call.ring()
    const second = await desks.nextRing()
    t.not(second.agent, first.agent)
    const rangMs = second.at - first.at
    t.ok(rangMs >= 1_900 && rangMs <= 2_900, `the first rang for ${rangMs} ms`)
    t.match(await first.call.ended(), { status: 487 }, 'his phone was silent again')
    const call = await callIs(house, caller.number, 'ringing')
    t.equal((await deskOf(house, first.agent)).state.name, 'paused', 'he rests for a moment')
    second.call.answer()
    await second.call.answered()
    await callIs(house, caller.number, 'talking')
    await caller.call.hangUp()
    const cdr = await endsAs(t, caller, { ...ANSWERED, agent: second.agent })
    t.same(await causesOf(cdr), ['no-answer', 'answered'])
    const joined = (await factsOf(cdr)).filter(({ event }) => (event as CallFact).type === 'QueueJoined')
    t.equal(joined.length, 1, 'he joined the queue once')
    t.equal(cdr.conversation, call.id)
    await allReady(house, both)
    await assertInvariants(t, house)
  })
})

t.test('after a call the agent has his time for notes, and may end it', async t => {
  const desks = await openDesks(house, ['chi'])
  const first = await dialAndPress('4')
  const { call: talk } = await desks.nextRing()
  talk.answer()
  await talk.answered()
  const second = await dialAndPress('4')
  await callIs(house, second.number, 'waiting')
  await talk.hangUp()
  const { at: freeAt } = await first.call.ended()
  const next = await desks.nextRing()
  const notesMs = next.at - freeAt
  t.ok(Math.abs(notesMs - 3_000) <= 300, `rung ${notesMs} ms after the talk`)
  next.call.answer()
  await next.call.answered()
  const third = await dialAndPress('4')
  await callIs(house, third.number, 'waiting')
  await next.call.hangUp()
  await agentIs(house, 'chi', 'wrap-up')
  const readyAt = Date.now()
  await house.api('POST', '/api/v1/agents/chi/ready')
  const last = await desks.nextRing()
  t.ok(last.at - readyAt <= 500, `"ready" ends it: rung after ${last.at - readyAt} ms`)
  last.call.answer()
  await last.call.answered()
  await callIs(house, third.number, 'talking')
  await third.call.hangUp()
  await endsAs(t, third, ANSWERED)
  await desks.close()
  await assertInvariants(t, house)
})
