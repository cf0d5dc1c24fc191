// A condition on one value, as a row of `when` holds it: equal to, one of, or in a range. Numbers compare as
// numbers, also when they were keyed in; everything else as text.
import Type, { type Static } from 'typebox'
import { MAX_VALUE_LENGTH, type Value } from './value.ts'

const ValueSchema = Type.Union([Type.String({ maxLength: MAX_VALUE_LENGTH }), Type.Number(), Type.Boolean()])
const EndSchema = Type.Union([Type.String({ minLength: 1, maxLength: 64 }), Type.Number()])

export const ConditionSchema = Type.Union(
  [
    ValueSchema,
    Type.Array(ValueSchema, { minItems: 1, maxItems: 50 }),
    Type.Object(
      { from: Type.Optional(EndSchema), to: Type.Optional(EndSchema) },
      { additionalProperties: false, minProperties: 1 },
    ),
  ],
  { saying: 'a value, a list of values, or { from: 1, to: 5 }' },
)

export type Condition = Static<typeof ConditionSchema>

/** What is not known meets no condition. */
export function holds(condition: Condition, value: Value | undefined): boolean {
  if (value === undefined) return false
  if (Array.isArray(condition)) return condition.some(one => order(value, one) === 0)
  if (typeof condition !== 'object') return order(value, condition) === 0
  const { from, to } = condition
  return (from === undefined || order(value, from) >= 0) && (to === undefined || order(value, to) <= 0)
}

function order(a: Value, b: Value): number {
  const numbers = isNumeric(a) && isNumeric(b)
  const [left, right] = numbers ? [Number(a), Number(b)] : [String(a), String(b)]
  return left < right ? -1 : left > right ? 1 : 0
}

/** Longer ones would lose digits as numbers: accounts that differ must not be the same. */
const NUMERIC = /^-?\d{1,15}(\.\d{1,6})?$/

const isNumeric = (value: Value): boolean =>
  typeof value === 'number' || (typeof value === 'string' && NUMERIC.test(value))
