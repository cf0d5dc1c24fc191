// What will happen when, earliest first; what is planned for the same moment happens in the order of planning.

export type Planned<T> = { readonly atMs: number; readonly nth: number; readonly what: T }

/** A binary heap. */
export type Timeline<T> = { heap: Planned<T>[]; planned: number }

export function plan<T>(line: Timeline<T>, atMs: number, what: T): void {
  const { heap } = line
  const item = { atMs, nth: line.planned++, what }
  let at = heap.length
  heap.push(item)
  while (at > 0) {
    const above = (at - 1) >> 1
    const parent = heap[above] as Planned<T>
    if (!isBefore(item, parent)) break
    heap[at] = parent
    at = above
  }
  heap[at] = item
}

export function takeNext<T>({ heap }: Timeline<T>): Planned<T> | undefined {
  const first = heap[0]
  const last = heap.pop()
  if (first === undefined || last === undefined || heap.length === 0) return first
  let at = 0
  for (;;) {
    let below = 2 * at + 1
    const left = heap[below]
    if (left === undefined) break
    const right = heap[below + 1]
    if (right !== undefined && isBefore(right, left)) below++
    const child = heap[below] as Planned<T>
    if (!isBefore(child, last)) break
    heap[at] = child
    at = below
  }
  heap[at] = last
  return first
}

const isBefore = <T>(a: Planned<T>, b: Planned<T>): boolean =>
  a.atMs < b.atMs || (a.atMs === b.atMs && a.nth < b.nth)
