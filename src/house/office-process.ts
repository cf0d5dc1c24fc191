// The office's process: API, scribe, archiver. It may die without a caller noticing.
import type { Environment } from '../config/environment.ts'
import { openOffice } from '../office/office.ts'
import { superviseMe } from '../runtime/supervise-me.ts'
import { readSecrets } from '../secrets/secrets.ts'
import { addressesOf } from './addresses.ts'
import { readConfiguration } from './configuration.ts'
import { openLog } from './log.ts'

/** Runs until it is told to stop. @throws BadConfiguration, BadCertificate */
export async function runOffice(environment: Environment): Promise<void> {
  const log = openLog('office', environment)
  let close = async () => {}
  const supervision = superviseMe(() => close())
  const { home, configRoot } = environment
  const { config } = await readConfiguration(environment)
  const secrets = await readSecrets(home)
  const { databaseUrl, redisUrl, keys, asterisk } = addressesOf(environment, config, secrets)
  const office = await openOffice({
    config,
    home,
    configRoot,
    secrets,
    databaseUrl,
    redisUrl,
    keys,
    asterisk,
    log,
  })
  close = office.close
  supervision.ready()
}
