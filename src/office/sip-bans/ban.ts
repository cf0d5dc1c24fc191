// How long an address is shut out: longer each time. Pure.
import type { SipBans } from '../../config/files/sip-bans.ts'
import type { Ban } from '../../redis/bans.ts'
import type { Enough } from './guesses.ts'

/** So long after a ban it is forgotten that there was one. */
export const FORGIVEN_MS = 7 * 24 * 3_600_000
const GROWTH = 4

export function nextBan(
  before: Ban | undefined,
  { address, tries }: Enough,
  at: number,
  { firstMs, longestMs }: Pick<SipBans, 'firstMs' | 'longestMs'>,
): Ban {
  const times = before && at - before.until < FORGIVEN_MS ? before.times + 1 : 1
  const lastsMs = Math.min(longestMs, firstMs * GROWTH ** Math.min(times - 1, 20))
  return { address, since: at, until: at + lastsMs, times, tries }
}
