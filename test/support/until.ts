// Waiting for a condition, never for a time.
import { setTimeout as pause } from 'node:timers/promises'

/** Asks until the answer is neither false nor undefined. @throws after `withinMs`, saying what was awaited */
export async function until<T>(
  ask: () => T | Promise<T>,
  withinMs = 10_000,
  what = ask.toString(),
): Promise<Exclude<T, false | undefined>> {
  const giveUpAt = performance.now() + withinMs
  for (;;) {
    const answer = await ask()
    if (answer !== false && answer !== undefined) return answer as Exclude<T, false | undefined>
    if (performance.now() > giveUpAt) throw new Error(`Not within ${withinMs} ms: ${what}`)
    await pause(20)
  }
}
