// What a flow is to the interpreter: named sections, each a list of steps; and the words in which the
// interpreter and the call speak. The interpreter never knows that it is on a phone.
import type { Step } from './verbs/verbs.ts'

export type Flow = {
  name: string
  title: string
  language?: string
  /** The first section is `start`. */
  sections: Readonly<Record<string, readonly Step[]>>
}

/** Where in a flow a conversation stands. Plain data: it lives in the call's state. */
export type Place = {
  flow: string
  section: string
  step: number
  /** What the current verb remembers, e.g. which try of a menu this is. */
  memory?: unknown
  /** A key pressed while something was said, kept for the menu that follows (type-ahead, one digit). */
  typed?: string
}

/** What the flow may hear. */
export type Heard =
  | { type: 'entered' }
  | { type: 'played' }
  | { type: 'play-failed' }
  | { type: 'key'; digit: string }
  | { type: 'time-up' }
  /** After a restart of ours: the prompt that was playing is gone. Verbs repeat it. */
  | { type: 'resumed' }

/** What the flow wishes for. The call turns wishes into commands. */
export type Wish =
  | { type: 'play'; prompts: readonly string[] }
  | { type: 'stop-playing' }
  /** Wake me after this time; replaces the earlier wish, ends with the step. */
  | { type: 'wait'; ms: number }
  | { type: 'join-queue'; queue: string; priority: number }
  | { type: 'hang-up' }

/** What happened inside, for the journal. */
export type Trace =
  | { type: 'SectionEntered'; section: string }
  | { type: 'KeyTaken'; section: string; digit: string }

export type Advance = { place: Place; wishes: readonly Wish[]; trace: readonly Trace[]; ranAway?: boolean }

/** What a flow may ask of the world; given as data with each step. */
export type World = { isOpen(hours: string): boolean }
