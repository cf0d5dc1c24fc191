// What a verb of the flow language is: the schema of the step that the owner writes, how that becomes a typed
// step, what the step does with what it hears, and what the static check may know of it.
import type { Static, TSchema } from 'typebox'
import type { Heard, Wish, World } from './flow.ts'

/** What a verb may know while it takes a turn. */
export type Standing = {
  /** What the same step remembered at its last turn; undefined when it is entered. */
  readonly memory: unknown
  /** A key typed ahead, while something was said before. */
  readonly typed: string | undefined
  readonly world: World
}

/**
 * What a turn leads to: the same step waits for more, the next step, or another section.
 * `typed`: the key typed ahead that is still unused; a turn that does not hand it on has used or dropped it.
 */
export type Turn = { readonly wishes: readonly Wish[]; readonly typed?: string } & (
  | { readonly to: 'same'; readonly memory?: unknown }
  | { readonly to: 'next' }
  | {
      readonly to: 'section'
      readonly section: string
      /** The key that led there, for the journal. */
      readonly digit?: string
    }
)

/** Something that a step names and that must exist elsewhere. `path` leads to it from the step. */
export type Mention = {
  readonly kind: 'prompt' | 'section' | 'queue' | 'hours'
  readonly name: string
  readonly path: readonly (string | number)[]
}

/** Where a step can lead, for the check of loops. */
export type Ways = {
  /** Does it take time (a prompt, a key, a queue)? */
  readonly waits: boolean
  /** Can it lead on to the next step? */
  readonly next: boolean
  /** Sections that it leads to when the caller presses nothing. */
  readonly silent: readonly string[]
}

export type Verb<S> = {
  /** Schema of the written step; validated before `read` is called. */
  readonly schema: TSchema
  read(written: unknown): S
  step(step: S, heard: Heard, standing: Standing): Turn
  mentions(step: S): readonly Mention[]
  ways(step: S): Ways
}

/** Ties a verb's schema to the type that its `read` is given. */
export function verb<T extends TSchema, S>(
  parts: Omit<Verb<S>, 'schema' | 'read'> & {
    readonly schema: T
    read(written: Static<T>): S
  },
): Verb<S> {
  // The one place where "validated by this schema" becomes a type.
  return { ...parts, read: written => parts.read(written as Static<T>) }
}

export const NO_WISHES: readonly Wish[] = Object.freeze([])

/** This was nothing to the step. */
export const STAY: Turn = Object.freeze({ to: 'same', wishes: NO_WISHES })

/** To be spread into a turn that hands the typed key on. */
export function handingOn(typed: string | undefined): { typed?: string } {
  return typed === undefined ? {} : { typed }
}
