// What a call may ask for. Imperative, plain data; every id in it is ours and already written down.
import type { Inputs, Refusal, SkillTerm } from '../flows/flow.ts'
import type {
  AgentId,
  ConversationId,
  LegId,
  OfferCause,
  OfferId,
  PlayId,
  RecordingId,
  TalkId,
} from './events.ts'

/** For whoever drives the legs (src/asterisk). Each is answered by an event, or by CommandFailed. */
export type LegCommand =
  | { type: 'Answer'; leg: LegId }
  | { type: 'Play'; leg: LegId; play: PlayId; say: readonly Sound[]; language: string }
  | { type: 'StopPlay'; play: PlayId }
  | { type: 'StartMusic'; leg: LegId; music: string }
  | { type: 'StopMusic'; leg: LegId }
  /** `taped`: its sound goes through Asterisk's core, where it can be recorded. */
  | { type: 'OpenTalk'; talk: TalkId; taped?: boolean }
  | { type: 'JoinTalk'; talk: TalkId; leg: LegId }
  /** He leaves the talk, which goes on, or is closed, without him. */
  | { type: 'LeaveTalk'; talk: TalkId; leg: LegId }
  | { type: 'CloseTalk'; talk: TalkId }
  | { type: 'Ring'; leg: LegId; phone: string; ringMs: number; contact: string }
  /**
   * The only way to the telephone network (asterisk/doers/dial-out.ts). The number is the contact's; `callerId` is a
   * number of ours. Refused (429) where the trunk's caps are reached, unless it is urgent.
   */
  | {
      type: 'DialOut'
      leg: LegId
      contact: string
      trunk: string
      callerId: string
      ringMs: number
      urgent: boolean
      /** On whose account it is counted while this leg lasts; missing: the call's own phone has its room already. */
      account?: string
    }
  /** He hears that it rings at the other end. */
  | { type: 'StartRingback'; leg: LegId }
  | { type: 'StopRingback'; leg: LegId }
  | { type: 'Record'; leg: LegId; ear: LegId; recording: RecordingId }
  /** The caller himself speaks, after a beep; a key of his ends it. */
  | {
      type: 'RecordMessage'
      leg: LegId
      recording: RecordingId
      maxMs: number
      silenceMs: number
      beep: boolean
    }
  | { type: 'StopMessage'; recording: RecordingId }
  /** His next keys are secret: they stay in the wing, under this handle. */
  | {
      type: 'CollectSecret'
      leg: LegId
      handle: string
      min: number
      max: number
      end: string
      firstMs: number
      betweenMs: number
    }
  | { type: 'StopSecret'; handle: string }
  | { type: 'Release'; leg: LegId; cause: ReleaseCause }

/** A prompt by its key, a text for the voice, what this caller recorded, or a tone of the network's. */
export type Sound =
  | string
  | { readonly text: string }
  | { readonly recording: RecordingId }
  | { readonly tone: 'ring' }

export type ReleaseCause = 'normal' | 'no-such-number' | 'congestion' | 'busy' | 'no-answer' | 'elsewhere'

/** For whoever asks other systems (src/lookups). Answered by LookedUp. */
export type LookUpCommand = { type: 'LookUp'; ask: string; lookup: string; with: Inputs; contact: string }

/** For whoever decides about dialling out (switchboard/dial-desk.ts). Answered by DialDecided. */
export type AskToDial = { type: 'AskToDial'; ask: string; number: string; queue?: string }

/** What somebody was promised who would rather be called back. */
export type CallbackWish = {
  queue: string
  priority: number
  /** Epoch ms: since when he waits. His place is that of this time. */
  since: number
  skills?: readonly SkillTerm[]
  /** Whom to call; perhaps another number than the one he called from. */
  contact: string
  numberKind: string
}

/** For whoever keeps promises (switchboard/promises.ts). */
export type PromiseCommand =
  /** A call of its own is to stand in line for him. Asked twice, there is one. */
  | ({ type: 'PromiseCallback'; hotline: string; language: string } & CallbackWish)
  /** He called again before we did: this is his place, and the promise is over. */
  | { type: 'TakeOverPlace'; callback: ConversationId }

/** For the floor: facts that it can't see itself. */
export type FloorCommand =
  | {
      type: 'JoinQueue'
      queue: string
      priority: number
      since: number
      skills?: readonly SkillTerm[]
      /** Where he joins the line, from 1; else at its end. */
      position?: number
      lastAgent?: string
      contact?: string
      /** What the flow has a way for; else he is taken in any case. */
      mayBeRefused?: readonly Refusal[]
      /** Ms: he has to be called first, which may take so long. */
      reachMs?: number
    }
  /** `gaveUp`: he hung up. */
  | { type: 'LeaveQueue'; gaveUp?: true }
  | { type: 'AskPosition' }
  | { type: 'EndOffer'; offer: OfferId; agent: AgentId; cause: Exclude<OfferCause, 'answered'> }
  | { type: 'AcceptOffer'; offer: OfferId; agent: AgentId }
  /** `dropped`: he was gone as soon as he had picked up. */
  | { type: 'FinishTalk'; agent: AgentId; wrapUpMs: number; dropped?: true }

export type CallCommand = LegCommand | FloorCommand | LookUpCommand | PromiseCommand | AskToDial

/** @returns true for commands that the floor takes. */
export function isForFloor(command: CallCommand): command is FloorCommand {
  return FLOOR_COMMANDS.has(command.type)
}

const FLOOR_COMMANDS: ReadonlySet<CallCommand['type']> = new Set<FloorCommand['type']>([
  'JoinQueue',
  'LeaveQueue',
  'AskPosition',
  'EndOffer',
  'AcceptOffer',
  'FinishTalk',
])
