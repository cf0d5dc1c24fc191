// Whoever guesses at our phones' accounts is shut out for a while: the security log tells of guesses, Asterisk stops
// listening to the address, and where we may, the kernel drops what it sends.
//
//   log ──▶ guesses ──(enough)──▶ banned ──(time is over, or somebody lifts it)──▶ free, remembered
import { BlockList, isIP } from 'node:net'
import { join } from 'node:path'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { followLog } from '../../asterisk/growing-log.ts'
import type { RecordingSource } from '../../asterisk/recording-files.ts'
import { securityNews } from '../../asterisk/security-log.ts'
import { openShutOut } from '../../asterisk/shut-out.ts'
import type { Config } from '../../config.ts'
import { type Ban, readBans, removeBans, writeBan } from '../../redis/bans.ts'
import type { Keys } from '../../redis/keys.ts'
import { changeFirewall, firewallScript, mayUseFirewall } from '../../runtime/firewall.ts'
import { FORGIVEN_MS, nextBan } from './ban.ts'
import { countGuesses, type Enough } from './guesses.ts'

export type SipBansView = {
  /** Those that hold now; the latest first. */
  list(): Ban[]
  /** @returns false: it is not banned. @throws RedisAway */
  lift(address: string): Promise<boolean>
  /** Guesses and bans since the start, bans that hold. */
  numbers(): { guesses: number; bans: number; now: number }
}

export type SipBanning = SipBansView & { stop(): Promise<void> }

/** More than these at once: those that end first are let go, since each message is held against all of them. */
const MOST = 2_000
/** How often it is looked whether a ban is over, and whether Asterisk still has them. */
const TICK_MS = 1_000

export type SipBansParts = {
  redis: Redis
  keys: Keys
  source: RecordingSource
  home: string
  config(): Pick<Config, 'server' | 'trunks' | 'outbound'>
  log: Logger
}

export function startSipBans({ redis, keys, source, home, config, log }: SipBansParts): SipBanning {
  const bans = new Map<string, Ban>()
  const guesses = countGuesses()
  const shutOut = openShutOut(source)
  let made = 0
  let isLoaded = false
  let applied: string | undefined
  let running: Promise<void> | undefined
  let isDue = false
  let firewall: boolean | undefined

  const holding = (at: number) =>
    [...bans.values()]
      .filter(({ until }) => until > at)
      .sort((a, b) => b.until - a.until)
      .slice(0, MOST)

  const unheard = (what: string) => (err: unknown) => log.warn({ err }, what)
  const lines = (all: readonly string[]) => {
    const at = Date.now()
    const { tries } = config().server.sip.bans
    for (const line of all) {
      const news = line.includes('SecurityEvent="') ? securityNews(line) : undefined
      if (!news || (bans.get(news.address)?.until ?? 0) > at) continue
      const enough = guesses.take(news, at, tries)
      if (enough) ban(enough, at)
    }
  }
  function ban(enough: Enough, at: number): void {
    const isSpared = sparedIn(config()).check(enough.address, isIP(enough.address) === 6 ? 'ipv6' : 'ipv4')
    if (isSpared || (bans.get(enough.address)?.until ?? 0) > at) return
    const next = nextBan(bans.get(enough.address), enough, at, config().server.sip.bans)
    bans.set(next.address, next)
    made += 1
    log.warn({ ...next }, 'an address that guessed at accounts is banned')
    writeBan(redis, keys, next).catch(unheard('a ban is not on record'))
    apply()
  }
  const logs = join(home, 'asterisk', 'log')
  const reading = { source, failed: unheard('Asterisk’s log could not be read, or put aside') }
  const followed = [
    followLog({ ...reading, file: join(logs, 'security'), lines }),
    // Only kept small.
    followLog({ ...reading, file: join(logs, 'messages'), lines: () => {} }),
  ]

  function apply(): void {
    isDue = true
    running ??= push().finally(() => {
      running = undefined
    })
  }

  async function push(): Promise<void> {
    while (isDue) {
      isDue = false
      const at = Date.now()
      const now = holding(at)
      const addresses = now.map(({ address }) => address)
      try {
        const began = performance.now()
        if (await shutOut.put(addresses)) applied = addresses.join()
        log.info(
          { banned: now.length, tookMs: Math.round(performance.now() - began) },
          'Asterisk knows who is banned',
        )
      } catch (err) {
        // Asterisk is away, and hears of it when it is back: the next look finds that it has not got them.
        applied = undefined
        log.warn({ err }, 'Asterisk did not hear who is banned')
      }
      await dropIn(now.map(({ address, until }) => ({ address, restS: (until - at) / 1000 })))
    }
  }

  async function dropIn(dropped: { address: string; restS: number }[]): Promise<void> {
    const { port, tls, bans: rules } = config().server.sip
    if (!rules.firewall || (firewall === undefined && dropped.length === 0)) return
    firewall ??= await mayUseFirewall()
    if (!firewall) return
    const refused = await changeFirewall(firewallScript([port, ...(tls ? [tls.port] : [])], dropped))
    if (refused !== undefined) log.warn({ refused }, 'the firewall took no ban')
  }

  async function look(): Promise<void> {
    const at = Date.now()
    for (const enough of guesses.overdue(at, config().server.sip.bans.tries)) ban(enough, at)
    if (!isLoaded) {
      for (const ban of await readBans(redis, keys)) if (!bans.has(ban.address)) bans.set(ban.address, ban)
      isLoaded = true
    }
    const forgiven = [...bans.values()].filter(({ until }) => at - until > FORGIVEN_MS)
    for (const { address } of forgiven) bans.delete(address)
    if (forgiven.length > 0)
      await removeBans(
        redis,
        keys,
        forgiven.map(({ address }) => address),
      )
    const wanted = holding(at)
      .map(({ address }) => address)
      .join()
    if (wanted !== applied || !(await shutOut.isThere())) apply()
  }

  let looking: Promise<void> | undefined
  const timer = setInterval(() => {
    // Redis or Asterisk is away: the next second is as good.
    looking ??= look()
      .catch(() => {})
      .finally(() => {
        looking = undefined
      })
  }, TICK_MS)

  return {
    list: () => holding(Date.now()).sort((a, b) => b.since - a.since),
    async lift(address) {
      if ((bans.get(address)?.until ?? 0) <= Date.now()) return false
      await removeBans(redis, keys, [address])
      bans.delete(address)
      apply()
      return true
    },
    numbers: () => ({ guesses: guesses.total(), bans: made, now: holding(Date.now()).length }),
    async stop() {
      clearInterval(timer)
      await Promise.all(followed.map(one => one.stop()))
      await looking
      await running
    },
  }
}

/** Anybody can send a datagram in a carrier's name, to have it shut out: so trunks never are, nor is this machine. */
export function sparedIn({
  server,
  trunks,
  outbound,
}: Pick<Config, 'server' | 'trunks' | 'outbound'>): BlockList {
  const spared = new BlockList()
  const hosts = [
    ...trunks.flatMap(({ registration }) => (registration ? [registration.host] : [])),
    ...Object.values(outbound.trunks).map(({ host }) => host),
  ]
  const networks = trunks.flatMap(({ match }) => match)
  for (const network of [...networks, ...server.sip.bans.never, ...hosts, '127.0.0.1', '::1']) {
    const [address = '', bits] = network.split('/')
    const version = isIP(address)
    // A host's name is no address; who answers our registration sends no guesses.
    if (version === 0) continue
    const family = version === 6 ? 'ipv6' : 'ipv4'
    spared.addSubnet(address, bits === undefined ? (version === 6 ? 128 : 32) : Number(bits), family)
  }
  return spared
}
