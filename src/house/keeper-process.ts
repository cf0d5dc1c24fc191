// The keeper's process: makes the house ready, owns the servers, keeps switchboard and office alive.
import { join } from 'node:path'
import type { Environment } from '../config/environment.ts'
import { inWords } from '../config/finding.ts'
import { readCertificates } from '../http/certificates.ts'
import { ownersTls } from '../office/office.ts'
import type { Generated } from '../postgres/team.ts'
import { Keeper } from '../runtime/keeper.ts'
import { claimHome } from '../runtime/keeper-claim.ts'
import { HAND_OVER, stopOnSignal } from '../runtime/keeper-signals.ts'
import { buildPages } from '../runtime/pages.ts'
import { refuseTakenPort } from '../runtime/ports.ts'
import { step, terminalProgress } from '../runtime/progress.ts'
import { readSecrets } from '../secrets/secrets.ts'
import { findingsIn } from '../told/findings.ts'
import { addressesOf } from './addresses.ts'
import { readAgain, writeAsteriskFiles } from './asterisk-files.ts'
import { readConfiguration } from './configuration.ts'
import { openLog } from './log.ts'
import { ownServers } from './own-servers.ts'
import { premisesOf } from './premises.ts'
import { openSpoken } from './spoken.ts'
import { isElsewhere } from './standby.ts'
import { lanAddress, startSheet } from './start-sheet.ts'
import { checkRedis, prepareStores } from './stores.ts'

const STOPPING = '\nStopping: no new calls; live ones may finish. Ctrl-C again ends them now.'
const HANDING_OVER = '\nStopping, but calls go on in Asterisk. Ctrl-C again ends us at once.'

/** Runs until a signal has stopped everything. @throws RuntimeProblem, StoreProblem, BadConfiguration, VoiceProblem */
export async function runKeeper(environment: Environment): Promise<void> {
  const startedAt = performance.now()
  const { home } = environment
  const { config, warnings } = await readConfiguration(environment)
  for (const warning of findingsIn(environment.language, warnings)) console.warn(inWords(warning))
  const claim = await claimHome(home)
  try {
    const progress = terminalProgress(process.stderr)
    const log = openLog('keeper', environment)
    const premises = await premisesOf(environment, progress)
    const secrets = await readSecrets(home)
    const { databaseUrl, redisUrl, keys, asterisk } = addressesOf(environment, config, secrets)
    const spoken = openSpoken(environment, premises, {
      progress,
      failed: news => log.warn(news, 'a voice or a recording failed'),
    })
    await spoken.speak(config)
    // Calls don't wait for pages: without them the house opens all the same.
    await buildPages(environment.runtimeHome, progress).catch(problem => console.error(problem.message))

    let generated: Generated | undefined
    let areReady = false
    let standsBy = false
    // Only at the start: an Asterisk that comes back later must not wait for a database.
    const storesReady = async () => {
      if (areReady) return { changed: [] }
      await checkRedis(redisUrl)
      standsBy = config.server.standby && (await isElsewhere(redisUrl, keys, home))
      // Tables are made ready by the machine on duty, and Asterisk's files where Asterisk is.
      if (!standsBy) generated = await prepareStores(databaseUrl, { config, home, log })
      const certificate = await readCertificates(home, ownersTls(config, environment))
      const asteriskSecrets = { ariPassword: secrets.ariPassword, home, certificate }
      const isOurs = !standsBy || premises.runtime !== undefined
      const changed = isOurs ? await writeAsteriskFiles(config, premises, asteriskSecrets) : []
      areReady = true
      return { changed }
    }
    const servers = ownServers({ environment, config, secrets, runtime: premises.runtime, storesReady })
    const [office, switchboard] = [child('office'), child('switchboard')]
    const keeper = new Keeper({
      servers,
      // Where another machine may stand by, the office works only where the switchboard does.
      children: config.server.standby ? [switchboard, office] : [office, switchboard],
      drainMs: config.server.drainMs,
      tell: news => log.info(news, `${news.name} ${news.what}`),
    })
    // An Asterisk that is not ours runs on without us, and so do its calls: whoever comes next takes them up.
    const isOurs = premises.runtime !== undefined
    const handOver = () => keeper.handOver()
    const stop = () => (isOurs ? keeper.stop() : keeper.handOver())
    let handedOver = !isOurs
    const stopped = stopOnSignal({ stop, handOver, hurry: () => keeper.hurry() }, signal => {
      handedOver ||= signal === HAND_OVER
      console.error(handedOver ? HANDING_OVER : STOPPING)
    })
    const { port } = config.server.https
    await refuseTakenPort({ port, host: '::', owner: 'HTTPS', key: 'https.port' })
    if (!premises.runtime) await readAgain(asterisk, (await storesReady()).changed)
    await step(progress, `Starting ${inOneLine([...servers.map(server => server.name), 'Tongdai'])}`, () =>
      keeper.start(),
    )
    const { fingerprint } = await readCertificates(home, ownersTls(config, environment))
    await claim.tellAddress(`https://${lanAddress()}:${port}`)
    if (standsBy) console.log(STANDING_BY)
    else console.log(startSheet({ config, generated, fingerprint, tookMs: performance.now() - startedAt }))
    // Numbers, dates and what only some flows say: calls may come meanwhile.
    spoken.fillIn().catch((err: unknown) => log.warn({ err }, 'the voice failed'))
    await stopped
    spoken.close()
    console.error(handedOver ? 'Handed over: the next start takes up the calls.' : 'Stopped.')
  } finally {
    await claim.release()
  }
}

const STANDING_BY =
  '\nTongdai stands by. It takes over when the machine that takes the calls now falls silent.\n'

const inOneLine = (names: readonly string[]) =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`

function child(name: 'office' | 'switchboard') {
  return { name, command: process.execPath, args: [join(import.meta.dirname, '..', 'main.ts'), name] }
}
