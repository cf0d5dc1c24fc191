// Whether a record tells the truth: its times are those of the phones, its tracks as long as the talk and without a hole.
import { join } from 'node:path'
import type { Test } from 'tap'
import { longestWithout } from './audio/goertzel.ts'
import { readWav, type Sound } from './audio/wav.ts'
import type { TestHouse } from './house.ts'
import type { Call } from './phones/call.ts'
import { type CdrRow, cdrFrom } from './records.ts'
import { until } from './until.ts'

const TRUE_TO_MS = 1_000

/** Its call is over, or will be in a moment. @returns its only record */
export async function recordIs(
  t: Test,
  house: TestHouse,
  { call, number }: { call: Call; number: string },
  expected: Partial<CdrRow>,
): Promise<CdrRow> {
  const { at } = await call.ended()
  const cdr = await cdrFrom(house, number, 20_000)
  t.match(cdr, expected)
  const lateMs = cdr.ended_at.getTime() - at
  t.ok(Math.abs(lateMs) <= TRUE_TO_MS, `the record ends ${lateMs} ms after the call`)
  t.ok(Math.abs(cdr.arrived_at.getTime() - call.startedAt) <= TRUE_TO_MS, 'and begins when it began')
  return cdr
}

/**
 * One file a party, as long as the talk: the tape ran on while nobody of ours watched it.
 * @param tones what was said all the time; any of them
 * @param sleptMs so long in the talk the phones themselves were not at work (ownSleepMs)
 * @returns the longest hole of all tracks, in ms; 0 where no tones were asked for
 */
export async function tracksAreWhole(
  t: Test,
  house: TestHouse,
  { conversation, talk_ms }: CdrRow,
  { tones = [], sleptMs = 0 }: { tones?: readonly number[]; sleptMs?: number } = {},
): Promise<number> {
  const tracks = await archivedTracks(house, conversation)
  t.equal(tracks.length, 2, 'one track a party')
  let holeMs = 0
  for (const { seconds, samples, rateHz } of tracks) {
    t.ok(
      Math.abs(seconds * 1_000 - talk_ms) <= 500 + sleptMs,
      `${seconds} s of a talk of ${talk_ms / 1_000} s`,
    )
    if (tones.length > 0) holeMs = Math.max(holeMs, longestWithout(tones, samples, rateHz))
  }
  return holeMs
}

/** Waits until the recordings of a call are in the archive. */
export async function archivedTracks(
  house: TestHouse,
  conversation: string,
  withinMs = 15_000,
): Promise<Sound[]> {
  const tracks = await until(
    async () => {
      const rows = await house.rows<{ path: string; state: string }>(
        'select path, state from recordings where conversation = $1',
        [conversation],
      )
      return rows.length > 0 && rows.every(({ state }) => state === 'stored') && rows
    },
    withinMs,
    'the tracks are archived',
  )
  return Promise.all(tracks.map(({ path }) => readWav(join(house.home, 'recordings', path))))
}
