// The switches against the opening hours, as the switchboard holds them: in memory for calls, in Redis for ever.
import type { Redis } from 'ioredis'
import type { Config } from '../config/config-types.ts'
import type { Keys } from '../redis/keys.ts'
import type { Answer, Order } from '../redis/orders.ts'
import { readSwitches, writeSwitch, writeSwitches } from '../redis/switches.ts'
import { type HoursSwitch, type Switches, switchName } from '../trunks/switches.ts'

export type SwitchOrder = Extract<Order, { type: 'switch-hours' }>

export type HoursSwitches = {
  all(): Switches
  /** Obeyed once Redis has it. */
  turn(order: SwitchOrder, config: Config): Promise<Answer>
  /** Redis has lost its memory. Where it is away again, they hold until our next start. */
  tellAgain(): void
}

/** @throws RedisAway */
export async function openHoursSwitches(redis: Redis, keys: Keys, now: () => number): Promise<HoursSwitches> {
  let switches = await readSwitches(redis, keys)
  return {
    all: () => switches,
    tellAgain: () => void writeSwitches(redis, keys, switches).catch(() => {}),
    async turn({ target, position, until, note, by, byName }, config) {
      const { kind, name } = target
      const isThere =
        kind === 'hours' ? config.hours[name] : config.hotlines.some(hotline => hotline.name === name)
      if (!isThere && position !== 'automatic') {
        const sentence = kind === 'hours' ? `There are no hours "${name}".` : `There is no hotline "${name}".`
        return { ok: false, status: 404, code: `no-such-${kind}`, sentence }
      }
      const to: HoursSwitch | undefined =
        position === 'automatic'
          ? undefined
          : {
              ...{ position, by, byName, at: now() },
              ...(until === undefined ? {} : { until }),
              ...(note === undefined ? {} : { note }),
            }
      await writeSwitch(redis, keys, target, to)
      const next = new Map(switches)
      if (to) next.set(switchName(target), to)
      else next.delete(switchName(target))
      switches = next
      return { ok: true }
    },
  }
}
