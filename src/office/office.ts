// The office: what a call center needs besides calls. It prepares the database, then runs scribe, archiver and
// HTTP. It may die without a caller noticing. A wing of its own, since it joins postgres, redis and http.
import { mkdir, rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join, resolve } from 'node:path'
import type { Logger } from 'pino'
import { ECHO_NUMBER } from '../asterisk/configuration/dialplan.ts'
import type { RecordingSource } from '../asterisk/recording-files.ts'
import { FOLLOW_UP_MS } from '../config/files/follow-up.ts'
import type { Config } from '../config.ts'
import { type Certificates, readCertificates } from '../http/certificates.ts'
import type { App, HttpParts } from '../http/parts.ts'
import { buildServer, takeCertificate } from '../http/server.ts'
import { sessionEnds } from '../http/session-ends.ts'
import { shownNumber } from '../http/shown-number.ts'
import { DatabaseAway, openDatabase } from '../postgres/database.ts'
import { readTeam } from '../postgres/team.ts'
import { readTeamCopy, writeTeamCopy } from '../postgres/team-copy.ts'
import type { Roster } from '../queues/roster.ts'
import { openRedis } from '../redis/connection.ts'
import type { Keys } from '../redis/keys.ts'
import { sendOrder } from '../redis/orders.ts'
import { writePrivateFile } from '../secrets/private-file.ts'
import { contactRef } from '../secrets/sealing.ts'
import type { Secrets } from '../secrets/secrets.ts'
import { rosterOf } from '../switchboard/books.ts'
import { normalForm, normalise } from '../trunks/number.ts'
import { addressFile } from './address.ts'
import { startArchiver } from './archiver.ts'
import { followCertificate } from './certificate-following.ts'
import { examine } from './checks.ts'
import { openConfiguration } from './configuration.ts'
import { openEraser } from './eraser.ts'
import { type FileFollowing, followFiles } from './file-following.ts'
import { openLiveFloor } from './live-floor.ts'
import { openMetrics } from './metrics.ts'
import { openSchedules } from './open-schedules.ts'
import { startOutbox } from './outbox.ts'
import { openPromptLibrary, type Speaker } from './prompt-library.ts'
import { publishedConfig } from './published-config.ts'
import { queueNames } from './queue-names.ts'
import { startScribe } from './scribe.ts'
import { openSimulations } from './simulations.ts'
import { openSipSafety } from './sip-safety.ts'
import { openSounds } from './sounds.ts'
import { openStudioDesk } from './studio-desk.ts'
import { troublesOf } from './trouble-checks.ts'
import { readTrunkStates } from './trunk-states.ts'
import { readWhys } from './whys.ts'
import { openWorkshop } from './workshop.ts'

export type OfficeOptions = {
  config: Config
  home: string
  /** Folder that relative paths in the configuration begin at. */
  configRoot: string
  secrets: Secrets
  databaseUrl: string
  redisUrl: string
  keys: Keys
  asterisk: RecordingSource
  /** Folder of the built web app. */
  pages?: string | undefined
  /** Speaks prompts so that people can hear them here; without it they can only be read. */
  speaker?: Speaker
  /** Files that are edited on the disk come into force by themselves. */
  followsFiles?: boolean
  /** Where HTTPS listens; all addresses unless named. */
  host?: string
  log: Logger
}

export type Office = {
  /** Where the API and the pages are, for this machine. */
  url: string
  /** SHA-256 of the authority to trust. */
  fingerprint: string
  close(): Promise<void>
}

/**
 * Opens the office. The database must have been prepared (prepareDatabase) once in its life; it may be away now.
 * @throws BadCertificate; EADDRINUSE when the port is taken
 */
