// What may befall Asterisk's events on their way to us: they come twice, out of order, late, or never.

/** As much of an event as decides about its fate. */
export type Told = {
  type: string
  channel?: { id: string; caller: { number: string } }
  playback?: { id: string }
  endpoint?: { resource: string }
}

export type Mishaps = {
  /** Each comes twice; the second time a moment later, behind what came meanwhile. */
  twice?: boolean
  /** Neighbours change places. */
  swapped?: boolean
  /** That one never comes. */
  loses?(event: Told): boolean
  /** How much later it comes, ms. */
  lateMs?(event: Told): number
}

/** How long an event waits for the neighbour with whom it changes places. */
const NEIGHBOUR_MS = 50
const AGAIN_MS = 30

export type MishapDesk = {
  /** One frame as Asterisk sent it. */
  hear(frame: string): void
  /** From now on this befalls what comes. */
  befall(mishaps: Mishaps): void
  /** What never came, in order. */
  readonly lost: readonly Told[]
  close(): void
}

/** @param deliver is given each frame when it is its time */
export function openMishaps(deliver: (frame: string) => void): MishapDesk {
  let mishaps: Mishaps = {}
  let held: string | undefined
  const lost: Told[] = []
  const timers = new Set<NodeJS.Timeout>()

  function later(ms: number, act: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer)
      act()
    }, ms)
    timers.add(timer)
  }

  function arrive(frame: string): void {
    deliver(frame)
    if (mishaps.twice) later(AGAIN_MS, () => deliver(frame))
  }

  function swap(frame: string): void {
    if (held !== undefined) {
      const neighbour = held
      held = undefined
      arrive(frame)
      return arrive(neighbour)
    }
    held = frame
    later(NEIGHBOUR_MS, () => {
      if (held !== frame) return
      held = undefined
      arrive(frame)
    })
  }

  const goOn = (frame: string) => (mishaps.swapped ? swap(frame) : arrive(frame))

  return {
    hear(frame) {
      const event = JSON.parse(frame) as Told
      // An answer is no event: it belongs to its request.
      if (event.type === 'RESTResponse') return deliver(frame)
      if (mishaps.loses?.(event)) return void lost.push(event)
      const ms = mishaps.lateMs?.(event) ?? 0
      if (ms > 0) later(ms, () => goOn(frame))
      else goOn(frame)
    },
    befall(next) {
      mishaps = next
    },
    lost,
    close() {
      for (const timer of timers) clearTimeout(timer)
    },
  }
}
