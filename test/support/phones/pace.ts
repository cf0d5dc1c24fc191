// How evenly packets come: the longest time without one. What our own process slept is nobody's gap.

/** Twice the time between two looks: less is the timer's own unevenness. */
const LOOK_EVERY_MS = 10
const USUAL_MS = 2 * LOOK_EVERY_MS

let sleptMs = 0
let lookedAt: number | undefined

const lateMs = (at: number, now: number) => Math.max(0, now - at - USUAL_MS)

/** So long, in all, this process did not come to its timers since it was first asked. */
function sleptBy(now: number): number {
  if (lookedAt === undefined) {
    lookedAt = now
    setInterval(() => {
      const at = performance.now()
      sleptMs += lateMs(lookedAt ?? at, at)
      lookedAt = at
    }, LOOK_EVERY_MS).unref()
  }
  return sleptMs + lateMs(lookedAt, now)
}

/** How long our own process has slept, in all: sound that it should have sent meanwhile came late, or never. */
export const ownSleepMs = (): number => sleptBy(performance.now())

export type Pace = {
  /** From now on. */
  begin(): void
  heard(): void
  /** Since it began, until this moment. */
  longestGapMs(): number
}

export function createPace(): Pace {
  let longestMs = 0
  let last: { at: number; slept: number } | undefined
  const look = () => {
    const at = performance.now()
    return { at, slept: sleptBy(at) }
  }
  /** The gap that ends now. */
  function gap(now: { at: number; slept: number }): number {
    return last ? now.at - last.at - (now.slept - last.slept) : 0
  }
  return {
    begin() {
      longestMs = 0
      last = look()
    },
    heard() {
      if (!last) return
      const now = look()
      longestMs = Math.max(longestMs, gap(now))
      last = now
    },
    longestGapMs: () => Math.max(longestMs, gap(look())),
  }
}
