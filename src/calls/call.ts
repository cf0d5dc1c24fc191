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
// A phone of ours that dials out begins in `dialling` (phases/dialling.ts), and is talking when somebody answers.
//
// While an agent has the call, it can be moved (phases/holding.ts, consulting.ts, conference.ts have their diagrams):
//
//   talking ◀──hold, resume──▶ holding ──consult──▶ consulting ──merge──▶ conference
//      ▲ ▲──── cancel, complete ───────────────────────┘  └── the agent hangs up, it still rings ──▶ ringing
//      └────── one of the two agents leaves ──────────────────────────────────┘
//
// Whoever is asked may be a number outside; when the agent leaves then, nobody of ours has the customer any more:
//
//   talking, consulting (it rings) ──▶ forwarding ──it answers──▶ outside ──either side hangs up──▶ ending
//   conference, consulting (it talks) ─────────────────────────────▲  (forwarding: nobody answers ──▶ waiting)
//
// All of it happens in the one talk: on hold, the customer leaves it; whoever is asked joins it; merging brings the
// customer back.
//
// A callback is a call of its own: it stands in line without a leg (phases/promised.ts), and when it is its turn the
// customer is called (phases/reaching.ts); from then on it is a call like any other.
//
//   promised ──Offered──▶ reaching ──he, and the agent, picked up──▶ ringing or talking
//      ▲ └── later, if nobody was reached ──┘
//
// `ending` waits for the legs that are being released. After ENDING_PATIENCE_MS it asks once more, and leaves
// outbound legs and tapes to the reconciler; but it never ends before the caller's leg is gone, because a caller
// without a conversation would be let in anew. `leaving` holds outbound legs that were let go in any phase: no leg
// outlives its call.
import type { CallbackWish, FloorCommand } from './commands.ts'
import type { DialPlan } from './dial-plan.ts'
import type { Ending } from './ending.ts'
import type { AgentId, ConversationId, LegId, OfferId, RecordingId, TalkId } from './events.ts'
import type { Forwarding, TalkOutside } from './outside.ts'
import {
  type AskedInVain,
  deadlineOfParty,
  type Greeting,
  type OutsiderHere,
  otherAgentOf,
  outsideLegOf,
  type Party,
  type PartyHere,
  type Talked,
} from './parties.ts'
import { deadlineOfReaching, type Promised, type Reaching } from './promise.ts'
import type { Course, Wait } from './wait.ts'

/** An agent's phone that rings, or rang, for this call. */
export type Ringing = { offer: OfferId; agent: AgentId; phone: string; leg: LegId; wrapUpMs: number }

export type Phase =
  | ({ name: 'ivr' } & Course)
  /** A phone of ours dials out: its leg is the caller's until somebody answers (phases/dialling.ts). */
  | {
      name: 'dialling'
      plan: DialPlan
      /** Trunks that have not been tried. */
      left: readonly string[]
      /** House ms: his own phone rings first, until then. */
      ownUntil?: number
      dialled?: Dialled
    }
  | { name: 'waiting'; wait: Wait }
  /** We owe him a call. `notBefore`: house ms; without it he stands in line. */
  | { name: 'promised'; promise: Promised; notBefore?: number }
  | ({ name: 'reaching' } & Reaching)
  | {
      name: 'ringing'
      wait: Wait
      ringing: Ringing
      /** Whose phones ring at the same time. */
      others?: readonly Ringing[]
      ringUntil: number
      /** He has picked up, and hears whom he gets. */
      greeting?: Greeting
    }
  | ({ name: 'talking' } & Talked)
  /** The customer hears music; the agent hears nobody. `inVain`: how his asking somebody ended. */
  | ({ name: 'holding'; inVain?: AskedInVain } & Talked)
  /** The customer hears music; the agent looks for somebody, rings him, or talks with him. */
  | ({ name: 'consulting'; party: Party } & Talked)
  /** All three hear each other. */
  | ({ name: 'conference'; party: PartyHere | OutsiderHere } & Talked)
  /** It rings outside for the customer, and nobody of ours has him. */
  | ({ name: 'forwarding' } & Forwarding)
  /** He talks with somebody outside. */
  | ({ name: 'outside' } & TalkOutside)
  | {
      name: 'ending'
      ending: Ending
      endedAt: number
      talk?: TalkId
      recordings: RecordingId[]
      giveUpAt: number
    }
  | { name: 'ended'; ending: Ending }

