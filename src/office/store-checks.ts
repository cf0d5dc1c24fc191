// The doctor looks at PostgreSQL and Redis, and at those who live from them: switchboard and scribe.
import { ask, openDatabase } from '../postgres/database.ts'
import { openRedis } from '../redis/connection.ts'
import { journalLag, type Lag } from '../redis/journal-reader.ts'
import { type Pulse, readPulse } from '../redis/live.ts'
import { told } from '../told/told.ts'
import { bad, type Check, good, type Patient, warning } from './check.ts'

export async function checkRedis({ redisUrl, keys, log }: Patient): Promise<Check[]> {
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
        const hint = told`Set maxmemory-policy noeviction: the journal must never be thrown away.`
        checks.push(bad('redis', told`Redis may throw keys away (${policy[1]}).`, hint))
      }
      return [
        ...checks,
        switchboardOf(await readPulse(client, keys)),
        scribeOf(await journalLag(client, keys)),
      ]
    })
  } catch {
    return [
      bad('redis', told`Redis does not answer.`, told`Calls cannot be served without it: look at its log.`),
    ]
  } finally {
    client.disconnect()
  }
}

function switchboardOf(pulse: Pulse | undefined): Check {
  if (!pulse)
    return bad('switchboard', told`No switchboard runs.`, told`Look at its log; "npm start" starts it.`)
  if (pulse.state === 'active') return good('switchboard', told`The switchboard is active.`)
  return warning(
    'switchboard',
    told`The switchboard is ${pulse.state}.`,
    told`Look at its log if this lasts.`,
  )
}

function scribeOf({ records, oldestMs }: Lag): Check {
  const lateS = Math.round(oldestMs / 1000)
  if (lateS < 60) return good('scribe', told`${records} journal records wait to be stored.`)
  const sentence = told`The journal is stored ${lateS} s late (${records} records wait).`
  return bad('scribe', sentence, told`Nothing is lost: they are stored when PostgreSQL answers again.`)
}

export async function checkPostgres({ databaseUrl, log }: Patient): Promise<Check[]> {
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
      const sentence = told`${aside} journal records were set aside.`
      checks.push(warning('scribe', sentence, told`See the table journal_rejects; report it with its lines.`))
    }
    return checks
  } catch {
    return [
      bad(
        'postgres',
        told`PostgreSQL does not answer.`,
        told`Calls go on and are recorded later; look at its log.`,
      ),
    ]
  } finally {
    await db.end()
  }
}

function answered(name: string, tookMs: number): Check {
  const sentence = told`It answers in ${tookMs.toFixed(1)} ms.`
  if (tookMs < 50) return good(name, sentence)
  return warning(name, sentence, told`That is slow: is the machine overloaded, or is it far away?`)
}

function clock(name: string, theirs: number): Check[] {
  const apartS = Math.abs(theirs - Date.now()) / 1000
  if (apartS < 1) return []
  const sentence = told`Our clock and that of ${name} are ${apartS.toFixed(1)} s apart.`
  return [warning('clock', sentence, told`Let both machines take their time from NTP.`)]
}

async function within<T>(ms: number, work: () => Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms)
  return Promise.race([work(), promise]).finally(() => clearTimeout(timer))
}
