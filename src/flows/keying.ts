// A number that a caller keys in: how long it may be, which key ends it, how long he may take. Shared by the
// verbs that ask for one.
import Type, { type Static } from 'typebox'
import { told } from '../told/told.ts'
import { durationMs } from './duration.ts'
import type { Problem } from './problem.ts'
import { DurationSchema } from './written.ts'

export type Keying = {
  readonly min: number
  readonly max: number
  /** The key after the last digit. */
  readonly end: string
  /** Until the first key, from the prompt's end; and from key to key. */
  readonly firstMs: number
  readonly betweenMs: number
  readonly tries: number
}

const MAX_DIGITS = 40

const Digits = (minimum: number) =>
  Type.Integer({ minimum, maximum: MAX_DIGITS, saying: `a whole number from ${minimum} to ${MAX_DIGITS}` })

/** Settings that these verbs have in common. */
export const keyingSettings = {
  length: Type.Optional(
    Type.Object(
      { min: Type.Optional(Digits(1)), max: Type.Optional(Digits(1)) },
      {
        additionalProperties: false,
        minProperties: 1,
        saying: 'the fewest and the most digits, such as { min: 6, max: 12 }',
      },
    ),
  ),
  digits: Type.Optional(Digits(1)),
  end: Type.Optional(Type.String({ pattern: '^[#*]$', saying: '"#" or "*"' })),
  timeout: Type.Optional(DurationSchema),
  between: Type.Optional(DurationSchema),
  tries: Type.Optional(Type.Integer({ minimum: 1, maximum: 9, saying: 'a whole number from 1 to 9' })),
}

const settings = Type.Object(keyingSettings)
type Written = Static<typeof settings>

/** `max`: the most digits when the owner names none. */
export function readKeying(written: Written, max: number): Keying {
  const { digits, length } = written
  return {
    min: digits ?? length?.min ?? 1,
    max: digits ?? length?.max ?? Math.max(max, length?.min ?? 1),
    end: written.end ?? '#',
    firstMs: durationMs(written.timeout ?? '5s'),
    betweenMs: durationMs(written.between ?? '3s'),
    tries: written.tries ?? 3,
  }
}

/** What no schema can say of them. */
export function keyingFlaws({ digits, length, timeout, between }: Written): Problem[] {
  const problems: Problem[] = []
  if (digits !== undefined && length !== undefined)
    problems.push({
      code: 'twice',
      path: ['digits'],
      at: 'key',
      sentence: told`"digits" says how many there are, and "length" does too.`,
      hint: told`Keep one of the two.`,
    })
  if (length?.min !== undefined && length.max !== undefined && length.min > length.max)
    problems.push({
      code: 'wrong-value',
      path: ['length', 'min'],
      sentence: told`At least ${length.min} and at most ${length.max} digits: nobody can do that.`,
      hint: told`Let min be the smaller one.`,
    })
  for (const [name, written] of Object.entries({ timeout, between }))
    if (written !== undefined && durationMs(written) < 500)
      problems.push({
        code: 'wrong-value',
        path: [name],
        sentence: told`Nobody presses a key within ${written}.`,
        hint: told`Write at least 500ms; 5s is usual.`,
      })
  return problems
}

/** What is keyed in by now, and whether it is complete. `*` begins again. */
export function keyed(
  { end, max }: Keying,
  digits: string,
  key: string,
): { digits: string; isDone: boolean } {
  if (key === end) return { digits, isDone: true }
  if (key === '*') return { digits: '', isDone: false }
  if (!/^[0-9]$/.test(key)) return { digits, isDone: false }
  const more = digits + key
  return { digits: more, isDone: more.length >= max }
}
