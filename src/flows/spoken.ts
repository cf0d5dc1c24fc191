// What is said to a caller, as the owner writes it and as it is said: prompts, texts, and values with words of
// their own.
//
//   say: welcome
//   say: [your-balance-is, { money: lookup.balance, currency: VND }, goodbye]
//   say: { text: "Xin chào {lookup.name}" }
import Type, { type Static } from 'typebox'
import type { Spoken } from './flow.ts'
import { isReference, type Value } from './value.ts'
import type { Mention, Standing } from './verb.ts'
import { NameSchema } from './written.ts'

/** A value that is written here, or the name of one. */
const OneOf = (what: string) =>
  Type.Union([Type.String({ minLength: 1, maxLength: 64 }), Type.Number()], { saying: what })

const only = { additionalProperties: false }

const UtteranceSchema = Type.Union(
  [
    NameSchema,
    Type.Object({ text: Type.String({ minLength: 1, maxLength: 1000 }) }, only),
    Type.Object({ number: OneOf('a number, or the name of a value') }, only),
    Type.Object({ digits: OneOf('digits in quotes, or the name of a value') }, only),
    Type.Object(
      {
        money: OneOf('an amount, or the name of a value'),
        currency: Type.Optional(
          Type.Union([Type.Literal('VND'), Type.Literal('USD'), Type.Literal('EUR')], {
            saying: 'VND, USD or EUR',
          }),
        ),
      },
      only,
    ),
    Type.Object({ date: OneOf('a date such as "2026-03-02", or the name of a value') }, only),
    Type.Object({ time: OneOf('a time such as "09:05", or the name of a value') }, only),
  ],
  {
    saying:
      'the key of a prompt such as welcome, { text: "…" }, { number: 5 }, { digits: input.account }, ' +
      '{ money: lookup.balance, currency: VND }, { date: … } or { time: … }',
  },
)

/** One of them, or up to 20 in a row. */
export const SpokenSchema = Type.Union([
  UtteranceSchema,
  Type.Array(UtteranceSchema, { minItems: 1, maxItems: 20, saying: 'a list of things to say, 20 at most' }),
])

export type Utterance = Static<typeof UtteranceSchema>

export function readSpoken(written: Static<typeof SpokenSchema>): readonly Utterance[] {
  return Array.isArray(written) ? written : [written]
}

/** What the caller hears of it, with what is known by now. What is not known is not said. */
export function speak(utterances: readonly Utterance[], standing: Standing): Spoken[] {
  return utterances.flatMap(utterance => {
    const said = spoken(utterance, name => standsFor(name, standing))
    return said === undefined ? [] : [said]
  })
}

/** @returns what stands behind a name such as `lookup.balance`; a text that is no name stands for itself. */
export function standsFor(written: Value, { values, world }: Standing): Value | undefined {
  if (typeof written !== 'string' || !isReference(written)) return written
  return written.startsWith('call.') ? world.known(written) : values[written]
}

function spoken(utterance: Utterance, known: (written: Value) => Value | undefined): Spoken | undefined {
  if (typeof utterance === 'string') return utterance
  if ('text' in utterance) return { text: filled(utterance.text, known) }
  if ('number' in utterance) return numeric(known(utterance.number), number => ({ number }))
  if ('money' in utterance) {
    const { currency = 'VND' } = utterance
    return numeric(known(utterance.money), money => ({ money, currency }))
  }
  const [kind, written] = Object.entries(utterance)[0] as ['digits' | 'date' | 'time', Value]
  const value = known(written)
  if (value === undefined) return undefined
  const text = String(value)
  if (kind === 'digits') return { digits: text }
  return kind === 'date' ? { date: text } : { time: text }
}

function numeric(value: Value | undefined, as: (number: number) => Spoken): Spoken | undefined {
  if (value === undefined || value === '') return undefined
  const number = Number(value)
  return Number.isFinite(number) ? as(number) : undefined
}

const PLACEHOLDER = /\{([a-z]+\.[a-z0-9-]+)\}/g

/** `{lookup.name}` in a text becomes what is known by that name. */
export function filled(text: string, known: (written: Value) => Value | undefined): string {
  return text.replace(PLACEHOLDER, (_, name: string) => String(known(name) ?? ''))
}

/** The prompts, texts and values that these utterances name. `path` leads to them from the step. */
export function mentionsIn(
  utterances: readonly Utterance[],
  path: readonly (string | number)[],
  isList: boolean,
): Mention[] {
  return utterances.flatMap((utterance, index): Mention[] => {
    const here = isList ? [...path, index] : path
    if (typeof utterance === 'string') return [{ kind: 'prompt', name: utterance, path: here }]
    if ('text' in utterance)
      return [
        { kind: 'text', name: utterance.text, path: [...here, 'text'] },
        ...[...utterance.text.matchAll(PLACEHOLDER)].map(
          ([, name = '']): Mention => ({ kind: 'uses', name, path: [...here, 'text'] }),
        ),
      ]
    return Object.entries(utterance)
      .filter(([, value]) => typeof value === 'string' && isReference(value))
      .map(([key, value]): Mention => ({ kind: 'uses', name: String(value), path: [...here, key] }))
  })
}
