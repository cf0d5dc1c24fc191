// Two hundred callers and twenty agents: everybody is served, in turn, on record and on tape.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { contactRef } from '../../src/secrets/sealing.ts'
import { agentTurns, quantile } from '../bench/routing.ts'
import { timeWith } from '../support/audio/goertzel.ts'
import { toneSecond } from '../support/audio/tone.ts'
import { readWav } from '../support/audio/wav.ts'
import { openHouse } from '../support/house.ts'
import { assertInvariants } from '../support/invariants.ts'
import { startAgents } from '../support/phones/agents.ts'
import { startCallers } from '../support/phones/callers.ts'
import { freeUdpPort } from '../support/phones/free-port.ts'
import { openMediaHub } from '../support/phones/media-hub.ts'
import { proves, times } from '../support/proves.ts'
import {
  type CdrRow,
  everythingIsWritten,
  readCdrs,
  readFloorJournal,
  readJournal,
} from '../support/records.ts'
import { judgeRoundRobin } from '../support/round-robin-oracle.ts'
import { compareTalk } from '../support/talk-time.ts'
import { until } from '../support/until.ts'

const CALLERS = times(200, 1_000)
const TALK_MS = 2_000
const ROUTED_WITHIN_MS = 250
/** What each party says, in Hz. */
const TONES = { caller: 440, agent: 900 }
/** Callers speak without a pause: quiet for so long, and the call is over. */
const CALLER_PAUSE_MS = 200
const FIRST_NUMBER = 84_901_000_000
const seats = Array.from({ length: 20 }, (_, n) => `agent-${String(n + 1).padStart(2, '0')}`)

const house = await openHouse({
  // The fewer ports, the sooner one is used again.
  rtpPorts: 11_000,
  files: {
    'config/trunks.yaml': '- { name: carrier, match: ["127.0.0.2"] }\n',
    'config/hotlines.yaml': '- { name: main, number: "02871099999", title: Main, flow: main }\n',
    'config/queues.yaml': '- { name: sales, ring: 20s, wrap-up: 0s, announce: { position: false } }\n',
    'config/recording.yaml': 'default: on\n',
    'config/team.yaml': `agents:\n${seats.map(id => `  - { id: ${id}, name: ${id}, queues: [sales] }\n`).join('')}`,
    'ivr-flows/english.yaml': 'flow: english\ntitle: Unused\nlanguage: en\nstart:\n  - queue: sales\n',
    'ivr-flows/main.yaml': 'flow: main\ntitle: Main\nlanguage: vi\nstart:\n  - queue: sales\n',
  },
})
t.teardown(() => house.stop())
t.setTimeout(times(300_000, 900_000))

const media = join(house.folder, 'media')
await mkdir(media)
const toneFile = join(media, 'caller.ulaw')
await writeFile(toneFile, toneSecond(TONES.caller))
const hub = await openMediaHub('127.0.0.3', stream => stream.say(TONES.agent), CALLER_PAUSE_MS)
t.teardown(() => hub.close())
const agents = await startAgents(house.runtime, {
  folder: join(house.folder, 'agents'),
  server: house.sip,
  listen: { address: '127.0.0.3', port: await freeUdpPort('127.0.0.3') },
  accounts: seats.map(house.account),
  ringMs: 50,
  talkMs: TALK_MS,
  sound: { hub: hub.address },
})
await until(async () => {
  const { body } = await house.api('GET', '/api/v1/agents')
  return (body as { reachable: boolean }[]).every(agent => agent.reachable)
})
const callers = await startCallers(house.runtime, {
  folder: join(house.folder, 'callers'),
  server: house.sip,
  listen: { address: '127.0.0.2', port: await freeUdpPort('127.0.0.2') },
  numbers: Array.from({ length: CALLERS }, () => '02871099999'),
  from: FIRST_NUMBER,
  ratePerS: 20,
  sound: { toneFile },
  limitS: times(120, 400),
})
const calls = await callers.done
await everythingIsWritten(house)
const rings = await agents.records()
const cdrs = await readCdrs(house)

t.test('all two hundred are served, each by one agent', t => {
  t.equal(calls.length, CALLERS)
  t.same(
    calls.filter(call => call.failed || call.endedBy !== 'them'),
    [],
    'no caller was refused or had to leave by himself',
  )
  t.equal(rings.length, CALLERS, 'as many rings as callers')
  t.same(
    rings.filter(ring => ring.endedBy !== 'us'),
    [],
    'every ring became a talk',
  )
  t.end()
})

// Q12. The benchmark measures it with nothing else going on (npm run bench -- --section calls --load q12).
t.test('an agent whom callers await is rung soon after he is free', async t => {
  const { latenciesMs } = agentTurns(calls, rings, seats.length)
  const p99 = quantile(latenciesMs, 0.99)
  t.ok(latenciesMs.length >= CALLERS / 2, 'mostly somebody waited')
  t.comment(`agent free to INVITE: ${quantile(latenciesMs, 0.5)} ms (median), ${p99} ms (p99)`)
  t.ok(p99 <= ROUTED_WITHIN_MS, `rung after ${p99} ms`)
  proves(
    t,
    'Q12',
    `200 calls at 20/s, 20 agents: rung after ${Math.round(quantile(latenciesMs, 0.5))} ms (median), ${Math.round(p99)} ms (p99)`,
  )
})

