// How the calls of "N/M" go on after a fault, and end: each step as callers and agents make it, then the records.
import type { Test } from 'tap'
import { assertInvariants, type Expected } from '../invariants.ts'
import { ownSleepMs } from '../phones/pace.ts'
import { hearEachOther, VOICES } from '../talks.ts'
import { recordIs, tracksAreWhole } from '../true-records.ts'
import { ASKED, names, TONES } from './files.ts'
import { move, type StageNM } from './stage.ts'

const HOLE_MS = 200

/** The rung agents pick up. */
export async function pickUp(t: Test, { rung, desks, talks }: StageNM): Promise<void> {
  for (const { ring, ...caller } of rung.splice(0)) {
    ring.call.answer()
    await hearEachOther(caller.call, ring.call)
    const rings = desks.flatMap(one => one.rings).filter(({ agent }) => agent === ring.agent)
    t.equal(rings.length, 1, `${ring.agent} was rung once`)
    talks.push({ ...caller, talk: ring.call, agent: ring.agent })
  }
}

/** Packets of the menu's prompt, with the moment of silence at its end; nothing else is said to who is in it. */
const MENU_PACKETS = 110

/** Whoever was in the menu has heard it once more, perhaps a while ago, and hears what he chooses. */
export async function choose(t: Test, { house, choosing }: StageNM): Promise<void> {
  for (const caller of choosing.splice(0)) {
    const { ear } = caller.call.media
    await ear.watch.until('the menu is said again', () => ear.packets > MENU_PACKETS, 10_000)
    await caller.call.press('3')
    await caller.call.hears(TONES.goodbye)
    await recordIs(t, house, caller, { result: 'left', reason: 'flow-ended' })
  }
}

/** Agents come, one after another, and get who is first in line. */
export async function serve(t: Test, stage: StageNM): Promise<void> {
  for (const agent of names('free', stage.sizes.free)) {
    const first = stage.queued.shift()
    if (!first) return
    const { call: talk } = await (await stage.come([agent])).nextRing()
    t.equal(talk.number, first.number, `${agent} gets who waited longest`)
    talk.answer()
    await hearEachOther(first.call, talk)
    stage.talks.push({ ...first, talk, agent })
  }
}

/** The colleague takes over the customer. His agent is free then, and rung for whoever is first in line. */
export async function handOver(t: Test, { house, consult, talks }: StageNM): Promise<void> {
  await move(house, consult.number, 'complete')
  consult.call.say(VOICES.caller)
  await Promise.all([consult.call.hears(TONES.asked), consult.colleague.hears(VOICES.caller)])
  await consult.talk.ended()
  t.pass('the colleague talks with the customer')
  talks.push({ ...consult, talk: consult.colleague, agent: ASKED })
}

export type Ended = {
  /** The longest hole in any track of a talk, ms. */
  holeMs: number
}

/** All hang up; each has one true record, each talk its tracks without a hole. */
export async function sayGoodbye(t: Test, stage: StageNM, expected: Expected = {}): Promise<Ended> {
  const { house, queued, talks, sizes } = stage
  for (const caller of queued.splice(0)) {
    await caller.call.hangUp()
    await recordIs(t, house, caller, { result: 'abandoned', reason: 'caller-hung-up', queue: 'sales' })
  }
  // Those who talked during the fault; the others are looked at like any call.
  const recorded = talks.slice(0, sizes.talking)
  for (const { call } of talks) await call.hangUp()
  for (const { talk } of talks) await talk.ended()
  const tones = [VOICES.caller, VOICES.agent]
  const sleptMs = ownSleepMs() - stage.sleptBeforeMs
  let holeMs = 0
  for (const one of talks.splice(0)) {
    const cdr = await recordIs(t, house, one, { ...ANSWERED, agent: one.agent })
    if (!recorded.includes(one)) continue
    holeMs = Math.max(holeMs, await tracksAreWhole(t, house, cdr, { tones, sleptMs }))
  }
  t.ok(holeMs <= HOLE_MS, `no tape has a hole longer than ${holeMs} ms`)
  await stage.close()
  await assertInvariants(t, house, expected)
  return { holeMs }
}

const ANSWERED = { result: 'answered', reason: 'caller-hung-up', who: 'caller' }

/** All of it, where the fault changed nothing. */
export async function goesOn(t: Test, stage: StageNM, expected: Expected = {}): Promise<Ended> {
  await choose(t, stage)
  await pickUp(t, stage)
  await serve(t, stage)
  await handOver(t, stage)
  return sayGoodbye(t, stage, expected)
}
