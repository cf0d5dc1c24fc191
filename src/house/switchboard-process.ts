// The switchboard's process: ARI, mailboxes, floor, timers and Redis; nothing else, so that nothing else slows it.
import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from 'pino'
import { Ari } from '../asterisk/ari.ts'
import { APPLICATION } from '../asterisk/configuration/setup.ts'
import { openExchange } from '../asterisk/exchange.ts'
import { conversationOf } from '../asterisk/names.ts'
import type { Environment } from '../config/environment.ts'
import { DIAL_SEAL } from '../http/dialling.ts'
import { openLookups } from '../lookups/lookups.ts'
import type { TeamSnapshot } from '../postgres/team.ts'
import { readTeamCopy } from '../postgres/team-copy.ts'
import { readHouseTime } from '../redis/house-time.ts'
import { readStandingBy } from '../redis/live.ts'
import { readOrders } from '../redis/orders.ts'
import { superviseMe } from '../runtime/supervise-me.ts'
import { readNamedSecret } from '../secrets/named-secret.ts'
import { unseal } from '../secrets/sealing.ts'
import { machineClock } from '../switchboard/clock.ts'
import { startReconciler } from '../switchboard/reconciler.ts'
import { openSwitchboard, type Switchboard } from '../switchboard/switchboard.ts'
import { openAgentCodes } from './agent-codes.ts'
import { RELOADABLE, rewriteAsteriskFiles } from './asterisk-files.ts'
import { openBlocked } from './blocked.ts'
import { callbackLookups } from './callbacks.ts'
import { keepVersion, readConfiguration, readVersions } from './configuration.ts'
import { openContacts } from './contacts.ts'
import { openCustomers } from './customers.ts'
import { openDialAlarm } from './dial-alarm.ts'
import { openDialled } from './dialled.ts'
import { goOnDuty } from './duty.ts'
import { type Gate, openGate } from './gate.ts'
import { openHoursSwitches, type SwitchOrder } from './hours-switches.ts'
import { openLine } from './line.ts'
import { openLog } from './log.ts'
import { openMeter } from './measures.ts'
import { obey } from './obey.ts'
import { outsideOf } from './outside-number.ts'
import { premisesOf } from './premises.ts'
import { startPulse } from './pulse.ts'
import { openSpoken } from './spoken.ts'
import { openStrategies } from './strategies.ts'
import { openStudio } from './studio.ts'
import { logOf } from './switchboard-log.ts'

/** Takes this long of a drain for closing what is open. */
const CLOSING_MS = 1_000

