// Wakes whoever has a deadline. Deadlines live in the state; these timers only follow them.

export type Alarms = {
  /** Sets, moves or (undefined) clears the alarm of that name. `at` in house ms. */
  set(name: string, at: number | undefined): void
  clear(): void
}

export function openAlarms(house: () => number, ring: (name: string) => void): Alarms {
  const set = new Map<string, { at: number; timer: NodeJS.Timeout }>()
  return {
    set(name, at) {
      const before = set.get(name)
      if (before?.at === at) return
      if (before) clearTimeout(before.timer)
      if (at === undefined) {
        set.delete(name)
        return
      }
      // A millisecond more: setTimeout may fire a little early by our clock, and would find nothing due.
      const timer = setTimeout(
        () => {
          set.delete(name)
          ring(name)
        },
        Math.max(0, at - house()) + 1,
      )
      set.set(name, { at, timer })
    },
    clear() {
      for (const { timer } of set.values()) clearTimeout(timer)
      set.clear()
    },
  }
}