/** `until`, `silentUntil`: house ms; the latter is gone when the trunk has said anything. */
export type Dialled = { leg: LegId; trunk: string; until: number; silentUntil?: number }

export type Track = {
  recording: RecordingId
  ear: LegId
  /** `outside`: a number outside that was called into the call. */
  party: 'caller' | 'agent' | 'outside'
  /** Whose it is, or with whom the caller talked. */
  agent?: AgentId
}

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
  /** So long he stood at the door, hearing music, before anybody of ours let him in. */
  heldMs?: number
  /** Ids minted so far: the n in `conversation-role-n`. */
  minted: number
  leaving: readonly Leaving[]
  /** He has stood in a queue, and left it for another part of the flow. */
  leftQueue?: string
  /** He has talked to an agent, who sent him into the flow. */
  answered?: true
  /** He was promised a call back, as it was asked for. */
  promised?: CallbackWish
  /** We dialled him: whose phone did, over which trunk, on which leg. */
  dialledBy?: { phone: string; trunk: string; leg: LegId }
  /** Tapes of an earlier talk, which are being closed. */
  closing?: readonly RecordingId[]
  phase: Phase
}

/** @returns the earliest house time at which the call wants a TimeUp, or undefined. Timers are rebuilt from this. */
export function deadlineOf(call: Call): number | undefined {
  switch (call.phase.name) {
    case 'ivr':
      return call.phase.wakeAt
    case 'dialling':
      return [call.phase.dialled?.until, call.phase.dialled?.silentUntil].reduce(
        earliest,
        call.phase.ownUntil,
      )
    case 'promised':
      return earliest(call.phase.notBefore, call.phase.promise.expiresAt)
    case 'reaching':
      return deadlineOfReaching(call.phase).reduce(earliest, undefined)
    case 'waiting':
      return [call.phase.wait.musicAt, call.phase.wait.announceAt, call.phase.wait.back?.at].reduce(
        earliest,
        call.phase.wait.wakeAt,
      )
    case 'ringing':
      return earliest(call.phase.wait.wakeAt, earliest(call.phase.wait.musicAt, call.phase.ringUntil))
    case 'talking':
    case 'holding':
    case 'conference':
    case 'outside':
    case 'ended':
      return undefined
    case 'forwarding': {
      const { until, silentUntil } = call.phase.called.dialled
      return earliest(until, silentUntil)
    }
    case 'consulting':
      return deadlineOfParty(call.phase.party)
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
  if (call.phase.name === 'ringing')
    legs.push(call.phase.ringing.leg, ...(call.phase.others ?? []).map(one => one.leg))
  if (call.phase.name === 'dialling' && call.phase.dialled) legs.push(call.phase.dialled.leg)
  if (call.phase.name === 'reaching') {
    const { dialled, agent } = call.phase
    legs.push(...[dialled, agent].flatMap(one => (one ? [one.leg] : [])))
  }
  if ('with' in call.phase) legs.push(call.phase.with.leg)
  const other = otherAgentOf(call)
  if (other) legs.push(other.leg)
  const outside = outsideLegOf(call)
  if (outside) legs.push(outside)
  return legs
}

/** @returns the talk (the set of legs that hear each other) that exists for this call, if any. */
export function talkOf(call: Call): TalkId | undefined {
  const { phase } = call
  if (phase.name === 'waiting' || phase.name === 'ringing') return phase.wait.talk
  return 'talk' in phase ? phase.talk : undefined
}

function earliest(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined) return b
  return b === undefined ? a : Math.min(a, b)
}
