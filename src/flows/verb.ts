// What a verb of the flow language is: the schema of the step that the owner writes, how that becomes a typed
// step, what the step does with what it hears, and what the static check may know of it.
import type { Static, TSchema } from 'typebox'
import type { Heard, Trace, Wish, World } from './flow.ts'
import type { Problem } from './problem.ts'
import type { Values } from './value.ts'

/** What a verb may know while it takes a turn. */
export type Standing = {
  /** What the same step remembered at its last turn; undefined when it is entered. */
  readonly memory: unknown
  /** Keys typed ahead, while something was said before. */
  readonly typed: string | undefined
  /** What was learnt before (value.ts); `call.…` is asked of the world. */
  readonly values: Values
  readonly world: World
  /** Where the step stands. */
  readonly at: { readonly flow: string; readonly section: string; readonly step: number }
}

/**
 * What a turn leads to: the same step waits for more, the next step, another section, another flow, or the end
 * of this one (back to whoever sent him here; else the call ends).
 * `typed`: the keys typed ahead that are still unused; a turn that does not hand them on has used or dropped them.
 */
export type Turn = {
  readonly wishes: readonly Wish[]
  readonly typed?: string
  /** A key that many press next out of habit (`#` after the last digit): heard next, it is dropped. */
  readonly habit?: string
  /** To be known from now on. */
  readonly learnt?: Values
  readonly trace?: readonly Trace[]
} & (
  | { readonly to: 'same'; readonly memory?: unknown }
  | { readonly to: 'next' }
  | {
      readonly to: 'section'
      readonly section: string
      /** The key that led there, for the journal. */
      readonly digit?: string
      readonly returning?: Returning
    }
  | { readonly to: 'flow'; readonly flow: string; readonly section?: string; readonly returning?: Returning }
  | { readonly to: 'end' }
)

/** The step waits for the caller to come back, hears `returned` then, and remembers this. */
export type Returning = { readonly memory?: unknown; readonly queue?: true }

/** Something that a step names and that must exist elsewhere. `path` leads to it from the step. */
export type Mention = {
  readonly kind: MentionKind
  readonly name: string
  readonly path: readonly (string | number)[]
}

export type MentionKind =
  | 'prompt'
  | 'section'
  | 'flow'
  | 'queue'
  | 'hours'
  | 'language'
  | 'lookup'
  | 'send'
  | 'box'
  /** A telephone number outside. */
  | 'number'
  /** A text for the voice. */
  | 'text'
  /** A value that is used, or written. */
  | 'uses'
  | 'writes'

/** Where a step can lead, for the checks of loops and the drawn flow. */
export type Ways = {
  /** Does it take time (a prompt, a key, a queue)? */
  readonly waits: boolean
  /** Can it lead on to the next step? */
  readonly next: boolean
  /** Sections that it leads to when the caller presses nothing. */
  readonly silent: readonly string[]
  /** It may end the call, or hand the caller to somebody for good (queue, hangup, the end of a flow). */
  readonly ends?: boolean
}

export type Verb<S> = {
  /** Schema of the written step; validated before `read` is called. */
  readonly schema: TSchema
  /** The caller's keys are none of the journal's business while this step asks. */
  readonly discreet?: boolean
  read(written: unknown): S
  /** What is wrong with a written step although it fits the schema; paths begin at the step. */
  flaws?(written: unknown): readonly Problem[]
  step(step: S, heard: Heard, standing: Standing): Turn
  mentions(step: S): readonly Mention[]
  ways(step: S): Ways
}

/** Ties a verb's schema to the type that its `read` is given. */
export function verb<T extends TSchema, S>(
  parts: Omit<Verb<S>, 'schema' | 'read' | 'flaws'> & {
    readonly schema: T
    read(written: Static<T>): S
    flaws?(written: Static<T>): readonly Problem[]
  },
): Verb<S> {
  // The one place where "validated by this schema" becomes a type.
  const { flaws, ...rest } = parts
  return {
    ...rest,
    read: written => parts.read(written as Static<T>),
    ...(flaws ? { flaws: (written: unknown) => flaws(written as Static<T>) } : {}),
  }
}

export const NO_WISHES: readonly Wish[] = Object.freeze([])

/** This was nothing to the step. */
export const STAY: Turn = Object.freeze({ to: 'same', wishes: NO_WISHES })

/** To be spread into a turn that hands the typed keys on. */
export function handingOn(typed: string | undefined): { typed?: string } {
  return typed === undefined || typed === '' ? {} : { typed }
}

/** Nobody types further ahead. */
const MAX_TYPED = 32

/** One more key typed ahead. */
export function typedAhead(typed: string | undefined, digit: string): { typed: string } {
  return { typed: `${typed ?? ''}${digit}`.slice(0, MAX_TYPED) }
}
