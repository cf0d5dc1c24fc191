// Asterisk's clock may be another one than ours: its machine's, or either was moved. What it dates is told by our clock,
// as so long ago.

/** A clock that is moved further than an event is ever late. */
const MOVED_MS = 30_000
/** What was learnt is forgotten in the course of this, so that clocks may drift. */
const WINDOW_MS = 60_000

export type TheirClock = {
  /** An event came. @param theirs its timestamp, epoch ms of their clock */
  heard(theirs: number): void
  /** @returns epoch ms of our clock; the same as long as no event has come */
  ours(theirs: number): number
}

/** @param now `steady` runs on evenly whatever happens to `wall`, ms */
export function openTheirClock(now = () => ({ wall: Date.now(), steady: performance.now() })): TheirClock {
  /** Steady time minus theirs, of the promptest event of this window and the one before. */
  let best: number | undefined
  let before: number | undefined
  let since = 0
  return {
    heard(theirs) {
      const { steady } = now()
      const apart = steady - theirs
      const known = Math.min(best ?? apart, before ?? apart)
      if (apart > known + MOVED_MS) [best, before, since] = [apart, undefined, steady]
      else if (steady - since > WINDOW_MS) [best, before, since] = [apart, best, steady]
      else best = Math.min(best ?? apart, apart)
    },
    ours(theirs) {
      const { wall, steady } = now()
      if (best === undefined) return theirs
      const agoMs = steady - Math.min(best, before ?? best) - theirs
      return Math.round(wall - Math.max(0, agoMs))
    },
  }
}
