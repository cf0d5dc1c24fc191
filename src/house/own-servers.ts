// The servers that the keeper starts and owns: those that the environment does not name.
import type { Config } from '../config/config-types.ts'
import type { Environment } from '../config/environment.ts'
import { startAsterisk } from '../runtime/asterisk-server.ts'
import type { KeptServer } from '../runtime/keeper.ts'
import { startPostgres } from '../runtime/postgres-server.ts'
import { startRedis } from '../runtime/redis-server.ts'
import type { Runtime } from '../runtime/runtime.ts'
import type { Secrets } from '../secrets/secrets.ts'
import { addressesOf, foldersOf } from './addresses.ts'
import { readAgain } from './asterisk-files.ts'

/** Which files of Asterisk were written anew. */
export type StoresReady = { changed: readonly string[] }

export type OwnServersOptions = {
  environment: Environment
  config: Config
  secrets: Secrets
  runtime: Runtime | undefined
  /** Once both stores answer, and before anything else starts. */
  storesReady(): Promise<StoresReady>
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
  const { asterisk: asteriskAddress } = addressesOf(environment, config, secrets)
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
      const { changed } = await storesReady()
      const running = await startAsterisk({
        runtime,
        etcFolder: folders.asteriskEtc,
        folder: folders.asterisk,
        ports: [
          { port: server.ari.port, owner: 'Asterisk', key: 'ari.port' },
          { port: server.sip.port, protocol: 'udp', host: '0.0.0.0', owner: 'SIP', key: 'sip.port' },
          { port: server.sip.port, protocol: 'tcp', host: '0.0.0.0', owner: 'SIP', key: 'sip.port' },
          ...(server.sip.tls
            ? [
                {
                  port: server.sip.tls.port,
                  protocol: 'tcp' as const,
                  host: '0.0.0.0',
                  owner: 'SIP',
                  key: 'sip.tls.port',
                },
              ]
            : []),
        ],
      })
      // Files of a newer version, or what the owner changed meanwhile.
      if (running.adopted) await readAgain(asteriskAddress, changed)
      return running
    },
  }
  return [...(environment.databaseUrl ? [] : [postgres]), ...(environment.redisUrl ? [] : [redis]), asterisk]
}
