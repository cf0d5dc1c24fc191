// What must be so after a fault as it was before: nobody was hung up, the line is in order, everybody hears what he
// heard; and how long anybody heard nothing.
import type { Test } from 'tap'
import { contactRef } from '../../../src/secrets/sealing.ts'
import { liveCalls } from '../live-calls.ts'
import type { Call } from '../phones/call.ts'
import { headerValue } from '../phones/sip-message.ts'
import { hearEachOther, VOICES } from '../talks.ts'
import { until } from '../until.ts'
import { TONES } from './files.ts'
import type { StageNM } from './stage.ts'

/** In speech as in music. */
const GAP_MS = 200

export type Watched = {
  /** The longest time without sound in any talk, and the same for those who hear music, ms. */
  gaps(): { talks: number; music: number }
  /** Who was hung up by us, of those who talk or wait. */
  byes(): string[]
}

/** Watches all who talk or wait, from now on. */
export function watchNM({ talks, queued, consult, trunk, desks }: StageNM): Watched {
  const talking = [...talks, consult].flatMap(({ call, talk }) => [call, talk])
  const both = { talks: [...talking, consult.colleague], music: queued.map(({ call }) => call) }
  const all = [...both.talks, ...both.music]
  for (const { media } of all) media.ear.pace.begin()
  const longest = (calls: readonly Call[]) =>
    Math.round(Math.max(0, ...calls.map(({ media }) => media.ear.pace.longestGapMs())))
  const ids = new Set(all.map(({ callId }) => callId))
  const phones = [trunk, ...desks.flatMap(one => Object.values(one.phones))]
  const before = byesAt()
  function byesAt(): string[] {
    return phones
      .flatMap(({ requests }) => requests)
      .filter(request => request.method === 'BYE' && ids.has(headerValue(request, 'Call-ID')))
      .map(request => headerValue(request, 'Call-ID'))
  }
  return {
    gaps: () => ({ talks: longest(both.talks), music: longest(both.music) }),
    byes: () => byesAt().slice(before.length),
  }
}

/** The numbers of those who wait, as the floor has them in line. */
export async function lineOf({ house }: StageNM): Promise<string[]> {
  const { body } = await house.api('GET', '/api/v1/queues')
  const sales = (body as { queue: string; waiting: { conversation: string }[] }[]).find(
    ({ queue }) => queue === 'sales',
  )
  const calls = new Map((await liveCalls(house)).map(({ id, contact }) => [id, contact]))
  return (sales?.waiting ?? []).map(({ conversation }) => calls.get(conversation) ?? conversation)
}

/** Those who are rung keep their places too, before the others. */
export function lineExpected({ house, rung, queued }: StageNM): string[] {
  return [...rung, ...queued].map(({ number }) => contactRef(house.secrets.contactKey, number))
}

/**
 * Talks go on, the line stands in order, music plays, phones ring.
 * @param watched since before the fault
 */
export async function standsStill(t: Test, stage: StageNM, watched: Watched): Promise<void> {
  const { talks, queued, consult } = stage
  t.same(watched.byes(), [], 'nobody who talks or waits was hung up')
  const { talks: gapMs, music: musicGapMs } = watched.gaps()
  t.ok(gapMs <= GAP_MS, `no talk was without sound for longer than ${gapMs} ms`)
  t.ok(musicGapMs <= GAP_MS, `no music for longer than ${musicGapMs} ms`)
  for (const { call, talk } of talks) await hearEachOther(call, talk, 500)
  await Promise.all([consult.talk.hears(TONES.asked), consult.colleague.hears(VOICES.agent)])
  for (const { call } of [...queued, consult]) await call.hearsSound()
  const expected = lineExpected(stage)
  await until(async () => (await lineOf(stage)).length === expected.length, 5_000).catch(() => {})
  t.same(await lineOf(stage), expected, 'all who wait stand in the same order')
}
