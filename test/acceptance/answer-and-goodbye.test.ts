// R02: the caller hangs up around the very moment at which the agent answers: 20 ms before to 20 ms after, in steps of
// 1 ms, ten times each. Whoever is first, nobody stays alone on a line, and the record says what happened.
import { setTimeout as pause } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { contactRef } from '../../src/secrets/sealing.ts'
import { allReady, openDesks } from '../support/desks.ts'
import { openHouse } from '../support/house.ts'
import { assertInvariants } from '../support/invariants.ts'
import { watchLoneAgents } from '../support/left-alone.ts'
import type { IncomingCall } from '../support/phones/incoming-call.ts'
import { openPhone } from '../support/phones/phone.ts'
import { createWatch } from '../support/phones/watch.ts'
import { proves } from '../support/proves.ts'
import { everythingIsWritten, readCdrs, readJournal } from '../support/records.ts'
import { until } from '../support/until.ts'

const MOST_MS = 20
const TIMES = 10
const ALONE_AT_MOST_MS = 300
/** Calls at a time: more would make the test's own timers late. */
const LANES = 6
const agents = Array.from({ length: LANES }, (_, n) => `agent-${n + 1}`)

const house = await openHouse({
  files: {
    'config/trunks.yaml': '- { name: carrier, match: ["127.0.0.2"] }\n',
    'config/hotlines.yaml': '- { name: main, number: "02871099999", title: Main, flow: main }\n',
    'config/recording.yaml': 'default: on\n',
    'config/queues.yaml': '- { name: sales, ring: 20s, wrap-up: 0s, announce: { position: false } }\n',
    'config/team.yaml': `agents:\n${agents.map(id => `  - { id: ${id}, name: ${id}, queues: [sales] }\n`).join('')}`,
    'ivr-flows/english.yaml': 'flow: english\ntitle: Unused\nlanguage: en\nstart:\n  - hangup\n',
    'ivr-flows/main.yaml': 'flow: main\ntitle: Main\nlanguage: vi\nstart:\n  - queue: sales\n',
  },
})
t.teardown(() => house.stop())
t.setTimeout(180_000)
const trunk = await openPhone({ server: house.sip, listen: { address: '127.0.0.2' } })
t.teardown(() => trunk.close())
const desks = await openDesks(house, agents)
t.teardown(() => desks.close())
const rung = new Map<string, IncomingCall>()
const ringing = createWatch()
for (const phone of Object.values(desks.phones))
  phone.onInvite(call => {
    rung.set(call.number, call)
    ringing.changed()
  })

/**
 * `wantedMs`: from the agent's answer to the caller's goodbye. `blind`: exact to the microsecond, and whoever acts
 * second has not heard of the first yet; else he acts on what he has heard by then, which may be a CANCEL.
 */
type Plan = { wantedMs: number; blind: boolean }
type Crossing = Plan & { number: string; reallyMs: number }
let numbers = 0

async function cross({ wantedMs, blind }: Plan): Promise<Crossing> {
  const number = `+84${906_000_000 + ++numbers}`
  const caller = await trunk.dial('02871099999', { from: number })
  await ringing.until(`a phone rings for ${number}`, () => rung.has(number), 10_000)
  const agent = rung.get(number)!
  agent.ring()
  await pause(30)
  let answeredAt = 0
  let leftAt = 0
  const answer = () => {
    answeredAt = performance.now()
    agent.answer()
  }
  const leave = () => {
    leftAt = performance.now()
    void caller.hangUp()
  }
  const [first, second] = wantedMs < 0 ? [leave, answer] : [answer, leave]
  first()
  if (blind) standStill(Math.abs(wantedMs))
  else if (wantedMs !== 0) await pause(Math.abs(wantedMs))
  second()
  await Promise.all([agent.ended(10_000), caller.ended(10_000)])
  return { number, wantedMs, blind, reallyMs: leftAt - answeredAt }
}

