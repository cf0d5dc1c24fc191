// Do two values say the same as JSON? The order of keys does not matter, and what is undefined is not there.

export function saysTheSame(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const [left, right] = [entriesOf(a), entriesOf(b)]
  if (left.length !== right.length) return false
  const known = new Map(right)
  return left.every(([key, value]) => known.has(key) && saysTheSame(value, known.get(key)))
}

const entriesOf = (value: object): [string, unknown][] =>
  Object.entries(value).filter(([, part]) => part !== undefined)
