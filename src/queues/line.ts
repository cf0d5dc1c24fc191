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
  return [...line.slice(0, index), item, ...line.slice(index)]
}

/** @returns the line without the item; the same line if it is not there. */
export function remove<T>(line: readonly T[], item: T, order: Order<T>): readonly T[] {
  const index = place(line, item, order)
  const found = line[index]
  if (found === undefined || order(found, item) !== 0) return line
  return [...line.slice(0, index), ...line.slice(index + 1)]
}
