// The keeper's process: makes the house ready, owns the servers, keeps switchboard and office alive.
import { join } from 'node:path'
import type { Environment } from '../config/environment.ts'
import { inWords } from '../config/finding.ts'
import { readCertificates } from '../http/certificates.ts'
import { prepareDatabase } from '../postgres/prepare.ts'
import type { Generated } from '../postgres/team.ts'
import { startAsterisk } from '../runtime/asterisk-server.ts'
import { installRuntime } from '../runtime/install.ts'
import { Keeper, type KeeperPlan, type KeptServer } from '../runtime/keeper.ts'
import { claimHome } from '../runtime/keeper-claim.ts'
import { stopOnSignal } from '../runtime/keeper-signals.ts'
import { refuseTakenPort } from '../runtime/ports.ts'
import { startPostgres } from '../runtime/postgres-server.ts'
import { step, terminalProgress } from '../runtime/progress.ts'
import { startRedis } from '../runtime/redis-server.ts'
import { readSecrets } from '../secrets/secrets.ts'
import { addressesOf, foldersOf } from './addresses.ts'
import { writeAsteriskFiles } from './asterisk-files.ts'
import { readConfiguration } from './configuration.ts'
import { openLog } from './log.ts'
import { openSpoken } from './spoken.ts'
import { lanAddress, startSheet } from './start-sheet.ts'

/** @throws RuntimeProblem, BadConfiguration, VoiceProblem: sentences for people */
export async function runKeeper(environment: Environment): Promise<void> {
  const startedAt = performance.now()
  const { home, archive } = environment
  const { config, warnings } = await readConfiguration(environment)
  for (const warning of warnings) console.warn(inWords(warning))
  const claim = await claimHome(home)
  const progress = terminalProgress(process.stderr)
  const log = openLog('keeper', environment)
  const runtime = await installRuntime({
    home: environment.runtimeHome,
    progress,
    ...(archive === undefined ? {} : { archive }),
  })
  const secrets = await readSecrets(home)
  const { databaseUrl } = addressesOf(environment, config, secrets)
  await openSpoken(environment, runtime, progress).speak(config)

  const { server } = config
  const folders = foldersOf(home)
  let generated: Generated | undefined
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
      const fresh = await prepareDatabase(databaseUrl, { config, home, log })
      generated ??= fresh.generated
      await writeAsteriskFiles(home, config, runtime, secrets.ariPassword)
      return startAsterisk({
        runtime,
        etcFolder: folders.asteriskEtc,
        folder: folders.asterisk,
        ports: [
          { port: server.ari.port, owner: 'Asterisk', key: 'ari.port' },
          { port: server.sip.port, protocol: 'udp', host: '0.0.0.0', owner: 'SIP', key: 'sip.port' },
        ],
      })
    },
  }
  const main = join(import.meta.dirname, '..', 'main.ts')
  const child = (name: string) => ({ name, command: process.execPath, args: [main, name] })
  const plan: KeeperPlan = {
    servers: [
      ...(environment.databaseUrl ? [] : [postgres]),
      ...(environment.redisUrl ? [] : [redis]),
      asterisk,
    ],
    children: [child('office'), child('switchboard')],
    drainMs: server.drainMs,
    tell: news => log.info(news, `${news.name} ${news.what}`),
  }
  const keeper = new Keeper(plan)
  const stopped = stopOnSignal(keeper, () => {
    console.error('\nStopping: no new calls; live ones may finish. Ctrl-C again ends them now.')
  })
  try {
    await refuseTakenPort({ port: server.https.port, host: '::', owner: 'HTTPS', key: 'https.port' })
    await step(progress, 'Starting Asterisk, PostgreSQL, Redis and Tongdai', () => keeper.start())
    const { fingerprint } = await readCertificates(home, undefined)
    await claim.tellAddress(`https://${lanAddress()}:${server.https.port}`)
    console.log(startSheet({ config, generated, fingerprint, tookMs: performance.now() - startedAt }))
    await stopped
    console.error('Stopped.')
  } finally {
    await claim.release()
  }
}
