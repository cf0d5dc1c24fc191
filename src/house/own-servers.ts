// The servers that the keeper starts and owns: those that the environment does not name.
import type { Config } from '../config/config-types.ts'
import type { Environment } from '../config/environment.ts'
import { startAsterisk } from '../runtime/asterisk-server.ts'
import type { KeptServer } from '../runtime/keeper.ts'
import { startPostgres } from '../runtime/postgres-server.ts'
import { startRedis } from '../runtime/redis-server.ts'
import type { Runtime } from '../runtime/runtime.ts'
import type { Secrets } from '../secrets/secrets.ts'
import { foldersOf } from './addresses.ts'

export type OwnServersOptions = {
  environment: Environment
  config: Config
  secrets: Secrets
  runtime: Runtime | undefined
  /** Once both stores answer, and before anything else starts. */
  storesReady(): Promise<void>
}

export function ownServers({
  environment,
  config,
  secrets,
  runtime,
  storesReady,
}: OwnServersOptions): KeptServer[] {
  if (!runtime) return []
  const { server } = config
  const folders = foldersOf(environment.home)
  const postgres: KeptServer = {
    name: 'PostgreSQL',
    start: () =>
      startPostgres({
        runtime,
        folder: folders.postgres,
        port: server.postgres.port,
        password: secrets.postgresPassword,
        portKey: 'postgres.port',
      }),
  }
  const redis: KeptServer = {
    name: 'Redis',
    start: () =>
      startRedis({
        runtime,
        folder: folders.redis,
        port: server.redis.port,
        password: secrets.redisPassword,
        portKey: 'redis.port',
      }),
  }
  const asterisk: KeptServer = {
    name: 'Asterisk',
    async start() {
      await storesReady()
      return startAsterisk({
        runtime,
        etcFolder: folders.asteriskEtc,
        folder: folders.asterisk,
        ports: [
          { port: server.ari.port, owner: 'Asterisk', key: 'ari.port' },
          { port: server.sip.port, protocol: 'udp', host: '0.0.0.0', owner: 'SIP', key: 'sip.port' },
          { port: server.sip.port, protocol: 'tcp', host: '0.0.0.0', owner: 'SIP', key: 'sip.port' },
        ],
      })
    },
  }
  return [...(environment.databaseUrl ? [] : [postgres]), ...(environment.redisUrl ? [] : [redis]), asterisk]
}
