// What a lookup, a message or a note is given: values by name.
//
//   with: { account: input.account, pin: secret.pin, phone: call.number, kind: gold }
import Type, { type Static } from 'typebox'
import { told } from '../told/told.ts'
import type { Input, Inputs } from './flow.ts'
import type { Problem } from './problem.ts'
import { standsFor } from './spoken.ts'
import { isReference, MAX_VALUE_LENGTH, type Value } from './value.ts'
import type { Mention, Standing } from './verb.ts'
import { NamePattern } from './written.ts'

export const ValueSchema = Type.Union(
  [Type.String({ maxLength: MAX_VALUE_LENGTH }), Type.Number(), Type.Boolean()],
  { saying: 'a text, a number, yes or no, or the name of a value such as input.account' },
)

export const InputsSchema = Type.Record(Type.String({ pattern: NamePattern }), ValueSchema, {
  additionalProperties: false,
  minProperties: 1,
  maxProperties: 20,
  saying: 'names with a value each, 20 at most, such as { account: input.account }',
})

type Written = Static<typeof InputsSchema>

/** A secret goes as its handle, the caller's number as itself. What is not known is left out. */
export function inputsOf(written: Written, standing: Standing): Inputs {
  const inputs: Record<string, Input> = {}
  for (const [name, value] of Object.entries(written)) {
    const input = inputOf(value, standing)
    if (input !== undefined) inputs[name] = input
  }
  return inputs
}

function inputOf(written: Value, standing: Standing): Input | undefined {
  if (written === 'call.number') return { caller: true }
  const value = standsFor(written, standing)
  return isSecret(written) && value !== undefined ? { secret: String(value) } : value
}

export const isSecret = (written: Value): boolean =>
  typeof written === 'string' && isReference(written) && written.startsWith('secret.')

/** The values that are named. */
export function inputMentions(written: Written, path: readonly string[]): Mention[] {
  return Object.entries(written)
    .filter(([, value]) => typeof value === 'string' && isReference(value))
    .map(([key, value]): Mention => ({ kind: 'uses', name: String(value), path: [...path, key] }))
}

/** A secret goes to a lookup, and nowhere else. */
export function secretFlaws(written: Written, path: readonly string[]): Problem[] {
  return Object.entries(written)
    .filter(([, value]) => isSecret(value))
    .map(([key, value]) => ({
      code: 'secret-shown',
      path: [...path, key],
      sentence: told`"${String(value)}" is a secret, and would be written down here.`,
      hint: told`Give it to a lookup, and use what the lookup answers.`,
    }))
}
