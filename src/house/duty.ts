// What a switchboard begins with: the lease, and then what holds at that moment. Who stood by reads files and team again.
import type { Logger } from 'pino'
import type { Config } from '../config/config-types.ts'
import type { Environment } from '../config/environment.ts'
import { readSecrets, type Secrets } from '../secrets/secrets.ts'
import { type Addresses, addressesOf } from './addresses.ts'
import { BadConfiguration, keepVersion, readConfiguration } from './configuration.ts'
import { type Memory, openMemory } from './memory.ts'
import { freshTeam } from './standby.ts'

export type Duty = { config: Config; secrets: Secrets; addresses: Addresses; memory: Memory }

type Told = {
  log: Logger
  /** Another switchboard acts; with `standby` that is as it should be. */
  standingBy(): void
  onLost(): void
}

/** Waits for Redis and for the lease. @throws BadConfiguration */
export async function goOnDuty(environment: Environment, { log, standingBy, onLost }: Told): Promise<Duty> {
  const { home } = environment
  let { config, tree } = await readConfiguration(environment)
  const secrets = await readSecrets(home)
  const addresses = addressesOf(environment, config, secrets)
  const { redisUrl, databaseUrl, keys } = addresses
  let stoodBy = false
  const onStandby = () => {
    stoodBy = true
    if (!config.server.standby)
      return log.error('another machine has the lease; set "standby: true" on both, or stop one of them')
    log.info('standing by: another machine takes the calls')
    standingBy()
  }
  const memory = await openMemory({ home, config, redisUrl, keys, log, onStandby, onLost })
  if (stoodBy) {
    log.info('taking over')
    const [now] = await Promise.all([
      readConfiguration(environment).catch((err: unknown) => {
        if (!(err instanceof BadConfiguration)) throw err
        log.error(
          { err },
          'the files have mistakes now; going on with what they said when this machine started',
        )
      }),
      freshTeam(databaseUrl, home, log),
    ])
    if (now) ({ config, tree } = now)
  }
  await keepVersion(environment, config, tree)
  return { config, secrets, addresses, memory }
}
