// How long to wait before what ended is started again. Pure.

const firstMs = 200
const longestMs = 5000
/** Who ran so long was at work: the next end counts as the first again. Sooner, it may be that it can't run at all. */
const healthyMs = 10_000

/** `failures`: ends in a row without a healthy run between them. */
export type BackOff = { failures: number; waitMs: number }

export const rested: BackOff = { failures: 0, waitMs: 0 }

/** After an end: how often in a row that was, and how long to wait now. */
export function afterEnd({ failures }: BackOff, ranMs: number): BackOff {
  const before = ranMs >= healthyMs ? 0 : failures
  return { failures: before + 1, waitMs: Math.min(firstMs * 2 ** before, longestMs) }
}
