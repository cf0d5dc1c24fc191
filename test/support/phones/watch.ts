// Waiting for a condition instead of for a while: whoever changes something says so, whoever waits looks again.

export type Watch = {
  /** Something changed: everybody who waits looks again. */
  changed(): void
  /**
   * Resolves as soon as `condition` holds, at once if it does already. Rejects after `withinMs` with a sentence
   * of `what` was awaited and, by `details`, how things stood then.
   */
  until(what: string, condition: () => boolean, withinMs: number): Promise<void>
}

export function createWatch(details: () => string = () => ''): Watch {
  const lookers = new Set<() => void>()

  function until(what: string, condition: () => boolean, withinMs: number): Promise<void> {
    if (condition()) return Promise.resolve()
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const late = new Error(`${what}: not within ${withinMs} ms`)
    const timer = setTimeout(() => {
      lookers.delete(look)
      const stood = details()
      if (stood) late.message += ` (${stood})`
      reject(late)
    }, withinMs)
    const look = () => {
      if (!condition()) return
      clearTimeout(timer)
      lookers.delete(look)
      resolve()
    }
    lookers.add(look)
    return promise
  }

  return {
    until,
    changed: () => {
      for (const look of lookers) look()
    },
  }
}
