// A day's callers on the drawn flow: how many came to a box, took a way, hung up there.
import type { FlowTraffic } from '../../../http/published.ts'
import type { Placed, PlacedWay } from './layout.ts'

export type Counts = {
  readonly entered: ReadonlyMap<string, number>
  readonly hungUp: ReadonlyMap<string, number>
  /** By the id of a way; what nobody can know is missing. */
  readonly took: ReadonlyMap<string, number>
}

/** Keys are counted; of the ways without a key, that one is known which is the only one to its section. */
export function countsOf({ ways }: Placed, { sections }: FlowTraffic): Counts {
  const by = new Map(sections.map(one => [one.section, one]))
  const took = new Map<string, number>()
  const unknown = new Map<string, PlacedWay[]>()
  const counted = new Map<string, number>()
  for (const way of ways) {
    const keys = by.get(way.from)?.keys ?? {}
    const pressed = way.ways.reduce(
      (sum, { digit }) => sum + (digit === undefined ? 0 : (keys[digit] ?? 0)),
      0,
    )
    counted.set(way.to, (counted.get(way.to) ?? 0) + pressed)
    took.set(way.id, pressed)
    if (way.ways.some(({ digit }) => digit === undefined))
      unknown.set(way.to, [...(unknown.get(way.to) ?? []), way])
  }
  for (const [to, several] of unknown) {
    const [only] = several
    const entered = by.get(to)?.entered
    if (several.length > 1 || !only || entered === undefined) for (const { id } of several) took.delete(id)
    else took.set(only.id, (took.get(only.id) ?? 0) + Math.max(0, entered - (counted.get(to) ?? 0)))
  }
  return {
    entered: new Map(sections.map(one => [one.section, one.entered])),
    hungUp: new Map(sections.map(one => [one.section, one.hungUp])),
    took,
  }
}
