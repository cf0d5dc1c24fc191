// What a flow is to the interpreter: named sections, each a list of steps; and the words in which the
// interpreter and the call speak. The interpreter never knows that it is on a phone.
import type { WrittenTest } from './rehearsal/written-tests.ts'
import type { Said } from './speech/said.ts'
import type { Value, Values } from './value.ts'
import type { Step } from './verbs/verbs.ts'

export type Flow = {
  name: string
  title: string
  language?: string
  /** The first section is `start`. */
  sections: Readonly<Record<string, readonly Step[]>>
  /** What the owner expects of it; run at each check. */
  tests?: readonly WrittenTest[]
}

/** Where in a flow a conversation stands. Plain data: it lives in the call's state. */
export type Place = {
  flow: string
  section: string
  step: number
  /** What the current verb remembers, e.g. which try of a menu this is. */
  memory?: unknown
  /** Keys pressed while something was said, kept for the verb that asks next (type-ahead). */
  typed?: string
  /** A key that he may still press out of habit (`#` after the last digit); heard next, it is dropped. */
  habit?: string
  /** What was learnt so far. */
  values?: Values
  /** The steps that wait for this one to come back, the innermost last. */
  callers?: readonly Frame[]
}

/** A step that sent the caller elsewhere and goes on when he returns. */
export type Frame = {
  flow: string
  section: string
  step: number
  memory?: unknown
  /** The step is a queue, and the caller keeps his place in it meanwhile. */
  queue?: true
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
  /** The queue takes nobody, or nobody any more. */
  | { type: 'refused'; reason: Refusal }
  /** What this step sent the caller to is over. */
  | { type: 'returned' }
  /** The number outside that he was sent to may not be called, or nobody answered there. */
  | { type: 'not-reached' }
  /** The answer to `look-up`. */
  | { type: 'looked-up'; outcome: LookUpOutcome; values: Values }
  /** The answer to `record`: how long he spoke, and the name of what was recorded. */
  | { type: 'recorded'; recording: string; durationMs: number; outcome: 'done' | 'failed' }
  /** The answer to `collect-secret`. The digits stay in the wing; `handle` is what a lookup redeems. */
  | { type: 'secret'; handle: string; length: number; outcome: 'done' | 'time-up' }

export type LookUpOutcome = 'found' | 'not-found' | 'failed'

/** One thing to be said: a prompt by its key, a text for the voice, or a value that has words of its own. */
export type Spoken = string | { readonly text: string } | Said

/** What the flow wishes for. The call turns wishes into commands. */
export type Wish =
  | { type: 'play'; say: readonly Spoken[] }
  /** Plays this recording of the present caller back to him. */
  | { type: 'play-recording'; recording: string }
  | { type: 'stop-playing' }
  /** Wake me after this time; replaces the earlier wish, ends with the step. */
  | { type: 'wait'; ms: number }
  /** Wake me when he has stood in the queue for so long. */
  | { type: 'wait-in-queue'; ms: number }
  | QueueWish
  /** He would rather be called back. He leaves the line, and his place is kept for the callback. */
  | { type: 'promise-callback'; queue: string; priority: number; contact?: string; numberKind?: string }
  /** He gives up his place, and the flow goes on. */
  | { type: 'leave-queue' }
  | { type: 'speak'; language: string }
  | { type: 'look-up'; lookup: string; with: Inputs }
  /**
   * Beep, then record him. It ends by a key of his, by silence, or after maxMs. With a box it is a message: it is
   * kept from then on, also when he hangs up in the middle, unless the step drops it (MessageDropped).
   */
  | { type: 'record'; box?: string; maxMs: number; silenceMs: number; beep: boolean }
  | { type: 'stop-recording' }
  /**
   * Keys go to whoever keeps secrets, until `end`, `max` digits, or time. Asked for again while it goes on, the
   * time to the first key begins anew, and what was keyed in stays. Of a key the flow hears that there was one,
   * as a digit that no phone has.
   */
  | { type: 'collect-secret'; min: number; max: number; end: string; firstMs: number; betweenMs: number }
  | { type: 'stop-secret' }
  /** He is sent to a number outside: one that the owner wrote down. Heard of again only when nobody is reached. */
  | { type: 'call-outside'; number: string }
  | { type: 'hang-up'; cause?: HangupCause }

/** Too many wait already; nobody is there to serve him. */
export type Refusal = 'full' | 'empty'

export type QueueWish = {
  type: 'join-queue'
  queue: string
  priority: number
  /** Where he joins the line, from 1. */
  position?: number
  /** What the step has a way for; else he is taken in any case. */
  mayBeRefused?: readonly Refusal[]
  /** Who served him last. */
  lastAgent?: string
  /** Ms that he counts as having waited already (F22). */
  ageMs?: number
  /** Skills that he wants of an agent; all of these. */
  skills?: readonly SkillTerm[]
}

/** `english`, or `english:3` from that level on; `any`: one of them; `not`: must not have it. */
export type SkillTerm =
  | string
  | { readonly any: readonly SkillTerm[] }
  | { readonly all: readonly SkillTerm[] }
  | { readonly not: SkillTerm }

export type HangupCause = 'normal' | 'busy' | 'congestion' | 'no-such-number'

/** What a lookup or a message is given: a value, the caller's own number, or a secret by its handle. */
export type Input = Value | { readonly caller: true } | { readonly secret: string }
export type Inputs = Readonly<Record<string, Input>>

/** What happened inside, for the journal. Values in it are sealed before they are written. */
export type Trace =
  | { type: 'SectionEntered'; flow: string; section: string }
  | { type: 'KeyTaken'; section: string; digit: string }
  /** He was asked for digits (collect, secret, dial): which name, how many came, and whether they were right. */
  | { type: 'InputTaken'; section: string; name: string; length: number; outcome: 'ok' | 'gave-up' }
  | { type: 'NoteTaken'; name: string; value: Value }
  | { type: 'MessageDropped'; recording: string }
  | { type: 'SendingAsked'; send: string; with: Inputs }

export type Advance = { place: Place; wishes: readonly Wish[]; trace: readonly Trace[]; ranAway?: boolean }

/** What a flow may ask of the world; given as data with each step. */
export type World = {
  isOpen(hours: string): boolean
  /** The house's wall clock as `2026-03-02T09:00`, in its own time zone; sorts as text. */
  readonly localTime: string
  /** From 0 up to 1, always the same for one conversation and one salt: a replay takes the same way. */
  chance(salt: string): number
  /** What is known of the call itself: `call.hotline`, `call.language`, `call.number-kind`, … */
  known(name: string): Value | undefined
  /** The agent whose phone has this extension; undefined: nobody's. */
  agentAt(extension: string): string | undefined
  /** How a queue stands; undefined: there is no such queue, or nobody knows. */
  queueState?(queue: string): QueueState | undefined
  /** Why it is closed, if it is. */
  closedBecause?(hours: string): ClosedBecause | undefined
}

/** Callers who wait, for how long the first of them has; agents who could take a call now, and who are at work at all. */
export type QueueState = {
  readonly waiting: number
  readonly longestWaitMs: number
  readonly free: number
  readonly here: number
}

export type ClosedBecause = 'hours' | 'holiday' | 'emergency'

/** Flows by name, in the version that the call keeps. */
export type Flows = (name: string) => Flow | undefined
