// What is left of a damaged file once the wrong entries are taken out, so that the rest of it, and what other
// files say of it, can still be checked in the same look.
import type { Path, Problem } from '../flows/problem.ts'

export type Salvaged = {
  readonly data: unknown
  /** Path of a list → the places that its remaining entries had. */
  readonly places: ReadonlyMap<string, readonly number[]>
}

/**
 * @param depth how deep an entry lies: 1 for a list of trunks, 2 for agents in a team.
 * @returns undefined when something above the entries is wrong.
 */
export function salvage(data: unknown, problems: readonly Problem[], depth: number): Salvaged | undefined {
  const wrong = new Set<string>()
  for (const { path, code } of problems) {
    if (path.length >= depth || code === 'unknown-key') wrong.add(keyOf(path.slice(0, depth)))
    else return undefined
  }
  const places = new Map<string, readonly number[]>()
  const without = (value: unknown, path: Path): unknown => {
    if (path.length >= depth || typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) {
      const kept = [...value.keys()].filter(index => !wrong.has(keyOf([...path, index])))
      places.set(keyOf(path), kept)
      return kept.map(index => without(value[index], [...path, index]))
    }
    const rest: Record<string, unknown> = Object.create(null)
    for (const [key, part] of Object.entries(value))
      if (!wrong.has(keyOf([...path, key]))) rest[key] = without(part, [...path, key])
    return rest
  }
  return { data: without(data, []), places }
}

/** A path in salvaged data → the path in the file. */
export function placeBefore(path: Path, { places }: Salvaged): Path {
  return path.map((part, depth) => {
    if (typeof part !== 'number') return part
    return places.get(keyOf(path.slice(0, depth)))?.[part] ?? part
  })
}

function keyOf(path: Path): string {
  return JSON.stringify(path)
}
