// How much is being dialled: what each phone and each trunk has begun in the last hour, and what still lasts. Pure: the
// switchboard keeps one of these, and takes room in the same breath in which it decides.
import type { Limits } from './outbound-rules.ts'

export type Usage = readonly Taken[]

/** `on`: `phone:ann` or `trunk:itsp`. `by`: the conversation, or the leg, that it is given back by. `at`: house ms. */
export type Taken = { readonly on: string; readonly by: string; readonly at: number; readonly lasts: boolean }

export type Full = 'too-many-at-once' | 'too-many-calls'

const MINUTE_MS = 60_000
/** Nothing older counts. */
export const HOUR_MS = 3_600_000

/**
 * @param now house ms
 * @returns why there is no room; undefined: there is
 */
export function fullness(usage: Usage, on: string, limits: Limits, now: number): Full | undefined {
  let minute = 0
  let hour = 0
  let lasting = 0
  for (const taken of usage) {
    if (taken.on !== on) continue
    if (taken.lasts) lasting++
    if (taken.at > now - HOUR_MS) hour++
    if (taken.at > now - MINUTE_MS) minute++
  }
  if (lasting >= limits.atOnce) return 'too-many-at-once'
  return minute >= limits.perMinute || hour >= limits.perHour ? 'too-many-calls' : undefined
}

/** Room taken twice by the same is taken once, and counts since the first time. */
export function take(usage: Usage, on: string, by: string, now: number): Usage {
  const known = usage.find(taken => taken.on === on && taken.by === by)
  if (known?.lasts) return usage
  // After a start of ours: known from before, and it lasts.
  if (known) return usage.map(taken => (taken === known ? { ...taken, lasts: true } : taken))
  const kept = usage.filter(taken => taken.lasts || taken.at > now - HOUR_MS)
  return [...kept, { on, by, at: now, lasts: true }]
}

/**
 * It is over: it counts for the hour, and no longer as lasting.
 * @param by a leg; or a conversation, with all legs of it (their ids begin with its own), heard of or not
 */
export function giveBack(usage: Usage, by: string): Usage {
  const isHis = (taken: Taken) => taken.lasts && (taken.by === by || taken.by.startsWith(`${by}-`))
  if (!usage.some(isHis)) return usage
  return usage.map(taken => (isHis(taken) ? { ...taken, lasts: false } : taken))
}
