// What became of a day's callers and of the time at the desks, real or simulated: what all numbers are counted from.

/** `endedAs` waiting: the day ended first. */
export type Visit = {
  queue: string
  joinedAtMs: number
  endedAs: 'answered' | 'abandoned' | 'left' | 'waiting'
  /** Until the answer, or until he went. */
  waitMs: number
}

/** Sums over agents, ms within the day's span. */
export type DeskTime = {
  /** Shifts, however they were spent. */
  staffedMs: number
  talkMs: number
  wrapUpMs: number
}

export type Outcome = { visits: readonly Visit[]; desks: DeskTime }

/** How much of two stretches is common. */
export function overlapMs(a: { fromMs: number; toMs: number }, b: { fromMs: number; toMs: number }): number {
  return Math.max(0, Math.min(a.toMs, b.toMs) - Math.max(a.fromMs, b.fromMs))
}
