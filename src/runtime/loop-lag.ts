// How late a process's timers run: the first thing to look at when it is slow.
import { monitorEventLoopDelay } from 'node:perf_hooks'

const RESOLUTION_MS = 20

/** @returns a function: the 99th percentile in seconds since it was asked last */
export function watchLoopLag(): () => number {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  delay.enable()
  return () => {
    // What is recorded is the time between two looks, which are a resolution apart when nothing is late.
    const lateMs = delay.count > 0 ? delay.percentile(99) / 1e6 - RESOLUTION_MS : 0
    delay.reset()
    return Math.max(0, lateMs) / 1000
  }
}
