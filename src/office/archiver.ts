// The archiver: brings each finished track from Asterisk into our own folder, then deletes it there.
//
//   in-asterisk ──fetch .part, sync, check, hash, rename──▶ stored ──▶ deleted in Asterisk
//
// The list of what is to be done stands in PostgreSQL, so a restart goes on where it was. It never hurries:
// calls need the machine more.
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from 'pino'
import {
  AsteriskAway,
  deleteRecording,
  type FetchedFile,
  fetchRecording,
  type RecordingSource,
  storedNames,
} from '../asterisk/recording-files.ts'
import { type Database, mayPassLater } from '../postgres/database.ts'
import { messageDiscarded, unwantedMessages } from '../postgres/messages.ts'
import {
  storedAmong,
  type TrackToFetch,
  trackDelayed,
  trackFailed,
  trackStored,
  tracksToFetch,
} from '../postgres/recordings.ts'

export type ArchiverOptions = {
  db: Database
  source: RecordingSource
  /** Folder of the recordings: `YYYY/MM/DD/<recording>.wav` in UTC. */
  folder: string
  log: Logger
}

export type Archiver = {
  /** There may be new tracks: look now, not at the next round. */
  look(): void
  stop(): Promise<void>
}

// Retries and what was left over from before a restart; new tracks are announced by look().
const roundMs = 10_000
const awayMs = 2_000
const batchSize = 20
// Tracks that Asterisk does not have, or that are no sound: it may just have been loading.
const attemptsAtMost = 4
// At most 40 tracks a second, more than 100 agents ever finish at real talk times.
const breathMs = 50

export function startArchiver(options: ArchiverOptions): Archiver {
  const stopping = new AbortController()
  let wake = Promise.withResolvers<void>()
  let swept = false
  const done = run()
  return {
    look: () => wake.resolve(),
    async stop() {
      stopping.abort()
      wake.resolve()
      await done
    },
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const restMs = await (swept ? archiveDue() : sweep()).catch(explain)
      if (restMs === 0) continue
      const timer = setTimeout(wake.resolve, restMs)
      await wake.promise
      clearTimeout(timer)
      wake = Promise.withResolvers()
    }
  }

  /** Once at the start: deletes what a crash of ours left in Asterisk after it was stored here. */
  async function sweep(): Promise<number> {
    const names = await storedNames(options.source)
    for (const name of await storedAmong(options.db, names)) await deleteRecording(options.source, name)
    swept = true
    return 0
  }

  /** @returns how long to rest; 0 when there is more */
  async function archiveDue(): Promise<number> {
    await discardUnwanted(options)
    const tracks = await tracksToFetch(options.db, batchSize)
    // Two at a time out of one row; both have ended before the next look, so no file has two writers.
    const row = tracks.values()
    const ends = await Promise.allSettled([archiveEach(row), archiveEach(row)])
    for (const end of ends) if (end.status === 'rejected') throw end.reason
    return tracks.length < batchSize ? roundMs : 0
  }

  async function archiveEach(tracks: Iterable<TrackToFetch>): Promise<void> {
    for (const track of tracks) {
      if (stopping.signal.aborted) return
      await archive(options, track)
      await pause(breathMs, undefined, { signal: stopping.signal }).catch(() => {})
    }
  }

  function explain(err: unknown): number {
    if (err instanceof AsteriskAway || mayPassLater(err)) {
      options.log.debug({ err }, 'the archiver waits')
      return awayMs
    }
    options.log.error({ err }, 'the archiver stumbled and goes on')
    return roundMs
  }
}

/** Messages that their callers took back, or that say nothing. @throws AsteriskAway, DatabaseAway */
async function discardUnwanted({ db, source, folder }: ArchiverOptions): Promise<void> {
  for (const { recording, state, path } of await unwantedMessages(db, batchSize)) {
    if (state === 'in-asterisk') await deleteRecording(source, recording)
    else if (path !== null) await rm(join(folder, path), { force: true })
    await messageDiscarded(db, recording)
  }
}

/** @throws AsteriskAway, DatabaseAway: then the track stays as it is */
async function archive(options: ArchiverOptions, track: TrackToFetch): Promise<void> {
  const { db, source, folder, log } = options
  const { recording, conversation } = track
  const path = pathOf(track)
  const file = join(folder, path)
  try {
    const fetched = await fetchInto(source, recording, file)
    if (typeof fetched === 'string') return giveUpOrWait(options, track, fetched)
    await trackStored(db, recording, { path, ...fetched })
  } catch (error) {
    if (error instanceof AsteriskAway || mayPassLater(error)) throw error
    // The disk: calls go on, and the sound stays in Asterisk until there is room.
    log.error(
      { conversation, recording, err: error },
      'a recording could not be written; it stays in Asterisk for now',
    )
    await trackDelayed(db, recording, delayMs(track.attempts), String(error))
    return
  }
  await deleteRecording(source, recording)
}

async function fetchInto(
  source: RecordingSource,
  recording: string,
  file: string,
): Promise<FetchedFile | 'gone' | 'broken'> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const part = `${file}.part`
  const fetched = await fetchRecording(source, recording, part)
  if (typeof fetched === 'string') {
    await rm(part, { force: true })
    return fetched
  }
  await rename(part, file)
  // The name itself must be on the disk before Asterisk's copy goes.
  const directory = await open(dirname(file))
  await directory.sync().finally(() => directory.close())
  return fetched
}

async function giveUpOrWait({ db, log }: ArchiverOptions, track: TrackToFetch, why: 'gone' | 'broken') {
  const { recording, conversation, attempts } = track
  if (attempts + 1 < attemptsAtMost) return trackDelayed(db, recording, delayMs(attempts), why)
  log.error({ conversation, recording, why }, 'a recording is lost')
  await trackFailed(db, recording, why)
}

function delayMs(attempts: number): number {
  return Math.min(1_000 * 2 ** attempts, 300_000)
}

function pathOf({ recording, startedAt }: TrackToFetch): string {
  const day = new Date(startedAt).toISOString().slice(0, 10).replaceAll('-', '/')
  return join(day, `${encodeURIComponent(recording)}.wav`)
}
