// The doctor's examination: each part of the house is asked, in parallel, and answers in a sentence or two.
// It needs nothing that runs, so the command line can use it when the office is down.
import { statfs } from 'node:fs/promises'
import { connect } from 'node:net'
import type { Logger } from 'pino'
import { MODULES } from '../asterisk/configuration/modules.ts'
import { AriRefused, type AsteriskFacts, askAsterisk } from '../asterisk/look-from-outside.ts'
import type { RecordingSource } from '../asterisk/recording-files.ts'
import { readCertificates } from '../http/certificates.ts'
import { ask, openDatabase } from '../postgres/database.ts'
import { readTeamCopy } from '../postgres/team-copy.ts'
import { openRedis } from '../redis/connection.ts'
import { journalLag } from '../redis/journal-reader.ts'
import type { Keys } from '../redis/keys.ts'
import { readPulse } from '../redis/live.ts'

export type Verdict = 'good' | 'warning' | 'bad'
export type Check = { name: string; verdict: Verdict; sentence: string; hint?: string }

export type Patient = {
  home: string
  databaseUrl: string
  redisUrl: string
  keys: Keys
  asterisk: RecordingSource
  httpsPort: number
  /** The owner's certificate, absolute paths. */
  tls?: { cert: string; key: string } | undefined
  log: Logger
}

/** Takes two seconds at most, or three where a whole machine does not answer. */
export async function examine(patient: Patient): Promise<Check[]> {
  const checks = await Promise.all([
    office(patient),
    redis(patient),
    postgres(patient),
    asterisk(patient),
    disk(patient),
    certificate(patient),
  ])
  return checks.flat()
}

const good = (name: string, sentence: string): Check => ({ name, verdict: 'good', sentence })
const warning = (name: string, sentence: string, hint: string): Check => ({
  name,
  verdict: 'warning',
  sentence,
  hint,
})
const bad = (name: string, sentence: string, hint: string): Check => ({
  name,
  verdict: 'bad',
  sentence,
  hint,
})

async function office({ httpsPort }: Patient): Promise<Check[]> {
  const open = await new Promise<boolean>(resolve => {
    const socket = connect({ port: httpsPort, host: '127.0.0.1' })
    socket.setTimeout(1_000, () => socket.destroy())
    socket.once('connect', () => resolve(true)).once('close', () => resolve(false))
    socket.once('connect', () => socket.destroy()).on('error', () => {})
  })
  if (open) return [good('office', `Port ${httpsPort} answers.`)]
  return [bad('office', `Nothing answers on port ${httpsPort}.`, 'Start the house with "npm start".')]
}

async function redis({ redisUrl, keys, log }: Patient): Promise<Check[]> {
  const client = openRedis(redisUrl, log.child({}, { level: 'silent' }), 'for ever')
  try {
    return await within(2_000, async () => {
      // The first answer also brought the connection.
      await client.ping()
      const startedAt = performance.now()
      const [seconds, micros] = await client.time()
      const tookMs = performance.now() - startedAt
      const policy = (await client.config('GET', 'maxmemory-policy').catch(() => [])) as string[]
      const checks = [
        answered('redis', tookMs),
        ...clock('Redis', Number(seconds) * 1000 + Number(micros) / 1000),
      ]
      if (policy[1] !== undefined && policy[1] !== 'noeviction') {
        const hint = 'Set maxmemory-policy noeviction: the journal must never be thrown away.'
        checks.push(bad('redis', `Redis may throw keys away (${policy[1]}).`, hint))
      }
      return [
        ...checks,
        switchboardOf(await readPulse(client, keys)),
        scribeOf(await journalLag(client, keys)),
      ]
    })
  } catch {
    return [bad('redis', 'Redis does not answer.', 'Calls cannot be served without it: look at its log.')]
  } finally {
    client.disconnect()
  }
}

function switchboardOf(pulse: { state: string; asterisk?: string } | undefined): Check {
  if (!pulse) return bad('switchboard', 'No switchboard runs.', 'Look at its log; "npm start" starts it.')
  if (pulse.state === 'active') return good('switchboard', 'The switchboard is active.')
  return warning('switchboard', `The switchboard is ${pulse.state}.`, 'Look at its log if this lasts.')
}

function scribeOf({ records, oldestAt }: { records: number; oldestAt?: number }): Check {
  const lateS = oldestAt === undefined ? 0 : Math.round((Date.now() - oldestAt) / 1000)
  if (lateS < 60) return good('scribe', `${records} journal records wait to be stored.`)
  const sentence = `The journal is stored ${lateS} s late (${records} records wait).`
  return bad('scribe', sentence, 'Nothing is lost: they are stored when PostgreSQL answers again.')
}

