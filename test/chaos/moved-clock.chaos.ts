// F11: the clock of our processes jumps an hour ahead, an hour back, and over the end of summer time, while calls run.
import t, { type Test } from 'tap'
import { toneWav } from '../support/audio/tone-wav.ts'
import { movableClock } from '../support/chaos/faketime.ts'
import { openDesks } from '../support/desks.ts'
import { openHouse } from '../support/house.ts'
import { assertInvariants } from '../support/invariants.ts'
import { callIs } from '../support/live-calls.ts'
import { openPhone } from '../support/phones/phone.ts'
import { proves } from '../support/proves.ts'
import { type CdrRow, cdrFrom, everythingIsWritten } from '../support/records.ts'
import { until } from '../support/until.ts'

const PATIENCE_MS = 6_000
const WRAP_UP_MS = 4_000
const EARLY_OR_LATE_MS = 200
const TRUE_MS = 1_000

t.setTimeout(400_000)
const clock = await movableClock()
if (!clock) {
  t.pass('not run: libfaketime is not here and could not be fetched', { skip: true })
} else {
  const house = await openHouse({
    environment: clock.environment,
    files: {
      'config/trunks.yaml': '- { name: carrier, match: ["127.0.0.2"] }\n',
      'config/recording.yaml': 'default: off\n',
      'config/hotlines.yaml': `
- { name: talk, number: "02871099991", title: Talk, flow: main }
- { name: patience, number: "02871099992", title: Patience, flow: patience }
`,
      'config/queues.yaml': `
- { name: talk, ring: 20s, wrap-up: ${WRAP_UP_MS / 1_000}s, announce: { position: false } }
- { name: patience, wrap-up: 0s, announce: { position: false } }
`,
      'config/team.yaml': `
agents:
  - { id: ann, name: Ann, queues: [talk] }
  - { id: binh, name: Binh, queues: [patience] }
`,
      'ivr-flows/english.yaml': 'flow: english\ntitle: Unused\nlanguage: en\nstart:\n  - hangup\n',
      'ivr-flows/main.yaml': 'flow: main\ntitle: Main\nlanguage: vi\nstart:\n  - queue: talk\n',
      'ivr-flows/patience.yaml': `
flow: patience
title: Patience
language: vi
start:
  - { queue: patience, max-wait: ${PATIENCE_MS / 1_000}s, too-long: sorry }
sorry:
  - say: sorry
  - hangup
`,
      'sounds/vi/sorry.wav': toneWav(600, 1),
    },
  })
  t.teardown(() => house.stop())
  const trunk = await openPhone({ server: house.sip, listen: { address: '127.0.0.2' } })
  t.teardown(() => trunk.close())
  const desks = await openDesks(house, ['ann'])
  t.teardown(() => desks.close())

  let numbers = 0
  const dial = async (hotline: string) => {
    const number = `+84${905_000_000 + ++numbers}`
    return { number, call: await trunk.dial(hotline, { from: number }) }
  }
  const passed = (since: number, ms: number) => until(() => performance.now() - since >= ms, ms + 5_000)

  /** A talk and a wait over which `meanwhile` happens. @returns how long the wait and the wrap-up really were, ms */
  const round = async (t: Test, meanwhile: () => Promise<void>) => {
    const talker = await dial('02871099991')
    const { call: talk } = await desks.nextRing(10_000)
    talk.answer()
    await callIs(house, talker.number, 'talking')
    const talkBegan = performance.now()
    const waiter = await dial('02871099992')
    await callIs(house, waiter.number, 'waiting')
    const waitBegan = performance.now()
    await passed(waitBegan, 2_000)
    await meanwhile()
    await waiter.call.hears(600, PATIENCE_MS + 2_000)
    const waitedMs = performance.now() - waitBegan
    await waiter.call.ended()
    await talker.call.hangUp()
    await talk.ended()
    const [talkedMs, talkEnded] = [performance.now() - talkBegan, performance.now()]
    // Who calls now is served when her notes are written, and not before.
    const next = await dial('02871099991')
    const { call: again } = await desks.nextRing(10_000)
    const wrappedUpMs = performance.now() - talkEnded
    again.answer()
    await callIs(house, next.number, 'talking')
    await next.call.hangUp()
    await again.ended()
    await everythingIsWritten(house)
    await isTrue(t, await cdrFrom(house, talker.number), 'talk_ms', talkedMs)
    await isTrue(t, await cdrFrom(house, waiter.number), 'wait_ms', waitedMs)
    const after = await cdrFrom(house, next.number)
    await isTrue(t, after, 'wait_ms', wrappedUpMs)
    return { waitedMs, wrappedUpMs, after }
  }

  const isTrue = async (t: Test, cdr: CdrRow, what: 'talk_ms' | 'wait_ms', truthMs: number) => {
    t.ok(Math.abs(cdr[what] - truthMs) <= TRUE_MS, `${what} ${cdr[what]}, in truth ${Math.round(truthMs)}`)
    const rows = await house.rows<{ kind: string; ms: number }>(
      `select kind, (extract(epoch from to_at - from_at) * 1000)::float8 as ms from segments where conversation = $1`,
      [cdr.conversation],
    )
    const long = rows.filter(({ ms }) => ms < 0 || ms > 60_000)
    t.same(long, [], 'no stretch of it is shorter than nothing, or longer than the call')
  }

  const toSummerTimesEnd = () => Date.UTC(2026, 9, 25, 0, 59, 58) - Date.now()
  const JUMPS: Record<string, () => number> = {
    'an hour ahead': () => 3_600_000,
    'an hour back': () => -3_600_000,
    "to two seconds before summer time's end": toSummerTimesEnd,
  }
  const apart: number[] = []

  t.test('the clock is moved while calls run', async t => {
    const usual = await round(t, async () => {})
    for (const [where, byMs] of Object.entries(JUMPS)) {
      let off = 0
      const { waitedMs, wrappedUpMs, after } = await round(t, async () => {
        off = byMs()
        await clock.off(off)
      })
      const [wait, wrapUp] = [waitedMs - usual.waitedMs, wrappedUpMs - usual.wrappedUpMs]
      apart.push(Math.abs(wait), Math.abs(wrapUp))
      t.ok(Math.abs(wait) <= EARLY_OR_LATE_MS, `${where}: the wait ended ${Math.round(wait)} ms late`)
      t.ok(Math.abs(wrapUp) <= EARLY_OR_LATE_MS, `${where}: the wrap-up ended ${Math.round(wrapUp)} ms late`)
      const late = after.ended_at.getTime() - (Date.now() + off)
      t.ok(Math.abs(late) <= 5_000, `${where}: the next call stands at the new time`)
      t.equal((await house.api('GET', '/health')).status, 200, `${where}: all is well`)
      await round(t, () => clock.off(0))
    }
    await assertInvariants(t, house)
    const most = Math.round(Math.max(...apart))
    proves(t, 'F11', `no time-out off by more than ${most} ms over +1 h, -1 h and a change of summer time`)
  })
}
