// A day as it was, out of the floor's journal: who came and what became of him, who sat at the desks and when.
import type { FloorEvent } from '../queues/events.ts'
import type { Roster } from '../queues/roster.ts'
import type { Kind } from './crowd.ts'
import { HALF_HOUR_MS, type Habits, type Shift, type Wish } from './day.ts'
import { openPresence, type Presence, seePresence, shiftsOf } from './presence.ts'
import { fitted } from './spread.ts'

/** Times are ms since the day's first moment. */
export type RecordedCall = {
  conversation: string
  wish: Wish
  joinedAtMs: number
  ageMs: number
  endedAs: 'answered' | 'abandoned' | 'left' | 'waiting'
  /** Until the answer, or until he went. */
  waitMs: number
  /** Missing where nobody talked, or the talk's end is not on record. */
  talkMs?: number
}

export type RecordedDay = {
  roster: Roster
  /** In the order of joining. */
  calls: readonly RecordedCall[]
  shifts: readonly Shift[]
  habits: Habits
  /** Sums over agents; the real ones. */
  talkMs: number
  wrapUpMs: number
  /** From the half hour of the first call to that of the last. */
  span: { fromMs: number; toMs: number }
  /** What callers are like, where the calls do not tell. */
  kind?: Kind
}

/** `at`: epoch ms. */
export type FloorRecord = { at: number; event: FloorEvent }

export type DayQuestion = {
  roster: Roster
  /** The day, epoch ms, half-open. */
  fromMs: number
  toMs: number
  /** Conversations whose caller hung up while he waited; who else went unanswered was led elsewhere. */
  abandoned: ReadonlySet<string>
}

type Reading = DayQuestion & {
  readonly presence: Presence
  readonly calls: RecordedCall[]
  readonly waiting: Map<string, RecordedCall>
  readonly talking: Map<string, RecordedCall>
  readonly offered: Map<string, number>
  readonly wrapsUp: Map<string, { fromMs: number; grantedMs: number }>
  readonly pickUpsMs: number[]
  offers: number
  missed: number
  grantedMs: number
  wrapUpMs: number
}

/** @param records the floor's, of that day, in the order of their numbers */
export function recordedDay(records: Iterable<FloorRecord>, question: DayQuestion): RecordedDay {
  const { roster, fromMs, toMs } = question
  const reading: Reading = {
    ...question,
    presence: openPresence(roster),
    calls: [],
    waiting: new Map(),
    talking: new Map(),
    offered: new Map(),
    wrapsUp: new Map(),
    pickUpsMs: [],
    ...{ offers: 0, missed: 0, grantedMs: 0, wrapUpMs: 0 },
  }
  for (const record of records) read(reading, record.event, record.at - fromMs)
  const { calls, pickUpsMs, offers, missed, grantedMs, wrapUpMs } = reading
  const dayMs = toMs - fromMs
  for (const call of reading.waiting.values()) call.waitMs = Math.max(0, dayMs - call.joinedAtMs)
  return {
    roster,
    calls,
    shifts: shiftsOf(reading.presence, dayMs),
    habits: {
      pickUp: fitted(pickUpsMs, { kind: 'fixed', ms: meanOf(pickUpsMs) ?? 0 }),
      missed: offers === 0 ? 0 : missed / offers,
      wrapUpUsed: grantedMs === 0 ? 1 : wrapUpMs / grantedMs,
    },
    talkMs: calls.reduce((sum, { talkMs = 0 }) => sum + talkMs, 0),
    wrapUpMs,
    span: spanOf(calls, dayMs),
  }
}

function read(reading: Reading, event: FloorEvent, atMs: number): void {
  const { waiting, talking, offered } = reading
  seePresence(reading.presence, event, atMs)
  switch (event.type) {
    case 'CallerJoined': {
      const { type: _, conversation, since: __, ...wish } = event
      const before = waiting.get(conversation)
      if (before?.wish.queue === event.queue) return
      if (before) goes(reading, conversation, atMs)
      const call: RecordedCall = {
        ...{ conversation, wish, joinedAtMs: atMs, ageMs: before ? atMs - before.joinedAtMs : 0 },
        ...{ endedAs: 'waiting', waitMs: 0 },
      }
      waiting.set(conversation, call)
      reading.calls.push(call)
      return
    }
    case 'CallerLeft':
      return goes(reading, event.conversation, atMs)
    case 'CallOffered':
      reading.offers++
      offered.set(event.offer, atMs)
      return
    case 'OfferEnded':
      if (event.cause === 'caller-gone') goes(reading, event.conversation, atMs)
      else if (event.cause !== 'revoked' && offered.has(event.offer)) reading.missed++
      offered.delete(event.offer)
      return
    case 'OfferAccepted': {
      const call = waiting.get(event.conversation)
      const offeredAtMs = offered.get(event.offer)
      if (offeredAtMs !== undefined) reading.pickUpsMs.push(atMs - offeredAtMs)
      offered.delete(event.offer)
      if (!call) return
      waiting.delete(event.conversation)
      talking.set(event.conversation, call)
      Object.assign(call, { endedAs: 'answered', waitMs: atMs - call.joinedAtMs })
      return
    }
    case 'TalkFinished': {
      const call = talking.get(event.conversation)
      talking.delete(event.conversation)
      if (call) call.talkMs = atMs - call.joinedAtMs - call.waitMs
      reading.wrapsUp.set(event.agent, { fromMs: atMs, grantedMs: event.wrapUpMs })
      return
    }
    case 'AgentStateChanged': {
      const wrapUp = reading.wrapsUp.get(event.agent)
      if (event.from !== 'wrap-up' || !wrapUp) return
      reading.wrapsUp.delete(event.agent)
      reading.grantedMs += wrapUp.grantedMs
      reading.wrapUpMs += atMs - wrapUp.fromMs
    }
  }
}

function goes({ waiting, abandoned }: Reading, conversation: string, atMs: number): void {
  const call = waiting.get(conversation)
  if (!call) return
  waiting.delete(conversation)
  call.endedAs = abandoned.has(conversation) ? 'abandoned' : 'left'
  call.waitMs = atMs - call.joinedAtMs
}

function spanOf(calls: readonly RecordedCall[], dayMs: number): { fromMs: number; toMs: number } {
  const first = calls[0]?.joinedAtMs ?? 0
  const last = calls.at(-1)?.joinedAtMs ?? 0
  return {
    fromMs: Math.floor(first / HALF_HOUR_MS) * HALF_HOUR_MS,
    toMs: Math.min(dayMs, (Math.floor(last / HALF_HOUR_MS) + 1) * HALF_HOUR_MS),
  }
}

function meanOf(all: readonly number[]): number | undefined {
  return all.length === 0 ? undefined : all.reduce((sum, one) => sum + one, 0) / all.length
}
