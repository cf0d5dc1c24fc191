// Who may act: one active switchboard holds the lease and the newest fencing token; others stand by.
import type { Redis } from 'ioredis'
import { askRedis } from './connection.ts'
import type { Keys } from './keys.ts'
import { script } from './scripts.ts'

/** With what a start takes, a standby acts within five seconds; some renewals may fail before it is lost. */
const LEASE_MS = 2_500
const RENEW_EVERY_MS = 500
const ASK_EVERY_MS = 100
/** What a switchboard left that is gone ends by itself; what is held for longer, somebody alive holds. */
const ALIVE_AFTER_MS = 2 * LEASE_MS

const take = script('take-lease')
const renew = script('renew-lease')
const giveBack = script('give-back-lease')

export type Lease = {
  readonly token: number
  /** May we act right now? Judged by our own monotonic clock, never by asking. */
  holds(): boolean
  release(): Promise<void>
}

export type LeaseOptions = {
  redis: Redis
  keys: Keys
  /** Stable over restarts of one installation, so that a restart does not wait for its own old lease. */
  holder: string
  /** Without a standby nobody else could act, so a Redis that is away takes nothing from us. */
  standby: boolean
  /** Somebody else has it: told once, then we wait. Without a standby only when he proves to be alive. */
  onWaiting?(): void
  /** It belongs to somebody else now: stop at once. */
  onLost(): void
  /** Redis had lost its memory; the lease is ours again, all else is to be written anew. */
  onForgotten?(): void
}

/** Waits until the lease is ours, then keeps it. */
export async function holdLease(options: LeaseOptions, signal: AbortSignal): Promise<Lease> {
  const { redis, keys, holder, standby } = options
  const tellAt = performance.now() + (standby ? 0 : ALIVE_AFTER_MS)
  let isTold = false
  for (;;) {
    signal.throwIfAborted()
    const asked = performance.now()
    const taken = await take(redis, [keys.lease, keys.token], [holder, String(LEASE_MS)]).catch(
      () => undefined,
    )
    if (Number(taken) > 0) return keep(options, Number(taken), asked + LEASE_MS)
    if (taken === 0 && !isTold && asked >= tellAt) {
      isTold = true
      options.onWaiting?.()
    }
    await new Promise(resolve => setTimeout(resolve, ASK_EVERY_MS))
  }
}

/** Who holds the lease now; undefined: nobody. */
export async function leaseHolder(redis: Redis, keys: Pick<Keys, 'lease'>): Promise<string | undefined> {
  const held = await askRedis(redis.get(keys.lease))
  return held?.replace(/:\d+$/, '')
}

function keep(options: LeaseOptions, token: number, until: number): Lease {
  const { redis, keys, holder, standby, onLost } = options
  let validUntil = until
  let lost = false
  const timer = setInterval(async () => {
    const asked = performance.now()
    // The loop itself was stopped longer than the lease: somebody else may act by now.
    if (standby && asked > validUntil) return lose()
    const args = [holder, String(token), String(LEASE_MS)]
    const kept = await renew(redis, [keys.lease, keys.token], args).catch(() => undefined)
    if (kept === 1 || kept === 2) validUntil = asked + LEASE_MS
    if (kept === 2) options.onForgotten?.()
    if (kept === 0) lose()
  }, RENEW_EVERY_MS)
  const lose = () => {
    if (lost) return
    lost = true
    clearInterval(timer)
    onLost()
  }
  return {
    token,
    holds: () => !lost && (!standby || performance.now() < validUntil),
    async release() {
      clearInterval(timer)
      lost = true
      await giveBack(redis, [keys.lease], [holder, String(token)]).catch(() => undefined)
    },
  }
}
