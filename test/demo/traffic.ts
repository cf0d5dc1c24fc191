// Chance and time for the people of the demo, and who of them is talking right now.
import { setTimeout as wait } from 'node:timers/promises'

export type Traffic = {
  readonly signal: AbortSignal
  between(low: number, high: number): number
  /** True so many times out of a hundred. */
  chance(percent: number): boolean
  oneOf<T>(things: readonly T[]): T
  /** @returns false when the demo ends */
  pause(ms: number): Promise<boolean>
  /** The same caller as two ends write him: his last nine digits. */
  talking: Set<string>
}

export function openTraffic(signal: AbortSignal): Traffic {
  const between = (low: number, high: number) => low + Math.random() * (high - low)
  return {
    signal,
    between,
    chance: percent => Math.random() * 100 < percent,
    oneOf: things => things[Math.floor(Math.random() * things.length)]!,
    async pause(ms) {
      await wait(ms, undefined, { signal }).catch(() => {})
      return !signal.aborted
    },
    talking: new Set(),
  }
}

/** A voice, as far as a tone can be one: words and the pauses between them. */
export function babble(
  say: (freqHz: number | undefined) => void,
  base: number,
  traffic: Traffic,
): () => void {
  let speaking = false
  const timer = setInterval(() => {
    speaking = !speaking && traffic.chance(75)
    say(speaking ? Math.round(base * traffic.between(0.8, 1.3)) : undefined)
  }, 350)
  return () => {
    clearInterval(timer)
    say(undefined)
  }
}

export const callerKey = (number: string): string => number.replace(/\D/g, '').slice(-9)
