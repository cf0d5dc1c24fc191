// What supervisors put against the opening hours. It outlives every process, Redis' own restart too.
import type { Redis } from 'ioredis'
import { type HoursSwitch, type Switches, type SwitchTarget, switchName } from '../trunks/switches.ts'
import { askRedis } from './connection.ts'
import type { Keys } from './keys.ts'

/** @throws RedisAway */
export async function readSwitches(redis: Redis, keys: Keys): Promise<Switches> {
  const entries = Object.entries(await askRedis(redis.hgetall(keys.switches)))
  return new Map(
    entries.flatMap(([name, text]) => {
      const found = switchFrom(text)
      return found ? [[name, found]] : []
    }),
  )
}

/** @param to undefined: the calendar rules again. @throws RedisAway */
export async function writeSwitch(
  redis: Redis,
  keys: Keys,
  target: SwitchTarget,
  to: HoursSwitch | undefined,
): Promise<void> {
  const name = switchName(target)
  await askRedis<unknown>(
    to ? redis.hset(keys.switches, name, JSON.stringify(to)) : redis.hdel(keys.switches, name),
  )
}

/** All of them, to a Redis that has lost its memory. @throws RedisAway */
export async function writeSwitches(redis: Redis, keys: Keys, switches: Switches): Promise<void> {
  const fields = [...switches].flatMap(([name, to]) => [name, JSON.stringify(to)])
  if (fields.length > 0) await askRedis(redis.hset(keys.switches, fields))
}

/** undefined for what a later version wrote in a way that is unknown here. */
function switchFrom(text: string): HoursSwitch | undefined {
  try {
    const value = JSON.parse(text) as Partial<HoursSwitch>
    const isOne = value.position === 'open' || value.position === 'closed'
    return isOne ? (value as HoursSwitch) : undefined
  } catch {
    return undefined
  }
}
