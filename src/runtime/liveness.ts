// When a silent child counts as frozen. Pure: time comes in by looking again and again.

/** `aliveMs` since its start, `silentMs` since its last heartbeat, as counted by who looks. */
export type Liveness = { aliveMs: number; silentMs: number }
export type LivenessLimits = {
  /** So long nothing is expected: it loads, connects, recovers. */
  startMs: number
  silentMs: number
}

/** Eight seconds: a long pause of the garbage collector or a slow disk is no reason to cut a switchboard. */
export const usualLimits: LivenessLimits = { startMs: 20_000, silentMs: 8000 }

/** One look never counts for more: a keeper that was stopped itself must not blame its children. */
const longestLookMs = 1000

export const newborn: Liveness = { aliveMs: 0, silentMs: 0 }

export function heardFrom(state: Liveness): Liveness {
  return { ...state, silentMs: 0 }
}

export function looked(state: Liveness, sinceLastLookMs: number): Liveness {
  const counted = Math.min(sinceLastLookMs, longestLookMs)
  return { aliveMs: state.aliveMs + counted, silentMs: state.silentMs + counted }
}

export function isFrozen({ aliveMs, silentMs }: Liveness, limits: LivenessLimits = usualLimits): boolean {
  return silentMs >= (aliveMs <= limits.startMs ? limits.startMs : limits.silentMs)
}
