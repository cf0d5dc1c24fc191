// F01, F02, F04, F14, F15, D03: the switchboard is killed, away, frozen or told to go while 20 wait and 10 talk (few of
// each in `npm test`, all in `npm run chaos`). Nobody is cut off, nobody loses his place, every record is true.
import t from 'tap'
import { allReady, openDesks } from '../support/desks.ts'
import { openHouse } from '../support/house.ts'
import { assertInvariants } from '../support/invariants.ts'
import { killAt } from '../support/kill-at.ts'
import { filesNM, HOTLINE } from '../support/nm/files.ts'
import { goesOn } from '../support/nm/goes-on.ts'
import { openTrunk, type StageNM, stageNM } from '../support/nm/stage.ts'
import { lineExpected, lineOf, standsStill, watchNM } from '../support/nm/stands.ts'
import { proves, times } from '../support/proves.ts'
import { keeperTold, kill, recovery, whileAway } from '../support/switchboard-down.ts'
import { type Caller, hearEachOther, inTalk, VOICES } from '../support/talks.ts'
import { recordIs } from '../support/true-records.ts'
import { until } from '../support/until.ts'

/** From the start of its process until all calls are attended to. */
const RECOVERED_MS = 5_000
const FROZEN_MS = 10_000
const DRAIN_MS = 30_000

t.setTimeout(900_000)
const house = await openHouse({ files: filesNM() })
t.teardown(() => house.stop())
const trunk = await openTrunk(house)
t.teardown(() => trunk.close())

