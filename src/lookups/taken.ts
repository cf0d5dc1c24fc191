// What is taken out of another system's answer. Whatever came, only short texts, numbers, yes and no become values.
import type { Value, Values } from '../flows/value.ts'

/** `data.customer.name`, `rows.0.name`: own keys and places of lists only. */
export function at(answer: unknown, path: string): unknown {
  let here = answer
  for (const key of path.split('.')) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, key)) return undefined
    here = (here as Record<string, unknown>)[key]
  }
  return here
}

/** Nothing, an empty text, list or object, and false: what services say when they found nobody. */
export function isEmpty(found: unknown): boolean {
  if (found === undefined || found === null || found === '' || found === false) return true
  return typeof found === 'object' && Object.keys(found).length === 0
}

export function asValue(found: unknown): Value | undefined {
  switch (typeof found) {
    case 'string':
      return printable(found)
    case 'number':
      return Number.isFinite(found) ? found : undefined
    case 'boolean':
      return found
    default:
      return undefined
  }
}

/** name → path; what is not there, or is no value, is left out. */
export function taken(answer: unknown, takes: Readonly<Record<string, string>>): Values {
  const values: Record<string, Value> = {}
  for (const [name, path] of Object.entries(takes)) {
    const value = asValue(at(answer, path))
    if (value !== undefined) values[name] = value
  }
  return values
}

/** A null character fits in no database, and nobody can say a control character. */
function printable(text: string): string | undefined {
  const clean = text
    .toWellFormed()
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
  return clean === '' ? undefined : clean
}
