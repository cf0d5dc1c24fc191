// How long to wait before what ended is started again. Pure.

const firstMs = 200
const longestMs = 5000
/** Who ran so long was healthy: the next end counts as the first again. */
const healthyMs = 60_000

/** `failures`: ends in a row without a healthy run between them. */
export type BackOff = { failures: number; waitMs: number }

export const rested: BackOff = { failures: 0, waitMs: 0 }

/** After an end: how often in a row that was, and how long to wait now. */
export function afterEnd({ failures }: BackOff, ranMs: number): BackOff {
  const before = ranMs >= healthyMs ? 0 : failures
  return { failures: before + 1, waitMs: Math.min(firstMs * 2 ** before, longestMs) }
}
