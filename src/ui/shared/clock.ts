// One clock for all running timers: they tick together, once a second.
import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let ticking: ReturnType<typeof setInterval> | undefined
let now = Date.now()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  now = Date.now()
  ticking ??= setInterval(() => {
    now = Date.now()
    for (const tell of listeners) tell()
  }, 1_000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(ticking)
    ticking = undefined
  }
}

/** Epoch ms, renewed every second. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now)
}

/** Whether this moment (epoch ms) is over; what asks is drawn again when it comes, not every second. */
export function useHasCome(at: number | undefined): boolean {
  return useSyncExternalStore(subscribe, () => at !== undefined && now >= at)
}
