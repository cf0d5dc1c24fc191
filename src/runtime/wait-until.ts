// Waits for a condition instead of a time.
import { setTimeout as pause } from 'node:timers/promises'

/** Asks again every few milliseconds; answers whether the condition came true within `limitMs`. */
export async function waitUntil(
  condition: () => boolean | Promise<boolean>,
  limitMs: number,
  everyMs = 20,
): Promise<boolean> {
  const deadline = performance.now() + limitMs
  while (!(await condition())) {
    if (performance.now() >= deadline) return false
    await pause(everyMs)
  }
  return true
}
