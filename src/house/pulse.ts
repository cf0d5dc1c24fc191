// What the switchboard says of itself, every second; when it stops saying so, the key is gone in five.
import type { Redis } from 'ioredis'
import { keepHouseTime } from '../redis/house-time.ts'
import type { Keys } from '../redis/keys.ts'
import type { Pulse } from '../redis/live.ts'
import type { MachineClock } from '../switchboard/clock.ts'

const EVERY_MS = 1_000
const LIFE_S = 5

type Heart = {
  redis: Redis
  keys: Keys
  clock: MachineClock
  /** Whoever has lost his lease says nothing any more. */
  mayAct(): boolean
  /** Its time is the clock's. */
  pulse(): Omit<Pulse, 'at' | 'house'>
}

/** @returns a function that stops it and takes the key away. */
export function startPulse({ redis, keys, clock, mayAct, pulse }: Heart): () => Promise<void> {
  const beat = () => {
    if (!mayAct()) return
    const { wall: at, house } = clock.now()
    // A Redis that does not take them is told of elsewhere.
    redis.set(keys.pulse, JSON.stringify({ ...pulse(), at, house }), 'EX', LIFE_S).catch(() => {})
    keepHouseTime(redis, keys, clock.note()).catch(() => {})
  }
  beat()
  const timer = setInterval(beat, EVERY_MS)
  return async () => {
    clearInterval(timer)
    await redis.del(keys.pulse).catch(() => {})
  }
}
