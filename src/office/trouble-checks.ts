// What is wrong with the house at this moment, and what to do: one list for the banner of the pages, gone by itself when
// it is over. The doctor examines everything when somebody asks; this is asked all the time, so it is quick.
import { stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { Redis } from 'ioredis'
import { ask, type Database } from '../postgres/database.ts'
import { callsLackingSound, countRecordings } from '../postgres/waiting-recordings.ts'
import { askRedis } from '../redis/connection.ts'
import { journalLag } from '../redis/journal-reader.ts'
import type { Keys } from '../redis/keys.ts'
import { readPulse } from '../redis/live.ts'
import { told } from '../told/told.ts'
import { bad, type Check, warning } from './check.ts'

export type TroublesParts = { db: Database; redis: Redis; keys: Keys; home: string }

/** The scribe commits four times a second. */
const LATE_MS = 15_000
/** A recorded call of an hour takes a fourth of it. */
const LITTLE_BYTES = 500e6
/** Of the state folder; each may lie on a disk of its own. */
const FOLDERS = ['', 'asterisk/spool/recording', 'recordings', 'log', 'postgres', 'redis']
/** They are fetched within seconds. */
const MANY_RECORDINGS = 100
const RECENT_MINUTES = 15

/** Answers within a second, once it is known what does not answer. */
export async function troublesOf(parts: TroublesParts): Promise<Check[]> {
  const found = await Promise.all([stores(parts), spill(parts), disk(parts), recordings(parts)])
  return found.flat()
}

async function stores({ db, redis, keys, home }: TroublesParts): Promise<Check[]> {
  const [postgres, live] = await Promise.allSettled([
    ask(db, 'select 1'),
    Promise.all([readPulse(redis, keys), askRedis(journalLag(redis, keys))]),
  ])
  const away = postgres.status === 'rejected'
  const found = away
    ? [
        bad(
          'postgres',
          told`PostgreSQL does not answer.`,
          told`Calls go on and are recorded later; look at its log.`,
        ),
      ]
    : []
  if (live.status === 'rejected')
    return [
      ...found,
      bad(
        'redis',
        told`Redis does not answer.`,
        told`Calls go on from memory, and what happens goes to the disk; look at its log.`,
      ),
    ]
  const [pulse, { records, oldestMs }] = live.value
  // A Redis that is full takes no pulse either.
  if (!pulse && (await spilledBytes(home)) > 0) return found
  if (!pulse)
    found.push(bad('switchboard', told`No switchboard runs.`, told`Look at its log; "npm start" starts it.`))
  else if (pulse.asterisk === 'away')
    found.push(bad('asterisk', told`Asterisk does not answer.`, told`No call can come in: look at its log.`))
  if (pulse?.refused)
    found.push(
      bad(
        'callers-refused',
        told`Callers refused just now: ${pulse.refused}. There are more calls than this machine or "max-calls" allows.`,
        told`Calls that are there go on. The switchboard's log says which of the two; raise max-calls in config/server.yaml, or take a larger machine.`,
      ),
    )
  if (oldestMs >= LATE_MS) {
    const lateS = Math.round(oldestMs / 1_000)
    const sentence = told`The journal is stored ${lateS} s late (${records} records wait).`
    const hint = away
      ? told`Nothing is lost: they are stored when PostgreSQL answers again.`
      : told`Nothing is lost; look at the office's log why it is late.`
    found.push(warning('scribe', sentence, hint))
  }
  return found
}

/** Steps that Redis did not take, on the disk. */
export async function spilledBytes(home: string): Promise<number> {
  return (await stat(join(home, 'spill', 'journal.jsonl')).catch(() => undefined))?.size ?? 0
}

async function spill({ home }: TroublesParts): Promise<Check[]> {
  const bytes = await spilledBytes(home)
  if (bytes === 0) return []
  const sentence = told`Redis does not take what happens; ${Math.ceil(bytes / 1e3)} kB wait on the disk.`
  return [warning('spill', sentence, told`Nothing is lost: look at Redis' log, its memory and its disk.`)]
}

/** How much room there is for recordings, records and logs, where it is least. */
export async function freeBytes(home: string): Promise<number> {
  const rooms = FOLDERS.map(folder =>
    statfs(join(home, folder)).then(
      ({ bavail, bsize }) => bavail * bsize,
      () => Number.POSITIVE_INFINITY,
    ),
  )
  return Math.min(...(await Promise.all(rooms)))
}

async function disk({ home }: TroublesParts): Promise<Check[]> {
  const bytes = await freeBytes(home)
  if (bytes >= LITTLE_BYTES) return []
  const sentence = told`Only ${Math.floor(bytes / 1e6)} MB are free for the state folder.`
  const hint = told`Make room now: recordings end early and records wait, while calls go on. An hour of a recorded call takes 115 MB.`
  return [bad('disk', sentence, hint)]
}

async function recordings({ db }: TroublesParts): Promise<Check[]> {
  const [counted, lacking] = await Promise.all([
    countRecordings(db).catch(() => undefined),
    callsLackingSound(db, RECENT_MINUTES).catch(() => 0),
  ])
  const found: Check[] = []
  if (lacking > 0)
    found.push(
      bad(
        'recordings-cut',
        told`Calls of the last ${RECENT_MINUTES} minutes whose recording ends early or is lost: ${lacking}.`,
        told`The calls themselves went on; their pages say how much is missing. Look whether a disk is full, and at Asterisk's log.`,
      ),
    )
  if (counted && counted.waiting >= MANY_RECORDINGS)
    found.push(
      warning(
        'recordings',
        told`${counted.waiting} recordings wait to be archived.`,
        told`They stay in Asterisk meanwhile; look at the office's log and at the disk.`,
      ),
    )
  return found
}
