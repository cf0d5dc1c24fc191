// What an agent did lately, by the hour: the strategies that share out work look at it.

/** `hour`: house time in hours. Newest last. */
export type Tally = readonly {
  readonly hour: number
  readonly calls: number
  readonly talkMs: number
  readonly workMs: number
}[]

export type Share = { readonly calls: number; readonly talkMs: number; readonly workMs: number }

const HOUR_MS = 3_600_000

/** Nobody asks for more. */
export const MAX_PERIOD_MS = 24 * HOUR_MS

/** Work is talk and wrap-up. Counted in the hour in which it ended. */
export function counted(tally: Tally | undefined, now: number, done: Partial<Share>): Tally {
  const hour = Math.floor(now / HOUR_MS)
  const kept = (tally ?? []).filter(one => (hour - one.hour) * HOUR_MS < MAX_PERIOD_MS)
  const last = kept.at(-1)
  const current = last?.hour === hour ? last : { hour, calls: 0, talkMs: 0, workMs: 0 }
  const sum = {
    hour,
    calls: current.calls + (done.calls ?? 0),
    talkMs: current.talkMs + (done.talkMs ?? 0),
    workMs: current.workMs + (done.workMs ?? 0),
  }
  return [...(last?.hour === hour ? kept.slice(0, -1) : kept), sum]
}

/** @param overMs whole hours back from now; the hour that runs counts as one */
export function shareOf(tally: Tally | undefined, now: number, overMs: number): Share {
  const from = Math.floor(now / HOUR_MS) - Math.ceil(overMs / HOUR_MS) + 1
  const share = { calls: 0, talkMs: 0, workMs: 0 }
  for (const one of tally ?? []) {
    if (one.hour < from) continue
    share.calls += one.calls
    share.talkMs += one.talkMs
    share.workMs += one.workMs
  }
  return share
}
