// One atomic operation = one Lua file (lua/*.lua say their KEYS and ARGV). Sent once, then called by its hash.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Redis } from 'ioredis'

export type Script = (redis: Redis, keys: readonly string[], args: readonly string[]) => Promise<unknown>

type Name = 'write' | 'take-lease' | 'renew-lease' | 'give-back-lease' | 'claim-token'

export function script(name: Name): Script {
  const source = readFileSync(join(import.meta.dirname, 'lua', `${name}.lua`), 'utf8')
  const hash = createHash('sha1').update(source).digest('hex')
  return async (redis, keys, args) => {
    try {
      return await redis.evalsha(hash, keys.length, ...keys, ...args)
    } catch (error) {
      // Redis has not seen it yet, or was restarted.
      if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error
      return redis.eval(source, keys.length, ...keys, ...args)
    }
  }
}