const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`

// One stage for all faults after which everything stands as before.
let stage: StageNM
const proved: [row: string, measured: string][] = []
let inAll = 0

t.test('killed: all who talk talk on, all who wait stand in order, and it is back in seconds', async t => {
  stage = await stageNM(house, trunk)
  const { queued, talking, rung, choosing } = stage.sizes
  inAll = queued + talking + 1 + rung + choosing
  const watched = watchNM(stage)
  const { tookMs, awayMs, resumed } = await recovery(house, await kill(house))
  t.equal(resumed, inAll, 'every call was found again')
  t.ok(tookMs <= RECOVERED_MS, `recovered in ${tookMs} ms`)
  await standsStill(t, stage, watched)
  const times = `${seconds(awayMs)} after the kill, ${seconds(tookMs)} after the start of the next`
  const said = `all ${inAll} calls attended to ${times}; 0 BYE; gap in speech at most ${watched.gaps().talks} ms`
  if (t.passing()) proved.push(['F01', `${queued} waiting in order, ${talking} talking: ${said}`])
})

t.test('told to go: it hands over and ends well, and only its successor makes offers', async t => {
  const watched = watchNM(stage)
  const gone = await kill(house, 'SIGTERM')
  const [desks, { at, code }, { awayMs, resumed }] = await Promise.all([
    stage.come(['late-1']),
    keeperTold(house, gone.pid, 'ended'),
    recovery(house, gone),
  ])
  t.equal(code, 0)
  t.ok(at - gone.at <= DRAIN_MS, `it ended after ${at - gone.at} ms`)
  t.equal(resumed, inAll)
  const first = stage.queued.shift()!
  const talk = await inTalk(first, desks)
  t.equal(talk.talk.number, first.number, 'who came meanwhile gets who waited longest')
  await standsStill(t, stage, watched)
  stage.talks.push(talk)
  const offers = (await journalOfFloor()).filter(({ event }) => event.type === 'CallOffered')
  t.notOk(offers.some(one => one.at > gone.at && one.at < at))
  const said = `exit 0 after ${at - gone.at} ms, no offer by it; its successor has all ${resumed} calls after`
  if (t.passing()) proved.push(['F15', `${said} ${seconds(awayMs)}, 0 BYE`])
})

/** Calls live, so only what the scribe has stored. */
const journalOfFloor = async () => {
  const rows = await house.rows<{ at: Date; data: { type: string } }>(
    `select at, data from journal where id like 'floor:%'`,
  )
  return rows.map(({ at, data }) => ({ at: at.getTime(), event: data }))
}

t.test('told to go again and again: the tapes of all talks run on', async t => {
  const watched = watchNM(stage)
  const often = times(2, 5)
  for (let n = 0; n < often; n++) await recovery(house, await kill(house, 'SIGTERM'))
  await standsStill(t, stage, watched)
  if (t.passing()) proved.push(['F14', `${stage.sizes.talking} recorded talks, ${often} restarts`])
})

t.test('frozen: the keeper ends it, and all is as it was', async t => {
  const watched = watchNM(stage)
  const gone = await kill(house, 'SIGSTOP')
  const { at } = await keeperTold(house, gone.pid, 'ended')
  t.ok(at - gone.at <= FROZEN_MS, `ended after ${at - gone.at} ms`)
  const { tookMs } = await recovery(house, gone)
  t.ok(tookMs <= RECOVERED_MS, `recovered in ${tookMs} ms`)
  await standsStill(t, stage, watched)
  const said = `the keeper ended it after ${seconds(at - gone.at)}, recovered ${seconds(tookMs)} after the start`
  if (t.passing()) proved.push(['F04', `${said} of the next; 0 BYE, gap at most ${watched.gaps().talks} ms`])
})

t.test('and all of these calls go on to their ends, each with its one record and tapes', async t => {
  const { holeMs } = await goesOn(t, stage)
  for (const [row, measured] of proved) {
    const tape = `longest hole on any tape ${holeMs} ms`
    proves(t, row, row === 'F14' ? `${measured}: one file a party, ${tape}` : `${measured}; ${tape}`)
  }
})

t.test('away: who goes, answers or comes meanwhile is known and attended to when it is back', async t => {
  const stage = await stageNM(house, trunk)
  const { queued, talks, rung } = stage
  const leaving = queued.splice(1, times(2, 3))
  const lone = talks.pop()!
  const answered = rung.shift()!
  const watched = watchNM(stage)
  const newcomers: Caller[] = []
  let loneAt = 0
  const downMs = times(6_000, 10_000)
  const gone = await whileAway(house, async () => {
    const at = Date.now()
    const { status } = await house.askAri('GET', 'applications/tongdai')
    t.equal(status, 200, 'its application stays: taken down under live calls, it took Asterisk along')
    answered.ring.call.answer()
    for (const { call } of leaving) await call.hangUp()
    await lone.talk.hangUp()
    loneAt = Date.now()
    for (let n = 0; n < 2; n++) {
      const one = await stage.dial()
      await one.call.answered()
      await one.call.hearsSound()
      newcomers.push(one)
    }
    await answered.ring.call.ended()
    await answered.call.hearsSound()
    await until(() => Date.now() - at > downMs, downMs + 1_000)
  })
  const { tookMs, awayMs } = await recovery(house, gone)
  const backAt = gone.at + awayMs
  t.ok(tookMs <= RECOVERED_MS, `recovered in ${tookMs} ms`)

  for (const caller of leaving)
    await recordIs(t, house, caller, { result: 'abandoned', reason: 'caller-hung-up', queue: 'sales' })
  const { at: releasedAt } = await lone.call.ended()
  const letGoMs = Math.max(0, releasedAt - backAt)
  t.ok(letGoMs <= 2_000, `whose agent had gone was let go after ${letGoMs} ms`)
  const { ended_at } = await recordIs(
    t,
    house,
    { ...lone, call: { ...lone.call, ended: async () => ({ by: 'them', at: loneAt }) } },
    { result: 'answered', reason: 'agent-hung-up', who: 'agent' },
  )
  t.comment(`his record ends ${ended_at.getTime() - loneAt} ms after his agent went`)

  // Two agents are free now: his who went, and who picked up when nobody of ours was there.
  const rings = () => stage.desks.flatMap(one => one.rings).filter(({ at }) => at > gone.at)
  for (const [n, caller] of [answered, queued[0]!].entries()) {
    const ring = await until(() => rings().toSorted((a, b) => a.at - b.at)[n], 10_000, 'agents are rung')
    t.equal(ring.call.number, caller.number, 'who waited longest is first')
    ring.call.answer()
    await hearEachOther(caller.call, ring.call)
    talks.push({ ...caller, talk: ring.call, agent: ring.agent })
  }
  queued.shift()
  queued.push(...newcomers)
  await until(async () => (await lineOf(stage)).length === lineExpected(stage).length)
  await standsStill(t, stage, watched)
  await goesOn(t, stage)
  proves(
    t,
    'F02',
    `away ${seconds(awayMs)}: ${leaving.length} who hung up have their true end, the one whose agent went was let go ` +
      `${letGoMs} ms after the return, the agent who answered was let go at once and his caller ` +
      'answered first, 2 new ones heard music and stand in line',
  )
})

/** From the first word of a talk to its record: who is killed at what stands in the journal. */
const POINTS = [
  ['switchboard', 'TalkStarted'],
  ['office', 'CallEnded'],
  ['switchboard', 'RecordingEnded'],
  ['switchboard', 'CallEnded'],
  ['office', 'TalkStarted'],
  ['switchboard', 'RecordingStarted'],
  ['switchboard', 'OfferAccepted'],
  ['office', 'TalkFinished'],
  ['switchboard', 'TalkEnded'],
  ['switchboard', 'TalkFinished'],
] as const

const AT_GOODBYE = new Set<string>(['TalkEnded', 'CallEnded', 'RecordingEnded', 'TalkFinished'])

t.test('killed between the first word and the record: exactly one record each', async t => {
  const agents = ['late-1', 'late-2']
  const desks = await openDesks(house, agents)
  for (const agent of agents)
    desks.phones[agent]?.onInvite(ring => {
      ring.answer()
      ring.say(VOICES.agent)
    })
  const often = times(3, 100)
  /** Killed before Asterisk was asked for a tape; who hangs up at the first word then may be on none. */
  const untaped: RegExp[] = []
  for (let n = 0; n < often; n++) {
    const [name, type] = POINTS[n % POINTS.length]!
    const { killed } = await killAt(house, name, ({ event }) => event.type === type)
    const number = `+84${906_000_000 + n}`
    const call = await trunk.dial(HOTLINE.queue, { from: number })
    call.say(VOICES.caller)
    await call.hears(VOICES.agent, 15_000)
    const [gone] = await Promise.all([
      killed,
      // At what comes with the goodbye, or while he talks.
      AT_GOODBYE.has(type) ? call.hangUp() : killed.then(() => call.hangUp()),
    ])
    const { conversation } = await recordIs(
      t,
      house,
      { call, number },
      { result: 'answered', reason: 'caller-hung-up', who: 'caller' },
    )
    if (name === 'switchboard' && !AT_GOODBYE.has(type))
      untaped.push(new RegExp(`"${conversation}".*a recording is lost`))
    if (name === 'switchboard') await recovery(house, gone)
    else await until(async () => (await house.pid('office')) !== gone.pid, 20_000, 'the office is back')
    await allReady(house, agents, 10_000)
  }
  await desks.close()
  await assertInvariants(t, house, { announced: untaped })
  const points = [...new Set(POINTS.slice(0, often).map(([name, type]) => `${name} at ${type}`))]
  proves(t, 'D03', `${often} kills (${points.join(', ')}): exactly one record each, its end true to 1 s`)
})
