// What Ctrl-C and its like mean to the keeper: the first stops, a later one hurries; SIGUSR2 hands over.

/** npm and the shell each pass one Ctrl-C on, so the same one may arrive twice or thrice. */
const sameMs = 500

export type Stoppable = { stop: () => Promise<void>; handOver: () => Promise<void>; hurry: () => void }

/** Leave the servers and the calls in them to the next keeper. (SIGUSR1 is Node's own.) */
export const HAND_OVER = 'SIGUSR2'

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
    process.on(HAND_OVER, () => {
      if (firstAt !== undefined) return
      firstAt = performance.now()
      onStopping(HAND_OVER)
      keeper.handOver().then(resolve, reject)
    })
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, heard)
  })
}
