// The house time, written down every second: another boot or another machine goes on from there, so that deadlines in
// live calls and on the floor hold.
import type { Redis } from 'ioredis'
import type { HouseTime } from '../switchboard/clock.ts'
import { askRedis } from './connection.ts'
import type { Keys } from './keys.ts'

type HouseTimeKeys = Pick<Keys, 'houseTime'>

/** @returns undefined where none was ever written, or nobody can read it. @throws RedisAway */
export async function readHouseTime(redis: Redis, keys: HouseTimeKeys): Promise<HouseTime | undefined> {
  const text = await askRedis(redis.get(keys.houseTime))
  if (text === null) return undefined
  const { boot, machine, offsetMs, house, wall } = JSON.parse(text) as Partial<HouseTime>
  const isWhole = typeof boot === 'string' && typeof machine === 'string'
  const numbers = [offsetMs, house, wall]
  if (!isWhole || !numbers.every(Number.isFinite)) return undefined
  return { boot, machine, offsetMs, house, wall } as HouseTime
}

/** @throws RedisAway */
export async function keepHouseTime(redis: Redis, keys: HouseTimeKeys, time: HouseTime): Promise<void> {
  await askRedis(redis.set(keys.houseTime, JSON.stringify(time)))
}
