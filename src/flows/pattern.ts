// A pattern that the owner writes, run in linear time: no pattern and no input can keep the house busy.
import { RE2JS } from 're2js'
import { type Told, told, toldAs } from '../told/told.ts'

export type Pattern = { readonly source: string; matches(text: string): boolean }

const MAX_PATTERN_LENGTH = 200
/** Instructions of the compiled pattern; repeats multiply them. */
const MAX_PROGRAM_SIZE = 2_000

/** @returns why it can't be a pattern, or undefined. */
export function patternFlaw(source: string): Told | undefined {
  if (source.length > MAX_PATTERN_LENGTH) return told`longer than ${MAX_PATTERN_LENGTH} letters`
  try {
    return RE2JS.compile(source).programSize() > MAX_PROGRAM_SIZE
      ? told`too big: its repeats multiply`
      : undefined
  } catch (error) {
    return toldAs(error instanceof Error ? error.message : String(error))
  }
}

/** @param source without a {@link patternFlaw}. The whole text must match. */
export function patternOf(source: string): Pattern {
  const compiled = RE2JS.compile(source)
  return { source, matches: text => compiled.testExact(text) }
}