async function postgres({ databaseUrl, log }: Patient): Promise<Check[]> {
  const db = openDatabase(databaseUrl, log, { max: 1 })
  try {
    await ask(db, 'select 1')
    const startedAt = performance.now()
    const [row] = await ask<{ now: Date }>(db, 'select clock_timestamp() as now')
    const tookMs = performance.now() - startedAt
    const rejects = await ask<{ n: number }>(db, 'select count(*)::integer as n from journal_rejects').catch(
      () => [],
    )
    const checks = [answered('postgres', tookMs), ...clock('PostgreSQL', row?.now.getTime() ?? Date.now())]
    const aside = rejects[0]?.n ?? 0
    if (aside > 0) {
      const sentence = `${aside} journal records were set aside.`
      checks.push(warning('scribe', sentence, 'See the table journal_rejects; report it with its lines.'))
    }
    return checks
  } catch {
    return [
      bad('postgres', 'PostgreSQL does not answer.', 'Calls go on and are recorded later; look at its log.'),
    ]
  } finally {
    await db.end()
  }
}

async function asterisk({ asterisk: source, home }: Patient): Promise<Check[]> {
  try {
    const facts = await askAsterisk(source)
    return [versionOf(facts), modulesOf(facts), await phonesOf(facts, home)]
  } catch (error) {
    const loading = error instanceof AriRefused && (error.status === 404 || error.status === 503)
    const sentence = loading ? 'Asterisk is still loading.' : 'Asterisk does not answer.'
    const hint =
      error instanceof AriRefused && error.status === 401
        ? 'It refuses our password: it runs with another configuration.'
        : 'No call can come in: look at its log.'
    return [bad('asterisk', sentence, hint)]
  }
}

function versionOf({ version }: AsteriskFacts): Check {
  const [, major = 0, minor = 0, patch = 0] = (/^(\d+)\.(\d+)\.(\d+)/.exec(version) ?? []).map(Number)
  const isNewEnough = major > 22 || (major === 22 && (minor > 10 || (minor === 10 && patch >= 1)))
  if (isNewEnough) return good('asterisk', `Asterisk ${version} answers.`)
  return bad('asterisk', `Asterisk ${version} is too old or unknown.`, 'Tongdai needs 22.10.1 or newer.')
}

function modulesOf({ modules }: AsteriskFacts): Check {
  const running = new Set(modules)
  const missing = MODULES.filter(name => !running.has(name))
  if (missing.length === 0) return good('modules', `All ${MODULES.length} modules of Asterisk run.`)
  const hint = 'Look at Asterisk’s log; on an Asterisk of your own, load them.'
  return warning('modules', `Not running in Asterisk: ${missing.join(', ')}.`, hint)
}

async function phonesOf({ endpoints }: AsteriskFacts, home: string): Promise<Check> {
  const phones = (await readTeamCopy(home))?.phones.filter(({ kind }) => kind === 'agent') ?? []
  const away = phones.filter(({ id }) => endpoints.get(id) !== 'online').map(({ id }) => id)
  const sentence = `${phones.length - away.length} of ${phones.length} agents' phones are registered.`
  if (away.length === 0) return good('phones', sentence)
  const hint = `Not registered: ${away.slice(0, 10).join(', ')}${away.length > 10 ? ' …' : ''}`
  return warning('phones', sentence, hint)
}

async function disk({ home }: Patient): Promise<Check[]> {
  const { bavail, bsize } = await statfs(home)
  const gigabytes = (bavail * bsize) / 1e9
  const sentence = `${gigabytes.toFixed(1)} GB are free for the state folder.`
  if (gigabytes >= 5) return [good('disk', sentence)]
  const hint = 'Make room: an hour of a recorded call takes 115 MB.'
  return [gigabytes >= 1 ? warning('disk', sentence, hint) : bad('disk', sentence, hint)]
}

async function certificate({ home, tls }: Patient): Promise<Check[]> {
  try {
    const { validUntil } = await readCertificates(home, tls)
    const days = Math.floor((validUntil - Date.now()) / 86_400_000)
    const sentence = `The HTTPS certificate is valid for ${days} days.`
    if (days > 14) return [good('certificate', sentence)]
    return [bad('certificate', sentence, 'Renew it and start the house again.')]
  } catch (error) {
    return [
      bad(
        'certificate',
        String(error instanceof Error ? error.message : error),
        'HTTPS cannot start without.',
      ),
    ]
  }
}

function answered(name: string, tookMs: number): Check {
  const sentence = `It answers in ${tookMs.toFixed(1)} ms.`
  if (tookMs < 50) return good(name, sentence)
  return warning(name, sentence, 'That is slow: is the machine overloaded, or is it far away?')
}

function clock(name: string, theirs: number): Check[] {
  const apartS = Math.abs(theirs - Date.now()) / 1000
  if (apartS < 1) return []
  const sentence = `Our clock and that of ${name} are ${apartS.toFixed(1)} s apart.`
  return [warning('clock', sentence, 'Let both machines take their time from NTP.')]
}

async function within<T>(ms: number, work: () => Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms)
  return Promise.race([work(), promise]).finally(() => clearTimeout(timer))
}
