// What a flow knows: values with names in rooms of their own.
//
//   input.account    what `collect` asked for
//   secret.pin       what `secret` asked for: a handle, never the digits
//   lookup.balance   what a lookup answered
//   vars.segment     what `set` wrote
//   customer.name    what is known of the caller (`customer`)
//   call.hotline     what is known of the call itself; nobody writes it (World.known)

export type Value = string | number | boolean
export type Values = Readonly<Record<string, Value>>

/** Rooms that steps write into. */
export const WRITABLE_ROOMS = ['input', 'secret', 'lookup', 'vars'] as const

/** What can be asked of a call. */
export const CALL_VALUES = ['call.hotline', 'call.language', 'call.number-kind', 'call.number'] as const

export const ReferencePattern = '^(input|secret|lookup|vars|call|customer)\\.[a-z][a-z0-9-]{0,63}$'

const REFERENCE = new RegExp(ReferencePattern)

/** Is this text the name of a value, such as `lookup.balance`? */
export const isReference = (text: string): boolean => REFERENCE.test(text)

/** A conversation keeps no more than this: the live state stays small. */
export const MAX_VALUES = 64
export const MAX_VALUE_LENGTH = 500
export const MAX_VALUES_LENGTH = 3_000

/** @returns what was known and what is new; of too many or too long ones, the first and their beginnings. */
export function learn(known: Values | undefined, learnt: Values): Values {
  const values: Record<string, Value> = { ...known }
  let left = MAX_VALUES_LENGTH
  for (const [name, value] of Object.entries(values)) left -= lengthOf(name, value)
  for (const [name, written] of Object.entries(learnt)) {
    const before = values[name]
    if (before === undefined && Object.keys(values).length >= MAX_VALUES) continue
    if (before !== undefined) left += lengthOf(name, before)
    const room = Math.max(0, Math.min(MAX_VALUE_LENGTH, left - name.length))
    const value = typeof written === 'string' ? written.slice(0, room) : written
    if (left >= name.length) values[name] = value
    // What no longer fits must not leave an older value behind.
    else delete values[name]
    left -= lengthOf(name, values[name] ?? '')
  }
  return values
}

const lengthOf = (name: string, value: Value): number => name.length + String(value).length
