// The block list on its way from PostgreSQL, which has the truth, to the switchboard: with each change, and now and then,
// since Redis may have been emptied and the switchboard may have been away.
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { blockedContacts } from '../postgres/blocked.ts'
import type { Database } from '../postgres/database.ts'
import { readBlocked, writeBlocked } from '../redis/blocked.ts'
import type { Keys } from '../redis/keys.ts'
import { sendOrder } from '../redis/orders.ts'

const COMPARED_MS = 30_000

export type BlockList = {
  /** @throws RedisAway, DatabaseAway */
  changed(): Promise<void>
  stop(): Promise<void>
}

type BlockListParts = { db: Database; redis: Redis; keys: Keys; log: Logger }

export function openBlockList({ db, redis, keys, log }: BlockListParts): BlockList {
  let running: Promise<void> | undefined
  const changed = async () => {
    const [wanted, known] = await Promise.all([blockedContacts(db), readBlocked(redis, keys)])
    if (wanted.length === known.size && wanted.every(contact => known.has(contact))) return
    await writeBlocked(redis, keys, wanted)
    // A switchboard that is away reads it when it starts.
    await sendOrder(redis, keys, { type: 'blocked-changed' }).catch((err: unknown) =>
      log.warn({ err }, 'the switchboard did not hear of the changed block list'),
    )
  }
  const compare = () => {
    // A store is away: the next time is as good.
    running ??= changed()
      .catch(() => {})
      .finally(() => {
        running = undefined
      })
  }
  const timer = setInterval(compare, COMPARED_MS)
  compare()
  return {
    changed,
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}
