// An ordered index: binary search, no sorting of everything. Lines of callers and lists of free agents are both.

export type Order<T> = (a: T, b: T) => number

/** @returns where the item stands, or would stand. */
export function place<T>(line: readonly T[], item: T, order: Order<T>): number {
  let low = 0
  let high = line.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (order(line[middle] as T, item) < 0) low = middle + 1
    else high = middle
  }
  return low
}

export function has<T>(line: readonly T[], item: T, order: Order<T>): boolean {
  const found = line[place(line, item, order)]
  return found !== undefined && order(found, item) === 0
}

/** @returns the line with the item in its place; the same line if it stands there already. */
export function insert<T>(line: readonly T[], item: T, order: Order<T>): readonly T[] {
  const index = place(line, item, order)
  const found = line[index]
  if (found !== undefined && order(found, item) === 0) return line
  return line.toSpliced(index, 0, item)
}

/** @returns the line without the item; the same line if it is not there. */
export function remove<T>(line: readonly T[], item: T, order: Order<T>): readonly T[] {
  const index = place(line, item, order)
  const found = line[index]
  if (found === undefined || order(found, item) !== 0) return line
  return line.toSpliced(index, 1)
}

/** @returns the line with one item as it becomes; most changes leave it in its place. */
export function moved<T>(
  line: readonly T[],
  before: T | undefined,
  after: T | undefined,
  order: Order<T>,
): readonly T[] {
  if (before !== undefined && after !== undefined && order(before, after) === 0) {
    const index = place(line, before, order)
    if (index < line.length && order(line[index] as T, before) === 0) return line.with(index, after)
  }
  const without = before === undefined ? line : remove(line, before, order)
  return after === undefined ? without : insert(without, after, order)
}
