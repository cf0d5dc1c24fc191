// A conversation cut into stretches of one kind:
//
//   ivr ──QueueJoined──▶ waiting ──AgentRinging──▶ ringing ──TalkStarted──▶ talking ──TalkEnded──▶ (nothing)
//    ▲  │                  ▲   │                      │
//    └──┴─SectionEntered   │   │                      │
//    └──QueueLeft──────────┼───┴──────────────────────┤
//                          └──OfferEnded, not answered┘
//
//   talking ──HoldStarted──▶ hold ──ConsultStarted──▶ consult ──ConsultEnded──▶ hold ──HoldEnded──▶ talking
//
//   dialling ──TalkStarted──▶ talking: a call that we made.
//
//   waiting ──TrunkDialled──▶ dialling ──CallbackAnswered, CallbackMissed──▶ waiting: a callback, from its promise on.
//
//   talking, ivr ──ForwardingStarted──▶ dialling ──OutsideTalkStarted──▶ outside: with somebody outside, none of ours.
//
// A section that he hears beside the queue (its keys and times) is part of his waiting.
//
// They don't overlap. Only wrap-up lies beside them: it is the agent's time, after the caller has gone.
import type { JournalRecord } from '../switchboard/journal.ts'

export type Segment = {
  /** `hold`: the customer hears music; `consult`: and his agent asks somebody; `outside`: none of ours has him. */
  kind: 'ivr' | 'dialling' | 'waiting' | 'ringing' | 'talking' | 'hold' | 'consult' | 'outside' | 'wrap-up'
  from: number
  to: number
  queue?: string
  agent?: string
  /** Section of the flow, for kind `ivr`. */
  section?: string
}

/** `beside`: the section that he hears while he waits. */
type Open = Omit<Segment, 'to'> & { offer?: string; beside?: string }

/**
 * @param ordered records as they happened
 * @param arrivedAt epoch ms; no segment begins earlier
 * @param endedAt epoch ms; no segment but wrap-up ends later
 */
export function segmentsOf(ordered: readonly JournalRecord[], arrivedAt: number, endedAt: number): Segment[] {
  const closed: Segment[] = []
  let open: Open | undefined = firstSegment(ordered, arrivedAt)
  let now = arrivedAt
  for (const { at, event } of ordered) {
    if (event.type === 'CallEnded') break
    now = Math.min(Math.max(now, at), endedAt)
    const next = nextSegment(open, event)
    if (next === open) continue
    close(closed, open, now)
    open = next && { ...next, from: now }
  }
  close(closed, open, endedAt)
  return [...closed, ...wrapUpsOf(ordered)]
}

/** A call that we made begins with our phone, and what it dials. */
function firstSegment(ordered: readonly JournalRecord[], from: number): Open {
  const arrived = ordered.find(({ event }) => event.type === 'CallArrived')?.event
  const { out, callback } = arrived?.type === 'CallArrived' ? arrived : {}
  if (callback) return { kind: 'waiting', from, queue: callback.queue }
  const agent = out?.agent
  return agent === undefined ? { kind: 'ivr', from } : { kind: 'dialling', from, agent }
}

export function totalMs(segments: readonly Segment[]): number {
  return segments.reduce((sum, { from, to }) => sum + to - from, 0)
}

/** The segment that the event leads to; the same object when it changes nothing. */
function nextSegment(open: Open | undefined, event: JournalRecord['event']): Open | undefined {
  switch (event.type) {
    case 'SectionEntered':
      if (open?.kind === 'waiting' || open?.kind === 'ringing')
        return Object.assign(open, { beside: event.section })
      // The first section names the stretch that the arrival has begun.
      if (open?.kind === 'ivr' && open.section === undefined)
        return Object.assign(open, { section: event.section })
      return { kind: 'ivr', from: 0, section: event.section }
    case 'QueueJoined':
      return { kind: 'waiting', from: 0, queue: event.queue }
    case 'QueueLeft':
      return { kind: 'ivr', from: 0, ...(open?.beside === undefined ? {} : { section: open.beside }) }
    case 'AgentRinging':
      if (open?.kind !== 'waiting') return open
      return { kind: 'ringing', from: 0, ...queueOf(open), agent: event.agent, offer: event.offer }
    case 'OfferEnded':
      if (open?.kind !== 'ringing' || open.offer !== event.offer || event.cause === 'answered') return open
      return { kind: 'waiting', from: 0, ...queueOf(open) }
    case 'TalkStarted':
      return { kind: 'talking', from: 0, queue: event.queue, agent: event.agent }
    case 'HoldStarted':
      return isAgents(open, event.agent) ? { ...open, kind: 'hold' } : open
    case 'ConsultStarted':
      return isAgents(open, event.agent) ? { ...open, kind: 'consult' } : open
    case 'ConsultEnded':
      return open?.kind === 'consult' && open.agent === event.agent ? { ...open, kind: 'hold' } : open
    case 'HoldEnded':
      return isAgents(open, event.agent) && open.kind !== 'talking' ? { ...open, kind: 'talking' } : open
    case 'TrunkDialled':
      return isPromised(open) ? { ...open, kind: 'dialling' } : open
    case 'CallbackAnswered':
    case 'CallbackMissed':
      return open?.kind === 'dialling' || open?.kind === 'ringing'
        ? { kind: 'waiting', from: 0, ...queueOf(open) }
        : open
    case 'ForwardingStarted':
      return { kind: 'dialling', from: 0 }
    case 'OutsideTalkStarted':
      return { kind: 'outside', from: 0, ...(event.queue === undefined ? {} : { queue: event.queue }) }
    case 'TalkEnded':
      return isAgents(open, event.agent) ? undefined : open
    default:
      return open
  }
}

/** Stretches in which an agent has the call, whoever hears whom. */
export const IN_HAND: ReadonlySet<Segment['kind']> = new Set(['talking', 'hold', 'consult'])

const isAgents = (open: Open | undefined, agent: string): open is Open =>
  open !== undefined && IN_HAND.has(open.kind) && open.agent === agent

/** In a callback's line, or with the agent who waits for its customer. */
const isPromised = (open: Open | undefined): open is Open =>
  open?.kind === 'waiting' || open?.kind === 'ringing'

function queueOf(open: Open): { queue?: string } {
  return open.queue === undefined ? {} : { queue: open.queue }
}

/** A section passed in no time still tells the caller's way; any other stretch of no length tells nothing. */
function close(closed: Segment[], open: Open | undefined, to: number): void {
  if (!open || (open.from === to && open.kind !== 'ivr')) return
  const { offer: _, beside: __, ...segment } = open
  closed.push({ ...segment, to })
}

/** Only those that are over; the record that ends one may come long after the call. */
function wrapUpsOf(ordered: readonly JournalRecord[]): Segment[] {
  const wrapUps: Segment[] = []
  const since = new Map<string, number>()
  for (const { at, event } of ordered) {
    if (event.type !== 'AgentStateChanged') continue
    const from = since.get(event.agent)
    if (from !== undefined && event.to !== 'wrap-up') {
      wrapUps.push({ kind: 'wrap-up', from, to: Math.max(from, at), agent: event.agent })
      since.delete(event.agent)
    }
    if (event.to === 'wrap-up' && from === undefined) since.set(event.agent, at)
  }
  return wrapUps
}
