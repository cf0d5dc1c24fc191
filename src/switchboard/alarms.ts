// Wakes whoever has a deadline. Deadlines live in the state; these timers only follow them.

export type Alarms = {
  /** Sets, moves or (undefined) clears the alarm of that name. `at` in house ms. */
  set(name: string, at: number | undefined): void
  /** None rings any more. */
  close(): void
}

export function openAlarms(house: () => number, ring: (name: string) => void): Alarms {
  const set = new Map<string, { at: number; timer: NodeJS.Timeout }>()
  let isClosed = false

  /** Node counts from the beginning of its loop's turn, so a timer may fire some ms early: then it waits for the rest. */
  function arm(name: string, at: number): void {
    const wake = () => {
      if (house() < at) return arm(name, at)
      set.delete(name)
      ring(name)
    }
    set.set(name, { at, timer: setTimeout(wake, Math.max(1, Math.ceil(at - house()))) })
  }

  return {
    set(name, at) {
      const before = set.get(name)
      if (before?.at === at) return
      if (before) clearTimeout(before.timer)
      if (at === undefined) set.delete(name)
      else if (!isClosed) arm(name, at)
    },
    close() {
      isClosed = true
      for (const { timer } of set.values()) clearTimeout(timer)
      set.clear()
    },
  }
}
