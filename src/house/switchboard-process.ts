// The switchboard's process: ARI, mailboxes, floor, timers and Redis; nothing else, so that nothing else slows it.
import { setTimeout as pause } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { setEventFilter, startedAt } from '../asterisk/application.ts'
import { Ari } from '../asterisk/ari.ts'
import { APPLICATION } from '../asterisk/configuration/setup.ts'
import { type AsteriskExchange, openExchange } from '../asterisk/exchange.ts'
import { type PhoneRules, pushPhones } from '../asterisk/phones.ts'
import type { Environment } from '../config/environment.ts'
import { readTeamCopy } from '../postgres/team-copy.ts'
import { openRedis } from '../redis/connection.ts'
import { Fenced, openJournal } from '../redis/journal.ts'
import { holdLease } from '../redis/lease.ts'
import { readOrders } from '../redis/orders.ts'
import { installRuntime } from '../runtime/install.ts'
import { silent } from '../runtime/progress.ts'
import { superviseMe } from '../runtime/supervise-me.ts'
import { renderPrompts } from '../runtime/voice.ts'
import { readSecrets } from '../secrets/secrets.ts'
import { machineClock } from '../switchboard/clock.ts'
import { type Live, liveFrom } from '../switchboard/live.ts'
import { startReconciler } from '../switchboard/reconciler.ts'
import { recover } from '../switchboard/recovery.ts'
import { openSwitchboard, type Switchboard } from '../switchboard/switchboard.ts'
import { addressesOf, foldersOf } from './addresses.ts'
import { keepVersion, readConfiguration, readVersions } from './configuration.ts'
import { openContacts } from './contacts.ts'
import { openLog } from './log.ts'
import { obey } from './obey.ts'
import { startPulse } from './pulse.ts'