/** Opens the switchboard; it runs until it is drained or loses its lease. @throws BadConfiguration */
export async function runSwitchboard(environment: Environment): Promise<void> {
  const log = openLog('switchboard', environment)
  let drained = async (_limitMs: number) => {}
  let close = async () => {}
  const supervision = superviseMe({
    async drain(limitMs) {
      await drained(limitMs - CLOSING_MS)
      await close()
    },
    handOver: () => close(),
  })
  const { home } = environment
  const onLost = () => leave(log, 'another switchboard has taken over')
  const standingBy = supervision.ready
  const { config, secrets, addresses, memory } = await goOnDuty(environment, { log, standingBy, onLost })
  const { databaseUrl, keys, asterisk } = addresses
  const { redis, lease, journal, storedCalls, storedFloor } = memory

  const premises = await premisesOf(environment)
  const meter = openMeter()
  const spoken = openSpoken(environment, premises, {
    failed(news) {
      log.warn(news, 'a voice or a recording failed')
      meter.voiceFailed(news.language ?? '')
    },
  })
  await spoken.speak(config)
  const blocked = await openBlocked(redis, keys)
  const contacts = { ...openContacts(redis, keys, secrets), isBlocked: blocked.has }
  memory.whenBroughtBack(contacts.tellAgain)
  for (const { call, sealed, outside = {} } of storedCalls.values()) {
    contacts.restore(call.contact, sealed)
    for (const [contact, number] of Object.entries(outside)) contacts.restore(contact, number)
  }

  const gate = openGate(() => switchboard.config, log)
  const ari = new Ari({ ...asterisk, application: APPLICATION }, lease.holds, tookMs => {
    meter.asteriskAnswered(tookMs)
    gate.answered(tookMs)
  })
  const exchange = openExchange({
    ari,
    context: {
      ...{ prompt: spoken.find, text: spoken.text, callerId: contacts.shown },
      outside: (contact, trunk, callerId) =>
        outsideOf(contacts.shown(contact), trunk, callerId, switchboard.config),
    },
    prepare: spoken.prepare,
    failed: what => log.warn(what, 'Asterisk refused a request'),
    replaced: onLost,
  })
  const clock = machineClock(await readHouseTime(redis, keys))
  const switches = await openHoursSwitches(redis, keys, () => clock.now().wall)
  memory.whenBroughtBack(switches.tellAgain)
  const dialled = await openDialled(redis, keys, clock, log)
  const versions = await readVersions(
    environment,
    [...storedCalls.values()].map(({ call }) => call.version),
  )
  let team: TeamSnapshot = (await readTeamCopy(home)) ?? { agents: [], phones: [], hash: '' }
  const customers = openCustomers(databaseUrl, secrets.sealKey, log)
  const lookups = openLookups({
    numberOf: contacts.shown,
    redeem: exchange.redeem,
    secret: name => readNamedSecret(home, name),
    own: {
      ...customers.lookups,
      ...callbackLookups({ contacts, dialDesk: () => switchboard.dialDesk }),
      ...openStudio({
        ...{ home, redis, keys, log, team: () => team },
        taken: () => spoken.speak(switchboard.config),
      }),
      ...openAgentCodes({ agents: () => team.agents, floor: () => switchboard.floor }),
    },
    asked({ tookMs, ...news }) {
      meter.lookedUp(news.lookup, news.outcome, tookMs)
      const told = { ...news, tookMs: Math.round(tookMs) }
      if (news.outcome === 'failed') log.warn(told, 'a lookup failed')
      else log.info(told, 'a lookup was answered')
    },
  })
  const onCap = openDialAlarm(redis, keys, log)
  const switchboardLog = logOf(log, { onLost, meter, forget: exchange.forget, onCap })
  const switchboard = openSwitchboard({
    clock,
    journal,
    exchange,
    contacts,
    lookups,
    config,
    version: hash => versions.get(hash),
    team,
    strategies: openStrategies(),
    switches: switches.all,
    storedFloor,
    dialled,
    conversationOf,
    refusal: gate.refusal,
    log: switchboardLog,
  })
  switchboard.publish({})
  const line = await openLine({
    ari,
    exchange,
    switchboard,
    redis,
    asteriskKey: keys.asterisk,
    stored: storedCalls,
    phones: () => team.phones,
    log,
  })
  const stopReconciler = startReconciler({
    switchboard,
    exchange,
    now: () => clock.now().wall,
    log: switchboardLog,
  })

  const reload = async () => {
    const next = await readConfiguration(environment)
    await spoken.speak(next.config)
    await keepVersion(environment, next.config, next.tree)
    const files = await rewriteAsteriskFiles(environment, next.config, premises, secrets)
    const modules = files.flatMap(file => RELOADABLE[file] ?? [])
    await line.reload(modules, next.config)
    switchboard.publish({ config: next.config })
    return next.config.version
  }
  const teamChanged = async () => {
    team = (await readTeamCopy(home)) ?? team
    await line.pushPhones()
    switchboard.publish({ team })
  }
  const obedience = {
    ...{ switchboard, reload, teamChanged, blockedChanged: blocked.refresh },
    opened: (sealed: string) => unseal(secrets.sealKey, sealed, DIAL_SEAL)?.toString(),
    switchHours: (order: SwitchOrder) => switches.turn(order, switchboard.config),
  }
  // An order that came while we were frozen was obeyed by who took over.
  const orders = readOrders(redis, keys, order => (lease.holds() ? obey(order, obedience) : onLost()), log)
  const pulse = () => ({
    state: journal.degraded ? 'degraded' : 'active',
    version: switchboard.config.version,
    asterisk: ari.isOpen ? 'connected' : 'away',
    ...refusingNow(gate.lately()),
    ...(premises.runtime ? { asteriskVersion: premises.runtime.asteriskVersion } : {}),
  })
  const stopPulse = startPulse({ redis, keys, clock, mayAct: lease.holds, pulse })
  const stopMeasures = meter.publish(redis, keys)
  spoken.keepUp()
  drained = async limitMs => {
    // Who stands by goes on with these calls, unless their Asterisk is ours and closes with us.
    const isHandedOver = !premises.runtime && (await readStandingBy(redis, keys).catch(() => undefined))
    if (!isHandedOver) await Promise.race([switchboard.drain(), pause(Math.max(0, limitMs))])
  }
  close = async () => {
    stopReconciler()
    stopMeasures()
    gate.close()
    spoken.close()
    // From here on nothing is heard; what was heard is done, so that what is written is what Asterisk was told.
    exchange.hold()
    await Promise.all([orders.stop(), stopPulse()])
    switchboard.close()
    await allDone(switchboard, ari)
    await line.close()
    // A query that hangs ends with its time-out, and with us at the latest.
    void lookups.close()
    void customers.close()
    await journal.close()
    await lease.release()
    redis.disconnect()
  }
  supervision.ready()
}

/** Until every step in hand is written and Asterisk has done what it asks for; not for long, should one of them hang. */
async function allDone({ calls, floor }: Switchboard, ari: Ari): Promise<void> {
  const until = performance.now() + CLOSING_MS
  while (!(calls.isIdle && floor.isIdle && ari.isIdle) && performance.now() < until) await pause(5)
}

const refusingNow = (lately: ReturnType<Gate['lately']>) => (lately ? { refused: lately.refused } : {})

/** What is no longer ours must not be touched: out, at once. The calls go on without us. */
function leave(log: Logger, why: string): never {
  log.fatal(why)
  log.flush()
  process.exit(3)
}
