// Where everything is: what the environment names, else our own servers on loopback.
import { join } from 'node:path'
import type { Config } from '../config/config-types.ts'
import type { Environment } from '../config/environment.ts'
import { type Keys, keys } from '../redis/keys.ts'
import type { Secrets } from '../secrets/secrets.ts'

export const ARI_USER = 'tongdai'

export type Addresses = {
  databaseUrl: string
  redisUrl: string
  keys: Keys
  asterisk: { url: string; user: string; password: string }
}

export function addressesOf(environment: Environment, { server }: Config, secrets: Secrets): Addresses {
  const ownPostgres = `postgres://tongdai:${secrets.postgresPassword}@127.0.0.1:${server.postgres.port}/tongdai`
  const ownRedis = `redis://:${secrets.redisPassword}@127.0.0.1:${server.redis.port}/0`
  return {
    databaseUrl: environment.databaseUrl ?? ownPostgres,
    redisUrl: environment.redisUrl ?? ownRedis,
    keys: keys('tongdai:'),
    asterisk: {
      url: environment.asterisk?.url ?? `http://127.0.0.1:${server.ari.port}`,
      user: ARI_USER,
      password: secrets.ariPassword,
    },
  }
}

/** Folders of the state folder. */
export function foldersOf(home: string) {
  return {
    asterisk: join(home, 'asterisk'),
    asteriskEtc: join(home, 'asterisk', 'etc'),
    postgres: join(home, 'postgres'),
    redis: join(home, 'redis'),
    prompts: join(home, 'prompts'),
    logs: join(home, 'log'),
    versions: join(home, 'cache', 'versions'),
    spill: join(home, 'spill', 'journal.jsonl'),
    mirror: join(home, 'spill', 'live-state'),
  }
}
