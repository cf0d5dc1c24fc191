// The office's process: API, scribe, archiver. It may die without a caller noticing.
import type { Logger } from 'pino'
import type { Environment } from '../config/environment.ts'
import { openOffice } from '../office/office.ts'
import { buildPages } from '../runtime/pages.ts'
import { superviseMe } from '../runtime/supervise-me.ts'
import { readSecrets } from '../secrets/secrets.ts'
import { addressesOf } from './addresses.ts'
import { readConfiguration } from './configuration.ts'
import { openLog } from './log.ts'
import { premisesOf } from './premises.ts'
import { openSpoken } from './spoken.ts'
import { officeDuty } from './standby.ts'
import { prepareStores } from './stores.ts'

/** Runs until it is told to stop. @throws BadConfiguration, BadCertificate */
export async function runOffice(environment: Environment): Promise<void> {
  const log = openLog('office', environment)
  let close = async () => {}
  const supervision = superviseMe({ drain: () => close(), handOver: () => close() })
  const { home, configRoot } = environment
  const secrets = await readSecrets(home)
  let { config } = await readConfiguration(environment)
  const { databaseUrl, redisUrl, keys, asterisk } = addressesOf(environment, config, secrets)
  if (config.server.standby) {
    let stoodBy = false
    const standingBy = () => {
      stoodBy = true
      supervision.ready()
    }
    await officeDuty({ redisUrl, keys, home, log }, standingBy, () => leave(log))
    if (stoodBy) {
      config = (await readConfiguration(environment)).config
      // Only who is on duty changes tables; PostgreSQL may be away, as at any start.
      const away = (err: unknown) => log.error({ err }, 'the database could not be made ready')
      await prepareStores(databaseUrl, { config, home, log }).catch(away)
    }
  }
  const speaker = openSpoken(environment, await premisesOf(environment), {
    failed: news => log.warn(news, 'a voice or a recording failed'),
  })
  const office = await openOffice({
    config,
    home,
    configRoot,
    secrets,
    databaseUrl,
    redisUrl,
    keys,
    asterisk,
    pages: await pages(environment, log),
    speaker,
    followsFiles: true,
    log,
  })
  close = async () => {
    speaker.close()
    await office.close()
  }
  supervision.ready()
}

/** The other machine's office works now; the keeper starts us again, to stand by. */
function leave(log: Logger): never {
  log.warn('another machine has taken over')
  log.flush()
  process.exit(3)
}

/** The keeper has built them, unless sources changed since; an office without pages still serves the API. */
function pages({ runtimeHome }: Environment, log: Logger): Promise<string | undefined> {
  return buildPages(runtimeHome).catch(err => {
    log.error({ err }, 'there are no pages')
    return undefined
  })
}