function standStill(ms: number): void {
  const until = performance.now() + ms
  while (performance.now() < until);
}

t.test('410 callers hang up as their agent answers', async t => {
  const lone = await watchLoneAgents(house)
  const plans = Array.from({ length: TIMES }, (_, time) =>
    Array.from(
      { length: 2 * MOST_MS + 1 },
      (_, n): Plan => ({ wantedMs: n - MOST_MS, blind: time % 2 === 0 }),
    ),
  ).flat()
  const crossings: Crossing[] = []
  await Promise.all(
    agents.map(async () => {
      for (let plan = plans.pop(); plan; plan = plans.pop()) crossings.push(await cross(plan))
    }),
  )
  t.equal(crossings.length, (2 * MOST_MS + 1) * TIMES)
  await allReady(house, agents)
  await everythingIsWritten(house)

  const alone = lone.aloneMs()
  lone.close()
  const tooLong = [...alone].filter(([, ms]) => ms > ALONE_AT_MOST_MS)
  t.same(tooLong, [], 'no agent is alone on his line for long')

  const journal = Map.groupBy(await readJournal(house), ({ by }) => by)
  const cdrs = new Map((await readCdrs(house)).map(cdr => [cdr.contact, cdr]))
  const wrong: unknown[] = []
  const outcomes = new Map<number, string[]>()
  for (const { number, wantedMs } of crossings) {
    const cdr = cdrs.get(contactRef(house.secrets.contactKey, number))
    if (!cdr) {
      wrong.push({ number, cdr: 'missing' })
      continue
    }
    const types = (journal.get(cdr.conversation) ?? []).map(({ event }) => event.type)
    const count = (type: string) => types.filter(one => one === type).length
    const talked = count('TalkStarted') === 1
    const isTrue =
      cdr.result === (talked ? 'answered' : 'abandoned') &&
      cdr.reason === 'caller-hung-up' &&
      cdr.who === 'caller' &&
      (cdr.agent !== null) === talked &&
      (cdr.answered_at !== null) === talked &&
      count('OfferEnded') === 1 &&
      count('TalkEnded') === count('TalkStarted') &&
      count('RecordingStarted') === (talked ? 2 : 0)
    if (!isTrue) wrong.push({ number, wantedMs, cdr, types })
    outcomes.set(wantedMs, [...(outcomes.get(wantedMs) ?? []), cdr.result])
  }
  t.same(wrong, [], 'each record says what its journal tells')
  const answered = [...outcomes.values()].flat().filter(result => result === 'answered').length
  t.ok(answered > 0 && answered < crossings.length, 'both came about')
  const off = crossings
    .filter(({ blind }) => !blind)
    .map(({ wantedMs, reallyMs }) => Math.abs(reallyMs - wantedMs))
    .sort((a, b) => a - b)
  const longest = Math.max(...alone.values())
  t.comment(
    `${answered} of ${crossings.length} answered; alone for ${longest} ms at most; the half that ` +
      `was not blind was ${off[off.length >> 1]?.toFixed(1)} ms (median) off what was wanted`,
  )
  await tapesAreOfTalks(t, answered)
  await assertInvariants(t, house)
  proves(
    t,
    'R02',
    `${crossings.length} crossings in steps of 1 ms, ${answered} of them answered: no agent alone for over ${longest} ms`,
  )
})

/** Whoever talked has his tapes, however short they are; nobody else has any. */
async function tapesAreOfTalks(t: Test, talks: number): Promise<void> {
  const open = `select count(*)::int as count from recordings where state in ('expected', 'in-asterisk')`
  await until(
    async () => (await house.rows<{ count: number }>(open))[0]?.count === 0,
    60_000,
    'no tape is waited for',
  )
  const [all] = await house.rows<{ count: number }>(
    `select count(distinct conversation)::int as count from recordings`,
  )
  t.equal(all?.count, talks, 'tapes of those who talked, and of nobody else')
}
