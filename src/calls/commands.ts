// What a call may ask for. Imperative, plain data; every id in it is ours and already written down.
import type { AgentId, LegId, OfferCause, OfferId, PlayId, RecordingId, TalkId } from './events.ts'

/** For whoever drives the legs (src/asterisk). Each is answered by an event, or by CommandFailed. */
export type LegCommand =
  | { type: 'Answer'; leg: LegId }
  | { type: 'Play'; leg: LegId; play: PlayId; prompts: readonly string[]; language: string }
  | { type: 'StopPlay'; play: PlayId }
  | { type: 'StartMusic'; leg: LegId; music: string }
  | { type: 'StopMusic'; leg: LegId }
  | { type: 'OpenTalk'; talk: TalkId }
  | { type: 'JoinTalk'; talk: TalkId; leg: LegId }
  | { type: 'CloseTalk'; talk: TalkId }
  | { type: 'Ring'; leg: LegId; phone: string; ringMs: number; contact: string }
  | { type: 'Record'; leg: LegId; ear: LegId; recording: RecordingId }
  | { type: 'Release'; leg: LegId; cause: ReleaseCause }

export type ReleaseCause = 'normal' | 'no-such-number' | 'congestion'

/** For the floor: facts that it can't see itself. */
export type FloorCommand =
  | { type: 'JoinQueue'; queue: string; priority: number; since: number }
  | { type: 'LeaveQueue' }
  | { type: 'AskPosition' }
  | { type: 'EndOffer'; offer: OfferId; agent: AgentId; cause: Exclude<OfferCause, 'answered'> }
  | { type: 'AcceptOffer'; offer: OfferId; agent: AgentId }
  | { type: 'FinishTalk'; agent: AgentId; wrapUpMs: number }

export type CallCommand = LegCommand | FloorCommand

/** @returns true for commands that the floor takes, false for those that drive legs. */
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
