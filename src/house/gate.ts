// The switchboard's capacity on this machine: told how late Asterisk and our own timers are, and telling when callers are
// refused.
import type { Logger } from 'pino'
import type { Config } from '../config/config-types.ts'
import { type Capacity, openCapacity } from '../switchboard/capacity.ts'

const LOOK_EVERY_MS = 100

export type Gate = Capacity & { close(): void }

/** @param config the one of this moment */
export function openGate(config: () => Config, log: Logger): Gate {
  const limit = () => config().server.maxCalls
  const capacity = openCapacity(
    limit,
    () => performance.now(),
    news =>
      log.warn(
        { ...news, limit: limit() },
        news.code === 'limit'
          ? 'callers are refused: as many calls as max-calls allows'
          : 'callers are refused: this machine is too slow for more',
      ),
  )
  let due = performance.now() + LOOK_EVERY_MS
  const timer = setInterval(() => {
    capacity.late(Math.max(0, performance.now() - due))
    due = performance.now() + LOOK_EVERY_MS
  }, LOOK_EVERY_MS)
  return { ...capacity, close: () => clearInterval(timer) }
}
