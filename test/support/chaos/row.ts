// A row of the acceptance tests as it is played under R06: short, and judged by what the house wrote down instead of by
// the clock of a test: what happens to events on their way may make things later, never other.
import { setTimeout as pause } from 'node:timers/promises'
import type { CallEvent } from '../../../src/calls/events.ts'
import type { FloorEvent } from '../../../src/queues/events.ts'
import type { Ring } from '../desks.ts'
import { hasTalked } from '../live-calls.ts'
import type { CdrRow, Recorded } from '../records.ts'
import type { Caller, Ground } from './ground.ts'

/** Also for what has to be healed first. */
export const SOON_MS = 15_000
/** So that not even late and swapped events change the order in which callers come. */
const APART_MS = 300

/** What was written of one caller. */
export type Story = { cdr: CdrRow; call: readonly CallEvent[]; floor: readonly FloorEvent[] }
export type Written = { stories: readonly Story[]; floor: readonly Recorded<FloorEvent>[]; since: number }

export type Row = {
  name: string
  /** @returns its callers, in order, and what was seen meanwhile */
  play(ground: Ground): Promise<{ callers: Caller[]; seen: unknown }>
  /** What must be seen, and what must be written. `result`: of each caller's record. */
  expected: { seen: unknown; results: readonly string[]; written?: unknown }
  written?(written: Written): unknown
}

export async function inTurn(ground: Ground, hotlines: readonly string[]): Promise<Caller[]> {
  const callers: Caller[] = []
  for (const hotline of hotlines) {
    callers.push(await ground.dial(hotline))
    await pause(APART_MS)
  }
  return callers
}

/** Answers, talks, and hangs up. */
export async function serves({ house }: Ground, { call }: Ring): Promise<void> {
  call.answer()
  await hasTalked(house, call.number)
  await call.hangUp()
}

export const allEnd = (callers: readonly Caller[]) =>
  Promise.all(callers.map(({ call }) => call.ended(SOON_MS)))
export const repeated = <T>(times: number, what: T): T[] => Array.from({ length: times }, () => what)
export const offeredIn = ({ floor }: Story) =>
  floor.flatMap(event => (event.type === 'CallOffered' ? event.agents : []))
export const causesIn = ({ call }: Story) =>
  call.flatMap(event => (event.type === 'OfferEnded' ? [event.cause] : []))
