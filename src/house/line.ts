// The line to Asterisk: whenever it opens (again), first what happened meanwhile, then every event from there on.
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { setEventFilter, startedAt, subscribeToAll } from '../asterisk/application.ts'
import type { Ari } from '../asterisk/ari.ts'
import { startBeat } from '../asterisk/beat.ts'
import type { AsteriskExchange } from '../asterisk/exchange.ts'
import { type Phone, pushPhones } from '../asterisk/phones.ts'
import type { Config } from '../config.ts'
import type { Live } from '../switchboard/live.ts'
import { recover } from '../switchboard/recovery.ts'
import type { Switchboard } from '../switchboard/switchboard.ts'

/** A phone is asked this often whether it is there, so that a dead one is known before it costs a caller. */
const QUALIFY_S = 30

const PHONE_CODECS = ['alaw', 'ulaw']

export type LineParts = {
  ari: Ari
  exchange: AsteriskExchange
  switchboard: Switchboard
  redis: Redis
  /** Where the start time of the Asterisk that the live calls were made in is kept. */
  asteriskKey: string
  stored: ReadonlyMap<string, Live>
  phones(): readonly Phone[]
  log: Logger
}

export type Line = {
  pushPhones(): Promise<void>
  /** Lets Asterisk read the files of these modules again; live calls are not touched. */
  reload(modules: readonly string[], next: Config): Promise<void>
  close(): Promise<void>
}

/** Resolves when the line is open for the first time and everything left by an earlier process is attended to. */
export async function openLine(parts: LineParts): Promise<Line> {
  const { ari, exchange, log } = parts
  let isFirst = true
  /** Redis may forget it. */
  let lastStarted: string | undefined
  const firstOpen = Promise.withResolvers<void>()
  let stopBeat = () => {}
  ari.on('close', () => {
    stopBeat()
    exchange.hold()
    log.warn('the line to Asterisk is lost')
  })
  ari.on('open', async () => {
    stopBeat()
    stopBeat = startBeat(ari)
    try {
      lastStarted = await connected(parts, isFirst, lastStarted)
      isFirst = false
      firstOpen.resolve()
    } catch (err) {
      // It broke again meanwhile: the next opening begins anew.
      log.warn({ err }, 'the line to Asterisk broke while it was being taken up')
    }
  })
  ari.connect()
  await firstOpen.promise
  return {
    pushPhones: () => push(parts),
    async reload(modules, next) {
      await setEventFilter(ari, dialsOut(next))
      for (const module of modules) await ari.request({ method: 'PUT', uri: `asterisk/modules/${module}` })
      const { dtmf, encryption } = parts.switchboard.config.server.sip
      const { sip } = next.server
      // What holds for every phone.
      if (sip.dtmf !== dtmf || sip.encryption !== encryption) await push(parts, next)
    },
    close() {
      stopBeat()
      return ari.close()
    },
  }
}

const dialsOut = ({ outbound }: Config) => Object.keys(outbound.trunks).length > 0

/** @returns when this Asterisk was started */
async function connected(
  parts: LineParts,
  isFirst: boolean,
  lastStarted: string | undefined,
): Promise<string> {
  const { ari, exchange, switchboard, redis, asteriskKey, stored, log } = parts
  await setEventFilter(ari, dialsOut(switchboard.config))
  await subscribeToAll(ari)
  const started = await startedAt(ari)
  const before = lastStarted ?? (await redis.getset(asteriskKey, started).catch(() => null))
  if (lastStarted !== undefined) await redis.set(asteriskKey, started).catch(() => null)
  const asteriskRestarted = before !== null && before !== started
  await push(parts)
  const done = await recover({
    switchboard,
    exchange,
    ...(isFirst ? { stored } : {}),
    asteriskRestarted,
    now: Date.now,
  })
  exchange.listen(switchboard.ears)
  log.info({ ...done, asteriskRestarted }, 'connected to Asterisk')
  return started
}

async function push(
  { ari, phones, switchboard, log }: LineParts,
  { server }: Config = switchboard.config,
): Promise<void> {
  const { dtmf, encryption } = server.sip
  const rules = { qualifyS: QUALIFY_S, codecs: PHONE_CODECS, dtmf, encryption }
  const refused = await pushPhones(ari, phones(), rules)
  if (refused.length > 0) log.error({ phones: refused }, 'Asterisk refused these phones')
}