export async function openOffice(options: OfficeOptions): Promise<Office> {
  const { config, home, secrets, databaseUrl, redisUrl, keys, log } = options
  const published = publishedConfig(config, options.configRoot, log)
  const ownTls = () => ownersTls(published.now, options)
  const certificates = await readCertificates(home, ownTls())
  const recordings = join(home, 'recordings')
  await mkdir(recordings, { recursive: true, mode: 0o700 })
  const db = openDatabase(databaseUrl, log, { max: 6 })
  const patientDb = openDatabase(databaseUrl, log, { max: 4, queryMs: 30_000 })
  const reportDb = openDatabase(databaseUrl, log, { max: 2, queryMs: 15_000 })
  const redis = openRedis(redisUrl, log, 'a moment')
  const { sealKey } = secrets
  const archiver = startArchiver({ db: patientDb, source: options.asterisk, folder: recordings, log })
  const onTracks = () => archiver.look()
  const { trunks } = config
  const safety = openSipSafety(options, { redis, db: patientDb, config: () => published.now })
  const queues = Object.keys(config.queues)
  const metrics = openMetrics({ ...{ db, redis, keys, home, trunks, queues }, bans: safety.bans.numbers })
  const onStored = metrics.stored
  const followUp = (queue: string) => {
    const known = published.now.queues[queue]
    return known ? known.followUpMs : FOLLOW_UP_MS
  }
  const scribe = startScribe({ redisUrl, keys, db: patientDb, sealKey, log, followUp, onTracks, onStored })
  const httpsPort = config.server.https.port
  const outbox = startOutbox({
    ...{ db: patientDb, home, sealKey, log },
    config: () => published.now,
    house: `${contactRef(secrets.contactKey, 'house')}.tongdai.invalid`,
    pagesUrl: () => `https://${published.now.server.publicAddress ?? hostname()}:${httpsPort}`,
  })
  const sounds = openSounds(join(home, 'cache', 'mixes'))
  const schedules = openSchedules(options, { redis, recordings, sounds })
  const eraser = openEraser({
    ...{ databaseUrl, redis, keys, recordings, log, source: options.asterisk },
    ...{ spillFile: join(home, 'spill', 'journal.jsonl'), forgetSounds: sounds.forget },
  })
  const patient = { home, databaseUrl, redisUrl, keys, asterisk: options.asterisk, httpsPort, log }
  const team = () => readTeam(db).catch(error => lastCopy(home, error))
  const live = openLiveFloor({ redis, keys, team, log })
  const configuration = openConfiguration({ db, redis, keys, root: options.configRoot, log })
  const workshop = openWorkshop({ db, databaseUrl, root: options.configRoot })
  const simulations = openSimulations(databaseUrl)
  const { configRoot, speaker } = options
  const prompts = openPromptLibrary({ home, configRoot, config, configuration, speaker })
  const studioDesk = openStudioDesk({ db, redis, keys, source: options.asterisk, prompts, log })
  // With PostgreSQL away it is put on record when somebody asks for it.
  configuration.takeFiles('files').catch((err: unknown) => log.warn({ err }, 'the files are not on record'))
  let following: FileFollowing | undefined
  const parts: HttpParts = {
    ...{ db, reportDb, redis, keys, sealKey, recordings, log },
    pages: options.pages,
    apiToken: secrets.apiToken,
    ...{ sounds, eraser, linkKey: secrets.linkKey },
    numberOf: text => {
      const { e164, raw, kind } = normalise(text, published.now.server.country)
      return e164 ?? (kind === 'short' ? raw : undefined)
    },
    contactOf: text =>
      contactRef(secrets.contactKey, normalForm(normalise(text, published.now.server.country))),
    shown: number => shownNumber(number, published.now.server.country),
    get timezone() {
      return published.now.server.timezone
    },
    title: (kind, name, language) => titleIn(published.now, kind, name, language),
    hotlines: () => published.now.hotlines.map(({ name, number, title }) => ({ name, number, title })),
    dialling: { sipPort: config.server.sip.port, echoNumber: ECHO_NUMBER },
    ...{ team, live },
    teamChanged: async () => {
      await writeTeamCopy(home, await readTeam(db))
      live.teamChanged()
      // A switchboard that is away reads the team when it starts.
      const unheard = (err: unknown) => log.warn({ err }, 'the switchboard did not hear of the changed team')
      await sendOrder(redis, keys, { type: 'team-changed' }).catch(unheard)
    },
    ...{ configuration, prompts, workshop, refusedFiles: () => following?.refused() },
    simulations,
    // Without the functions in it, which no thread could be sent.
    roster: async () => JSON.parse(JSON.stringify(rosterOf(published.now, await team()))) as Roster,
    configurationChanged: async () => {
      await published.follow()
      void schedules.look()
    },
    trunks: () => readTrunkStates({ db, source: options.asterisk, root: options.configRoot, home }),
    queues: queueNames(options.configRoot),
    ...{ bans: safety.bans, blockedChanged: safety.blockedChanged },
    ...{ outbox, boxes: () => Object.values(published.now.boxes) },
    calendar: () => published.now,
    whys: conversation => readWhys(db, conversation),
    ends: sessionEnds(),
    troubles: () => troublesOf({ db, redis, keys, home }),
    examine: () => examine({ ...patient, config: published.now, tls: ownTls() }),
    metrics: metrics.read,
  }
  const app = buildServer(parts, certificates)
  let stopFollowing = async () => {}
  const close = async () => {
    await stopFollowing()
    await following?.stop()
    await app.close()
    live.close()
    await studioDesk.stop()
    await Promise.all([scribe.stop(), archiver.stop(), schedules.stop(), outbox.stop(), safety.stop()])
    await Promise.all([workshop.close(), simulations.close()])
    redis.disconnect()
    await Promise.all([eraser.close(), db.end(), reportDb.end(), patientDb.end()])
    await rm(addressFile(home), { force: true })
  }
  try {
    await listen(app, httpsPort, options.host)
  } catch (error) {
    await close()
    throw error
  }
  const url = `https://localhost:${httpsPort}`
  // For the command line: where we are, and by which certificate to know us.
  const introduce = ({ trust }: Certificates) =>
    writePrivateFile(addressFile(home), JSON.stringify({ url, trust }))
  await introduce(certificates)
  stopFollowing = await followCertificate({
    ...{ home, files: ownTls, log },
    async take(renewed) {
      takeCertificate(app, renewed)
      await introduce(renewed)
    },
  })
  if (options.followsFiles)
    following = followFiles({
      ...{ root: configRoot, log, take: configuration.takeEdited, changed: parts.configurationChanged },
    })
  return { url, fingerprint: certificates.fingerprint, close }
}

/** The certificate that the owner put in place of ours, as absolute paths. */
export function ownersTls(
  { server }: Config,
  { configRoot }: { configRoot: string },
): { cert: string; key: string } | undefined {
  const { tls } = server
  return tls && { cert: resolve(configRoot, tls.cert), key: resolve(configRoot, tls.key) }
}

function titleIn({ queues, hotlines }: Config, kind: 'queue' | 'hotline', name: string, language: string) {
  if (kind === 'queue') return queues[name]?.title[language]
  return hotlines.find(hotline => hotline.name === name)?.title
}

async function lastCopy(home: string, error: unknown) {
  if (!(error instanceof DatabaseAway)) throw error
  const copy = await readTeamCopy(home)
  if (!copy) throw error
  return copy
}

/** On all addresses unless one is named; a machine without IPv6 has no `::`. */
async function listen(app: App, port: number, host: string | undefined): Promise<void> {
  if (host !== undefined) return void (await app.listen({ port, host }))
  await app.listen({ port, host: '::' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EAFNOSUPPORT' && error.code !== 'EADDRNOTAVAIL') throw error
    return app.listen({ port, host: '0.0.0.0' })
  })
}
