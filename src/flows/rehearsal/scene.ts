// What a rehearsal needs, and what it tells.
import type { Flows, Inputs, LookUpOutcome, Place, Spoken, Wish, World } from '../flow.ts'
import type { Values } from '../value.ts'
import type { Act, Script } from './caller.ts'
import type { Met } from './met.ts'

export type Scene = {
  readonly flows: Flows
  readonly flow: string
  readonly language: string
  /** The world after so many ms of the call. */
  world(elapsedMs: number, language: string): World
  /** What a lookup answers. */
  lookUp(lookup: string, given: Inputs): { outcome: LookUpOutcome; values: Values }
  /** Nobody answers at the number outside that he is sent to. */
  readonly nobodyOutside?: boolean
  readonly script: Script
  /** At a question for which the script has no keys it stops, for somebody to say what he presses. */
  readonly waitsForKeys?: boolean
}

/** Something that he met: when, where, and the words of it. */
export type Moment = {
  readonly met: Met
  /** Of the call. */
  readonly atMs: number
  readonly language: string
  readonly place: Pick<Place, 'flow' | 'section' | 'step'>
  readonly say?: readonly Spoken[]
}

/** Something that he did: after so many moments, and whether something was being said to him then. */
export type Deed = {
  readonly act: Exclude<Act, { readonly waitMs: number }>
  readonly after: number
  readonly isPlaying: boolean
}

export type Rehearsal = {
  readonly met: readonly Met[]
  /** The same with when and where. */
  readonly moments: readonly Moment[]
  /** In the order in which he did them; of what he only waited for there is none. */
  readonly deeds: readonly Deed[]
  /** Where it ended: in a queue, at a question (by its verb), or with the call. */
  readonly rests: { readonly queue: string } | { readonly asks: string } | { readonly ended: string }
  readonly place: Moment['place']
  readonly elapsedMs: number
  readonly language: string
  readonly unused: Script
}

export const placeOnly = ({ flow, section, step }: Place): Moment['place'] => ({ flow, section, step })

/** What is answered as soon as the flow has wished for all that it wishes for. */
export type Asked = Extract<Wish, { type: 'look-up' | 'call-outside' }>

/** Nobody rehearses longer. */
export const MAX_HAPPENINGS = 2_000