/** Runs until it is drained or loses its lease. @throws BadConfiguration */
export async function runSwitchboard(environment: Environment): Promise<void> {
  const log = openLog('switchboard', environment)
  let stop: (limitMs: number) => Promise<void> = async () => {}
  const supervision = superviseMe(limitMs => stop(limitMs))
  const { home } = environment
  const { config, tree } = await readConfiguration(environment)
  await keepVersion(environment, config, tree)
  const secrets = await readSecrets(home)
  const { redisUrl, keys, asterisk } = addressesOf(environment, config, secrets)
  const redis = openRedis(redisUrl, log, 'a second')
  await whenReady(redis)

  const lost = () => leave(log, 'another switchboard has taken over')
  const { standby } = config.server
  const lease = await holdLease(
    { redis, keys, holder: home, standby, onLost: lost },
    new AbortController().signal,
  )
  const onDegraded = (degraded: boolean) =>
    degraded
      ? log.error('degraded: Redis does not take the journal, it goes to disk')
      : log.info('Redis takes the journal again')
  const journal = await openJournal({
    redis,
    keys,
    token: lease.token,
    spillFile: foldersOf(home).spill,
    onDegraded,
  })

  const runtime = await installRuntime({ home: environment.runtimeHome })
  const programs = { espeak: runtime.program('espeak-ng'), sox: runtime.program('sox') }
  const speak = async (prompts: typeof config.prompts) =>
    (await renderPrompts({ programs, prompts, folder: foldersOf(home).prompts, progress: silent })).sounds
  let sounds = await speak(config.prompts)

  const contacts = openContacts(redis, keys, secrets)
  const ari = new Ari({ ...asterisk, application: APPLICATION }, () => lease.holds())
  const exchange = openExchange({
    ari,
    context: {
      prompt: (language, key) => sounds[language]?.[key] ?? sounds[config.server.language]?.[key],
      callerId: contacts.shown,
    },
    failed: what => log.warn(what, 'Asterisk refused a request'),
    replaced: lost,
  })

  const clock = machineClock()
  const failed = (error: unknown) => {
    if (error instanceof Fenced) lost()
    else log.error({ err: error }, 'a step failed')
  }
  const storedCalls = await redis.hgetall(keys.calls)
  const stored = new Map<string, Live>()
  for (const [conversation, text] of Object.entries(storedCalls)) {
    const live = liveFrom(text)
    if (live) stored.set(conversation, live)
    else log.error({ conversation }, "live state that this version can't read; the talk is kept")
  }
  for (const { call, sealed } of stored.values()) contacts.restore(call.contact, sealed)
  const versions = await readVersions(
    environment,
    [...stored.values()].map(({ call }) => call.version),
  )
  let team = (await readTeamCopy(home)) ?? { agents: [], phones: [], hash: '' }
  const switchboard = openSwitchboard({
    clock,
    journal,
    exchange,
    contacts,
    config,
    version: hash => versions.get(hash),
    team,
    storedFloor: await redis.hgetall(keys.floor),
    log: {
      moved: (conversation, from, by, to) => log.info({ conversation }, `${from} -[${by}]-> ${to}`),
      agentMoved: (agent, from, to) => log.info({ agent }, `${from} -> ${to}`),
      repaired: (what, details) => log.warn(details, what),
      failed,
    },
  })
  switchboard.publish({})

  const phoneRules: PhoneRules = { qualifyS: 30, codecs: ['alaw', 'ulaw'] }
  const connected = { ari, exchange, switchboard, redis, log, asteriskKey: keys.asterisk }
  let first: ReadonlyMap<string, Live> | undefined = stored
  await new Promise<void>((resolve, reject) => {
    ari.on('close', () => exchange.hold())
    ari.on('open', () => {
      connect({ ...connected, stored: first ?? new Map() }, () => pushPhones(ari, team.phones, phoneRules))
        .then(() => {
          first = undefined
          resolve()
        })
        .catch(reject)
    })
    ari.connect()
  })

  const stopReconciler = startReconciler({
    switchboard,
    exchange,
    now: () => clock.now().wall,
    log: {
      moved() {},
      agentMoved() {},
      failed,
      repaired: (what, details) => log.warn(details, `repaired: ${what}`),
    },
  })
  const reload = async () => {
    const next = await readConfiguration(environment)
    await keepVersion(environment, next.config, next.tree)
    sounds = await speak(next.config.prompts)
    switchboard.publish({ config: next.config })
    return next.config.version
  }
  const teamChanged = async () => {
    team = (await readTeamCopy(home)) ?? team
    await pushPhones(ari, team.phones, phoneRules)
    switchboard.publish({ team })
  }
  const orders = readOrders(redis, keys, order => obey(order, { switchboard, reload, teamChanged }), log)
  const stopPulse = startPulse(redis, keys, () => ({
    state: journal.degraded ? 'degraded' : 'active',
    version: switchboard.config.version,
    asterisk: ari.isOpen ? 'connected' : 'away',
    asteriskVersion: runtime.asteriskVersion,
    at: clock.now().wall,
    house: clock.now().house,
  }))
  stop = async limitMs => {
    await Promise.race([switchboard.drain(), pause(Math.max(0, limitMs - 1_000))])
    stopReconciler()
    await Promise.all([orders.stop(), stopPulse()])
    switchboard.close()
    ari.close()
    await journal.close()
    await lease.release()
    redis.disconnect()
  }
  supervision.ready()
}

/** Whenever the socket opens: the filter, what happened meanwhile, then from here on every event. */
async function connect(
  parts: {
    ari: Ari
    exchange: AsteriskExchange
    switchboard: Switchboard
    redis: Redis
    log: Logger
    asteriskKey: string
    stored: ReadonlyMap<string, Live>
  },
  pushAll: () => Promise<string[]>,
): Promise<void> {
  const { ari, exchange, switchboard, redis, log, asteriskKey, stored } = parts
  await setEventFilter(ari)
  const started = await startedAt(ari)
  const before = await redis.getset(asteriskKey, started).catch(() => undefined)
  const asteriskRestarted = before !== undefined && before !== null && before !== started
  const refused = await pushAll()
  if (refused.length > 0) log.error({ phones: refused }, 'Asterisk refused these phones')
  const done = await recover({ switchboard, exchange, stored, asteriskRestarted, now: Date.now })
  exchange.listen(switchboard.ears)
  log.info({ ...done, asteriskRestarted }, 'connected to Asterisk')
}

async function whenReady(redis: Redis): Promise<void> {
  while (redis.status !== 'ready') await pause(20)
}

/** What is no longer ours must not be touched: out, at once. The calls go on without us. */
function leave(log: Logger, why: string): never {
  log.fatal(why)
  log.flush()
  process.exit(3)
}
