// Who is kept out, as the office keeps it: addresses that guess, and numbers that people have blocked.
import type { Redis } from 'ioredis'
import type { Config } from '../config.ts'
import type { Database } from '../postgres/database.ts'
import { openBlockList } from './block-list.ts'
import type { OfficeOptions } from './office.ts'
import { type SipBansView, startSipBans } from './sip-bans/sip-bans.ts'

export type SipSafety = {
  bans: SipBansView
  blockedChanged(): Promise<void>
  stop(): Promise<void>
}

type Stores = { redis: Redis; db: Database; config(): Config }

export function openSipSafety(
  { keys, home, asterisk, log }: Pick<OfficeOptions, 'keys' | 'home' | 'asterisk' | 'log'>,
  { redis, db, config }: Stores,
): SipSafety {
  const bans = startSipBans({ ...{ redis, keys, home, log, config }, source: asterisk })
  const blockList = openBlockList({ db, redis, keys, log })
  return {
    bans,
    blockedChanged: blockList.changed,
    stop: async () => void (await Promise.all([bans.stop(), blockList.stop()])),
  }
}
