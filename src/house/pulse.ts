// What the switchboard says of itself, every second; when it stops saying so, the key is gone in five.
import type { Redis } from 'ioredis'
import type { Keys } from '../redis/keys.ts'
import type { Pulse } from '../redis/live.ts'

const EVERY_MS = 1_000
const LIFE_S = 5

/** @returns a function that stops it and takes the key away. */
export function startPulse(redis: Redis, keys: Keys, pulse: () => Pulse): () => Promise<void> {
  const beat = () => void redis.set(keys.pulse, JSON.stringify(pulse()), 'EX', LIFE_S).catch(() => {})
  beat()
  const timer = setInterval(beat, EVERY_MS)
  return async () => {
    clearInterval(timer)
    await redis.del(keys.pulse).catch(() => {})
  }
}
