// Everything that can happen to a call. Past tense; the first group comes from the world, the second the
// call itself concludes (facts). Both go into the journal, in this order, before any command runs.
import type { Inputs, LookUpOutcome, SkillTerm } from '../flows/flow.ts'
import type { Value, Values } from '../flows/value.ts'
import type { DialPlan } from './dial-plan.ts'
import type { Ending } from './ending.ts'
import type { Outward } from './outside.ts'

export type LegId = string
export type PlayId = string
export type TalkId = string
export type RecordingId = string
export type OfferId = string
export type AgentId = string
export type ConversationId = string

/** What became of an offer. Decided by the SIP answer (tech_cause), never by Dial events. */
export type OfferCause =
  | 'answered'
  | 'no-answer' // rang until the time-out
  | 'busy' // 486, 600
  | 'declined' // 603, 480, 403 …: the phone is there and said no
  | 'unreachable' // nothing rang: no contact, 404, 408, 5xx
  | 'caller-gone' // the caller left first; not the agent's fault
  | 'revoked' // the floor took it back
  | 'elsewhere' // another agent, rung at the same time, was first

/** Why a customer was not reached: as any number outside; or it may not be dialled, perhaps only now; or nobody pressed the key. */
export type CallbackCause = DialCause | 'not-allowed' | 'not-now' | 'no-key'

/** `of`: the conversation in which he asked for it. `since`: epoch ms. */
export type CallbackOf = {
  of: ConversationId
  queue: string
  priority: number
  since: number
  skills?: readonly SkillTerm[]
}

/** Why a number that was dialled out is not being talked to over this trunk. */
export type DialCause =
  | 'busy'
  | 'no-answer' // it rang, or was said to, until the time-out
  | 'declined'
  | 'no-such-number'
  | 'trunk-failed' // its answer says that another trunk may do better
  | 'trunk-silent' // no answer at all in time
  | 'trunk-full' // its caps are reached
  | 'caller-gone' // our own phone hung up first

/** Where a live call may be sent. Names of the configuration and of the team only: never a number. */
export type Target =
  | { readonly queue: string }
  | { readonly agent: string }
  | { readonly flow: string; readonly section?: string }

/** Whom an agent may ask while the customer is on hold. */
export type Adviser = Exclude<Target, { readonly flow: string }>

/** What an agent does with a live call of his, besides sending it elsewhere and asking somebody. */
export type Move = 'hold' | 'resume' | 'merge' | 'complete' | 'cancel'

/** What became of asking somebody. */
export type ConsultOutcome =
  | 'merged' // all three talk
  | 'completed' // the customer was handed over
  | 'cancelled' // the agent went back to the customer
  | 'nobody' // nobody could be had in time
  | 'party-gone' // who was asked hung up
  | 'call-over'

/** No hotline has this number, the house is closing or has as many calls as it can carry, or this caller is blocked. */
export type Refused = 'no-such-hotline' | 'draining' | 'too-many-calls' | 'blocked'

/** From Asterisk, from people, from timers, from the floor. */
export type CallInput =
  | {
      type: 'CallArrived'
      leg: LegId
      hotline: string
      /** Name of the trunk or phone account it came through. */
      via: string
      /** Keyed hash of the caller's number; the number itself never stands in an event. */
      contact: string
      numberKind: string
      flow: string
      /** Hash of the configuration tree that this call keeps until it ends. */
      version: string
      language: string
      /** Wall clock, epoch ms, when Asterisk created the leg. */
      arrivedAt: number
      /** Turned away at the door. */
      refused?: Refused
      /** He hears that we are busy, and not only that we hang up. */
      busy?: true
      /** A phone of ours dials out: `contact` is who is called. */
      out?: DialPlan
      /** A callback that stands in line by itself: whose wish it was, and what he was promised. */
      callback?: CallbackOf
      /** It may not: the code of trunks/outbound.ts. It hears so. */
      denied?: string
    }
  | { type: 'KeyPressed'; leg: LegId; digit: string }
  | { type: 'PlayEnded'; play: PlayId; outcome: 'done' | 'failed' }
  | { type: 'TimeUp' }
  /** `wait`: how long he still waits, where that is sure enough to be said (ms; 80 of 100 such waits). */
  | { type: 'Placed'; position: number; wait?: { fromMs: number; pointMs: number; toMs: number } }
  | {
      type: 'Offered'
      offer: OfferId
      /** Where he waited when it was made: it may cross with his going elsewhere. */
      queue?: string
      agent: AgentId
      phone: string
      ringMs: number
      wrapUpMs: number
      /** They ring at the same time; who picks up first has the call. */
      others?: readonly { agent: AgentId; phone: string; wrapUpMs: number }[]
      /** Of a callback: how the customer can be reached now, or why not. */
      out?: DialPlan | { denied: string; passes?: true }
    }
  | { type: 'OfferRevoked'; offer: OfferId }
  /** The queue takes nobody, or nobody any more: too many wait, or no agent is there. */
  | { type: 'JoinRefused'; queue: string; reason: 'full' | 'empty' }
  | { type: 'LegJoined'; leg: LegId }
  /** It rings at the other end of a trunk, or its network says something. */
  | { type: 'LegRinging'; leg: LegId }
  | { type: 'LegEnded'; leg: LegId; cause: number; techCause?: number; endedAt: number }
  | {
      type: 'RecordingEnded'
      recording: RecordingId
      durationMs: number
      outcome: 'done' | 'failed'
      /** A message: it ended because he hung up. That his leg is gone follows. */
      hungUp?: true
    }
  /** `ask`: which question. The values never stand in the journal (switchboard/discretion.ts). */
  | { type: 'LookedUp'; ask: string; lookup?: string; outcome: LookUpOutcome; values: Values }
  /** May a flow call this number outside, and how? `denied`: the code of trunks/outbound.ts. */
  | { type: 'DialDecided'; ask: string; to?: Outward; denied?: string }
  | { type: 'SecretCollected'; handle: string; length: number; outcome: 'done' | 'time-up' }
  | { type: 'CommandFailed'; command: CallCommandName; subject: string; status: number }
  | { type: 'HangUpAsked'; by: string }
  /** A person sends the caller back into a queue, perhaps another one. */
  /** Of a callback: the customer has called again himself, and has its place. */
  | { type: 'CustomerCame' }
  | { type: 'RequeueAsked'; queue: string; by: string }
  /** The agent, or a supervisor, moves the call: hold and back; what is to become of a consultation. */
  | { type: 'MoveAsked'; move: Move; by: string }
  /** The customer goes elsewhere, and the agent is free: a blind transfer. */
  | { type: 'TransferAsked'; to: Target | Outward; by: string }
  /** The customer is put on hold, and the agent asks somebody. */
  | { type: 'ConsultAsked'; to: Adviser | Outward; by: string }
  | { type: 'Resumed'; legs: LegId[]; talks: TalkId[]; recordings: RecordingId[]; asteriskRestarted: boolean }

