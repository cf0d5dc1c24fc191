// When a silent child counts as frozen. Pure: time comes in by looking again and again.

/**
 * `aliveMs` since its start, `silentMs` since its last heartbeat, as counted by who looks; `atWork`: it said that it is
 * ready, and has no more reason to be silent.
 */
export type Liveness = { aliveMs: number; silentMs: number; atWork?: true }
export type LivenessLimits = {
  /** So long nothing is expected until it is ready: it loads, connects, recovers. */
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

export function isReady(state: Liveness): Liveness {
  return { ...heardFrom(state), atWork: true }
}

export function looked(state: Liveness, sinceLastLookMs: number): Liveness {
  const counted = Math.min(sinceLastLookMs, longestLookMs)
  return { ...state, aliveMs: state.aliveMs + counted, silentMs: state.silentMs + counted }
}

export function isFrozen(state: Liveness, limits: LivenessLimits = usualLimits): boolean {
  const { aliveMs, silentMs, atWork } = state
  const starts = !atWork && aliveMs <= limits.startMs
  return silentMs >= (starts ? limits.startMs : limits.silentMs)
}
