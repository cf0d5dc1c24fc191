// A call: a voice conversation from the door to the goodbye. Plain data; step.ts moves it.
//
//              queue                 Offered                 LegJoined (agent)
//   ivr ───────────────▶ waiting ───────────────▶ ringing ───────────────▶ talking
//    │                     │  ▲                    │  │                       │
//    │                     │  ├── missed, refused ─┘  │                       │ either side hangs up
//    │                     │  └── sent back by a person (from ringing, talking, another queue)
//    │ caller gone,        │ caller gone             │ caller gone           │
//    │ hangup              ▼                         ▼                       ▼
//    └──────────────────▶ ending ── every leg gone, every recording closed ──▶ ended
//
// `ending` waits for the legs that are being released. After ENDING_PATIENCE_MS it asks once more, and leaves
// outbound legs and tapes to the reconciler; but it never ends before the caller's leg is gone, because a caller
// without a conversation would be let in anew. `leaving` holds outbound legs that were let go in any phase: no leg
// outlives its call.
import type { Place } from '../flows/flow.ts'
import type { FloorCommand } from './commands.ts'
import type { Ending } from './ending.ts'
import type { AgentId, ConversationId, LegId, OfferId, PlayId, RecordingId, TalkId } from './events.ts'

/** An agent's phone that rings, or rang, for this call. */
export type Ringing = { offer: OfferId; agent: AgentId; phone: string; leg: LegId; wrapUpMs: number }

/** The flow under way: where it stands, and what it waits for. */
export type Course = {
  place: Place
  playing?: PlayId
  /** House ms at which the flow wants to be woken. */
  wakeAt?: number
  /** What the caller is saying is being recorded. */
  recording?: RecordingId
  /** A lookup that has not answered yet. */
  asking?: string
  /** Secret digits that are being collected. */
  secret?: string
}

/**
 * What waiting and ringing share: the caller keeps his place, his music and his talk. The flow rests at its queue
 * step, or goes through a section meanwhile (keys and times of the queue); then there is no music.
 */
export type Wait = Course & {
  queue: string
  priority: number
  /** House ms since when he waits. */
  since: number
  /** House ms when he joined this queue; the queue's own times run from here. */
  joinedAt?: number
  skills?: readonly string[]
  talk: TalkId
  music: 'off' | 'on'
  /** House ms: music starts then. A call taken at once never hears a blip of it. */
  musicAt?: number
  /** House ms of the next spoken position. */
  announceAt?: number
  saying?: PlayId
  /** The last position told; announced positions never grow. */
  told?: number
}

export type Phase =
  | ({ name: 'ivr' } & Course)
  | { name: 'waiting'; wait: Wait }
  | { name: 'ringing'; wait: Wait; ringing: Ringing; ringUntil: number }
  | {
      name: 'talking'
      queue: string
      talk: TalkId
      with: Ringing
      recordings: Track[]
      /** How he waited: he waits on so if a person sends him back. */
      waited?: Pick<Wait, 'priority' | 'since' | 'place'>
    }
  | {
      name: 'ending'
      ending: Ending
      endedAt: number
      talk?: TalkId
      recordings: RecordingId[]
      giveUpAt: number
    }
  | { name: 'ended'; ending: Ending }

export type Track = { recording: RecordingId; ear: LegId; party: 'caller' | 'agent' }

/** A leg that was let go; when it is gone, the floor is told what `then` says (the agent is free only then). */
export type Leaving = { leg: LegId; then?: FloorCommand }

export type Call = {
  /** Version of this shape; upcasters live in switchboard/upcasters.ts. */
  v: 1
  id: ConversationId
  caller: { leg: LegId; up: boolean }
  hotline: string
  contact: string
  /** Kind of the number that he calls from. */
  numberKind?: string
  version: string
  language: string
  arrivedAt: number
  /** Ids minted so far: the n in `conversation-role-n`. */
  minted: number
  leaving: readonly Leaving[]
  /** He has stood in a queue, and left it for another part of the flow. */
  leftQueue?: string
  /** Tapes of an earlier talk, which are being closed. */
  closing?: readonly RecordingId[]
  phase: Phase
}

/** @returns the earliest house time at which the call wants a TimeUp, or undefined. Timers are rebuilt from this. */
export function deadlineOf(call: Call): number | undefined {
  switch (call.phase.name) {
    case 'ivr':
      return call.phase.wakeAt
    case 'waiting':
      return earliest(call.phase.wait.wakeAt, earliest(call.phase.wait.musicAt, call.phase.wait.announceAt))
    case 'ringing':
      return earliest(call.phase.wait.wakeAt, earliest(call.phase.wait.musicAt, call.phase.ringUntil))
    case 'talking':
    case 'ended':
      return undefined
    case 'ending':
      return call.phase.giveUpAt
    default:
      return call.phase satisfies never
  }
}

/** @returns ids of all legs that this call owns, outbound ones included; ears (recording legs) as well. */
export function legsOf(call: Call): LegId[] {
  const legs = call.leaving.map(one => one.leg)
  if (call.caller.up) legs.push(call.caller.leg)
  if (call.phase.name === 'ringing') legs.push(call.phase.ringing.leg)
  if (call.phase.name === 'talking') legs.push(call.phase.with.leg)
  return legs
}

/** @returns the talk (the set of legs that hear each other) that exists for this call, if any. */
export function talkOf(call: Call): TalkId | undefined {
  const { phase } = call
  if (phase.name === 'waiting' || phase.name === 'ringing') return phase.wait.talk
  return phase.name === 'talking' || phase.name === 'ending' ? phase.talk : undefined
}

function earliest(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined) return b
  return b === undefined ? a : Math.min(a, b)
}
