// The CDR: the one record that remains of a conversation. A fold over its journal, nothing else: after a
// fixed mistake here, all CDRs can be folded again.
import type { Ending } from '../calls/ending.ts'
import type { JournalRecord } from '../switchboard/journal.ts'
import { type Encounter, encountersOf } from './encounters.ts'
import { type CdrOffer, offersOf } from './offers.ts'
import { orderOf } from './order.ts'
import { type CdrRecording, recordingsOf } from './recordings.ts'
import { IN_HAND, type Segment, segmentsOf, totalMs } from './segments.ts'

/** All times are epoch ms, UTC. Intervals are half-open: `from` belongs to it, `to` does not. */
export type Cdr = {
  conversation: string
  channel: 'voice'
  /** Who called: somebody us, or we somebody; then the contact is who was called. */
  direction: 'inbound' | 'outbound'
  hotline: string
  /** Trunk or phone account through which the caller came. */
  via: string
  /** Reference of the caller's number; the number itself is kept apart, sealed. */
  contact: string
  numberKind: string
  flow: string
  /** Configuration tree that the call kept from door to goodbye. */
  version: string
  language: string
  arrivedAt: number
  /** The queue that served the caller last; without an answer, the last one that he joined. */
  queue?: string
  /** The agent who talked to him last. */
  agent?: string
  /** When he first began to wait. */
  queuedAt?: number
  /** When the first talk began. */
  answeredAt?: number
  endedAt: number
  /** A callback: in which conversation it was asked for. */
  callbackOf?: string
  /** All time between joining a queue and talking or leaving, the ringing of agents' phones included. */
  waitMs: number
  /** That part of `waitMs` in which an agent's phone rang. */
  ringMs: number
  /** While agents had the call: holds and consultations included. */
  talkMs: number
  /** Wrap-up that is over; an unfinished one counts when it ends, in the next revision. */
  wrapUpMs: number
  ending: Ending
  segments: Segment[]
  keys: CdrKey[]
  offers: CdrOffer[]
  encounters: Encounter[]
  recordings: CdrRecording[]
}

export type CdrKey = { at: number; section: string; digit: string }

/**
 * Folds one conversation's records: its own, and the floor's that are about it. They may come in any order
 * and more than once.
 * @returns undefined while the conversation lasts, and as long as its arrival is not among the records
 */
export function toCdr(records: readonly JournalRecord[]): Cdr | undefined {
  const ordered = orderOf(records)
  const arrived = first(ordered, 'CallArrived')
  const ended = first(ordered, 'CallEnded')
  if (!arrived?.conversation || !ended) return undefined
  const { hotline, via, contact, numberKind, flow, version, language, arrivedAt, out, callback } =
    arrived.event
  // A true end time found after a restart may lie before the moment when we learned of it, never before the start.
  const endedAt = Math.max(arrivedAt, ended.event.endedAt)
  const segments = segmentsOf(ordered, arrivedAt, endedAt)
  const offers = offersOf(ordered)
  const talks = segments.filter(({ kind }) => IN_HAND.has(kind))
  const waits = segments.filter(segment => segment.kind === 'waiting' || segment.kind === 'ringing')
  // By what happened, not by how long it lasted: a stay of no time is no segment.
  const lastTalk = last(ordered, 'TalkStarted')?.event
  const queue = lastTalk?.queue ?? last(ordered, 'QueueJoined')?.event.queue ?? out?.queue ?? callback?.queue
  const agent = lastTalk?.agent ?? out?.agent
  const joined = first(ordered, 'QueueJoined')
  const answered = first(ordered, 'TalkStarted')
  const between = (at: number) => Math.min(Math.max(at, arrivedAt), endedAt)
  return {
    conversation: arrived.conversation,
    channel: 'voice',
    direction: out || callback ? 'outbound' : 'inbound',
    ...{ hotline, via, contact, numberKind, flow, version, language, arrivedAt },
    ...(queue && { queue }),
    ...(agent !== undefined && { agent }),
    ...(joined && { queuedAt: between(joined.at) }),
    ...(answered && { answeredAt: between(answered.at) }),
    endedAt,
    ...(callback?.of !== undefined && { callbackOf: callback.of }),
    waitMs: totalMs(waits),
    ringMs: totalMs(segments.filter(segment => segment.kind === 'ringing')),
    talkMs: totalMs(talks),
    wrapUpMs: totalMs(segments.filter(segment => segment.kind === 'wrap-up')),
    ending: ended.event.ending,
    segments,
    keys: ordered.flatMap(({ at, event }) =>
      event.type === 'KeyTaken' ? [{ at: between(at), section: event.section, digit: event.digit }] : [],
    ),
    offers,
    // What reports count per agent is what callers wanted of him, not whom he called.
    encounters: out || callback ? [] : encountersOf(ordered, { segments, offers }, { arrivedAt, endedAt }),
    recordings: recordingsOf(ordered),
  }
}

type Recorded<T extends JournalRecord['event']['type']> = JournalRecord & {
  event: Extract<JournalRecord['event'], { type: T }>
}

function is<T extends JournalRecord['event']['type']>(type: T) {
  return (record: JournalRecord): record is Recorded<T> => record.event.type === type
}

function first<T extends JournalRecord['event']['type']>(records: readonly JournalRecord[], type: T) {
  return records.find(is(type))
}

function last<T extends JournalRecord['event']['type']>(records: readonly JournalRecord[], type: T) {
  return records.findLast(is(type))
}