export type CallCommandName =
  | 'answer'
  | 'play'
  | 'stop-play'
  | 'start-music'
  | 'stop-music'
  | 'open-talk'
  | 'join-talk'
  | 'close-talk'
  | 'ring'
  | 'dial-out'
  | 'record'
  | 'release'

/** What the call concluded from it. */
export type CallFact =
  | { type: 'SectionEntered'; flow: string; section: string }
  | { type: 'KeyTaken'; section: string; digit: string }
  /** He was asked for digits; the digits themselves are nobody's business. */
  | { type: 'InputTaken'; section: string; name: string; length: number; outcome: 'ok' | 'gave-up' }
  /** The flow attached a value to the call's record. Sealed before it is written. */
  | { type: 'NoteTaken'; name: string; value: Value }
  /** The flow sends something to another system or by mail; the office delivers it. Sealed before it is written. */
  | { type: 'SendingAsked'; send: string; with: Inputs }
  /** He speaks a message for this box; it is kept unless it is dropped, and if RecordingEnded says that it was made. */
  | { type: 'MessageStarted'; recording: RecordingId; box?: string }
  | { type: 'MessageDropped'; recording: RecordingId }
  | { type: 'LanguageChosen'; language: string }
  | { type: 'QueueJoined'; queue: string; priority: number; skills?: readonly SkillTerm[] }
  /** He left the queue for another part of the flow. */
  | { type: 'QueueLeft'; queue: string }
  | { type: 'AgentRinging'; offer: OfferId; agent: AgentId; leg: LegId }
  | { type: 'OfferEnded'; offer: OfferId; agent: AgentId; cause: OfferCause }
  | { type: 'TrunkDialled'; leg: LegId; trunk: string; route: string }
  | { type: 'TrunkLeft'; leg: LegId; trunk: string; cause: DialCause; techCause?: number }
  | { type: 'TalkStarted'; offer: OfferId; agent: AgentId; leg: LegId; queue: string }
  | { type: 'TalkEnded'; agent: AgentId; who: 'caller' | 'agent' | 'system' }
  /** The customer hears music, and nobody hears him. */
  | { type: 'HoldStarted'; agent: AgentId }
  | { type: 'HoldEnded'; agent: AgentId }
  /** `agent` asks another one, or whoever of that queue is free. The customer is on hold meanwhile. */
  | { type: 'ConsultStarted'; agent: AgentId; to: Adviser | Pick<Outward, 'contact'> }
  /** The phone of who is asked rings: in a consultation what AgentRinging is to a waiting caller. */
  | { type: 'PartyRinging'; offer: OfferId; agent: AgentId; leg: LegId }
  | { type: 'ConsultAnswered'; agent: AgentId; party: AgentId }
  /** `cause`: why a number outside was not reached. */
  | { type: 'ConsultEnded'; agent: AgentId; outcome: ConsultOutcome; cause?: DialCause }
  /** A third one talks along, and no longer. */
  | { type: 'PartyJoined'; agent: AgentId }
  | { type: 'PartyLeft'; agent: AgentId }
  /** It rings outside for the customer, and nobody of ours has him. */
  | { type: 'ForwardingStarted'; contact: string }
  | { type: 'ForwardingMissed'; cause: DialCause }
  /** Somebody outside picked up: for the agent who asks him, or for the customer. */
  | { type: 'OutsideAnswered'; contact: string; leg: LegId; trunk: string }
  /** The customer talks with him, and nobody of ours. */
  | { type: 'OutsideTalkStarted'; leg: LegId; queue?: string }
  | { type: 'OutsideLeft'; leg: LegId }
  | {
      type: 'RecordingStarted'
      recording: RecordingId
      party: 'caller' | 'agent' | 'outside'
      /** Whose it is, or who had the call; empty: nobody of ours. */
      agent: AgentId
    }
  /** He would rather be called back; a conversation of its own stands in line for him. */
  | { type: 'CallbackPromised'; queue: string }
  /** Of a callback: the customer picked up. */
  | { type: 'CallbackAnswered'; leg: LegId }
  /** Of a callback: he was not reached this time. */
  | { type: 'CallbackMissed'; cause: CallbackCause }
  | { type: 'CallEnded'; ending: Ending; endedAt: number }

export type CallEvent = CallInput | CallFact

/** Stands for a key that is nobody's business. */
export const HIDDEN_KEY = 'x'

/** Version of the events above; upcasters live in switchboard/upcasters.ts. */
export const CALL_EVENT_VERSION = 1
