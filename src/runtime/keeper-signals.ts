// What Ctrl-C and its like mean to the keeper: the first stops, a later one hurries.

/** npm and the shell each pass one Ctrl-C on, so the same one may arrive twice or thrice. */
const sameMs = 500

export type Stoppable = { stop: () => Promise<void>; hurry: () => void }

/** Resolves when a signal came and all has stopped; `onStopping` is called at the first signal. */
export function stopOnSignal(keeper: Stoppable, onStopping: (signal: NodeJS.Signals) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    let firstAt: number | undefined
    const heard = (signal: NodeJS.Signals): void => {
      if (firstAt === undefined) {
        firstAt = performance.now()
        onStopping(signal)
        keeper.stop().then(resolve, reject)
      } else if (performance.now() - firstAt > sameMs) {
        keeper.hurry()
      }
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, heard)
  })
}