t.test('every choice is the round robin of those who were free', async t => {
  const { offers, faults, chosen } = judgeRoundRobin(await readFloorJournal(house), 'sales', seats)
  t.equal(offers, CALLERS)
  t.same(faults, [])
  const rung = Map.groupBy(rings, ring => ring.agent)
  t.same(
    seats.map(agent => rung.get(agent)?.length ?? 0),
    seats.map(agent => chosen.get(agent)),
    'the phones that rang are those that were chosen',
  )
})

t.test('no phone ever rang while its agent had another call', t => {
  const overlaps = seats.flatMap(agent => {
    const own = rings.filter(ring => ring.agent === agent).sort((a, b) => a.invitedAt - b.invitedAt)
    return own.flatMap((ring, n) => {
      const before = own[n - 1]
      return before?.endedAt !== undefined && before.endedAt > ring.invitedAt ? [[before, ring]] : []
    })
  })
  t.same(overlaps, [])
  t.end()
})

t.test('every call has one CDR, and its times are those of the phones, to a second', async t => {
  const byContact = Map.groupBy(cdrs, cdr => cdr.contact)
  const talks = talksByAgent(cdrs)
  const late: unknown[] = []
  const near = (a: Date | null | undefined, b: number | undefined) =>
    a !== null && a !== undefined && b !== undefined && Math.abs(a.getTime() - b) <= 1_000
  for (const [n, call] of calls.entries()) {
    const [cdr, ...more] = byContact.get(contactRef(house.secrets.contactKey, `+${FIRST_NUMBER + n}`)) ?? []
    if (!cdr || more.length > 0) late.push({ n, cdrs: more.length + 1 })
    else if (!near(cdr.arrived_at, call.startedAt) || !near(cdr.ended_at, call.endedAt))
      late.push({ call, cdr })
  }
  for (const agent of seats) {
    const own = rings.filter(ring => ring.agent === agent).sort((a, b) => a.invitedAt - b.invitedAt)
    for (const [n, ring] of own.entries()) {
      const cdr = talks.get(agent)?.[n]
      if (!near(cdr?.answered_at, ring.answeredAt) || !near(cdr?.ended_at, ring.endedAt))
        late.push({ ring, cdr })
    }
  }
  t.equal(cdrs.length, CALLERS)
  t.same(late, [])
  t.match(cdrs[0], {
    hotline: 'main',
    queue: 'sales',
    result: 'answered',
    reason: 'agent-hung-up',
    who: 'agent',
  })
})

t.test('D02: as many records as calls, and as much talk in them as on the phones', async t => {
  t.equal(cdrs.length, CALLERS)
  const { apart, told } = compareTalk(cdrs, rings)
  t.ok(apart <= 0.005, told)
  proves(t, 'D02', `${CALLERS} calls, ${cdrs.length} records; ${told}`)
})

t.test('each party of each talk is on a track of his own: as long as the talk, and not silent', async t => {
  const open = `select count(*)::int as count from recordings where state in ('expected', 'in-asterisk')`
  await until(
    async () => (await house.rows<{ count: number }>(open))[0]?.count === 0,
    60_000,
    'all is archived',
  )
  const tracks = await house.rows<{ recording: string; conversation: string; party: string; path: string }>(
    `select * from recordings where state = 'stored'`,
  )
  t.equal(tracks.length, 2 * CALLERS)
  const talkMs = new Map(cdrs.map(cdr => [cdr.conversation, cdr.talk_ms]))
  const wrong: unknown[] = []
  const missing: number[] = []
  for (const { recording, conversation, party, path } of tracks) {
    const { samples, seconds } = await readWav(join(house.home, 'recordings', path))
    const missingMs = (talkMs.get(conversation) ?? 0) - seconds * 1_000
    const own = timeWith(party === 'caller' ? TONES.caller : TONES.agent, samples)
    const others = timeWith(party === 'caller' ? TONES.agent : TONES.caller, samples)
    missing.push(Math.abs(missingMs))
    if (Math.abs(missingMs) > 1_000 || own < 0.5 || others > 0)
      wrong.push({ recording, party, missingMs, own, others })
  }
  t.same(wrong, [], 'none is silent, none holds the other party, none lacks a second')
  missing.sort((a, b) => a - b)
  t.ok((missing[Math.floor(missing.length * 0.95)] ?? 0) <= 500, '95 % of them lack less than half a second')
  t.comment(
    `tracks differ from their talk by ${missing[missing.length >> 1]} ms (median), ${missing.at(-1)} ms (most)`,
  )
})

t.test('the journal of the floor replays to identical decisions', async t => {
  const { status, body } = await house.api('POST', '/api/v1/simulations/replay', {})
  t.equal(status, 200)
  t.match(body, { differing: 0, differences: [], gaps: [], unplayable: 0 })
  t.equal((body as { offers: number }).offers, CALLERS)
})

t.test('nothing is left behind', async t => {
  await agents.stop()
  await assertInvariants(t, house)
  const journal = await readJournal(house)
  t.equal(journal.filter(({ event }) => event.type === 'CallEnded').length, CALLERS)
})

/** An agent's talks in their order. */
function talksByAgent(all: readonly CdrRow[]): Map<string | null, CdrRow[]> {
  const sorted = all.toSorted((a, b) => Number(a.answered_at) - Number(b.answered_at))
  return Map.groupBy(sorted, cdr => cdr.agent)
}
