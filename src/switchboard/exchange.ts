// The port to the telephone exchange, as small as the switchboard's need of it. src/asterisk fills it.
import type { LegCommand } from '../calls/commands.ts'
import type { CallInput } from '../calls/events.ts'
import type { Visitor } from './door.ts'

/** One look at what is really there. */
export type Sighting = {
  legs: readonly SeenLeg[]
  /** `legs`: those that are in it, whosever they are. */
  talks: readonly { talk: string; conversation: string; legs: readonly string[] }[]
  phones: readonly { phone: string; reachable: boolean }[]
}

export type SeenLeg = {
  leg: string
  conversation: string
  role: 'caller' | 'agent' | 'ear'
  /** Answered. */
  up: boolean
  /** Of a caller's leg: what he would say at the door. */
  visitor?: Visitor
}

export type Exchange = {
  /** Sends the command; what fails is heard as an event of that conversation. */
  drive(conversation: string, command: LegCommand): void
  /** @returns undefined when the exchange did not answer all of it: then nothing may be concluded. */
  look(): Promise<Sighting | undefined>
  /** How a leg ended while nobody of ours listened; undefined: nobody knows. */
  endOf(leg: string): Promise<{ endedAt: number; cause: number } | undefined>
  /** Its end is on record: nobody will ask for it. Not before, or a switchboard that dies in between never learns it. */
  forgetEnd(leg: string): void
  tapeRuns(recording: string): Promise<boolean>
  /** Whether it plays, or soon will. Nobody answered: it is believed to. */
  playRuns(play: string): Promise<boolean>
}

/** What the exchange tells without being asked. */
export type ExchangeEars = {
  /** `found`: he did not come just now, but was there when we looked: he may have been in a call already. */
  knocked(conversation: string, visitor: Visitor, found?: boolean): void
  happened(conversation: string, input: CallInput): void
  phoneSeen(phone: string, reachable: boolean): void
}
