// The scribe: drains the journal stream into PostgreSQL, folds CDRs, and trims the stream after the commit.
//
// PostgreSQL may be away for hours: the stream keeps everything, and the scribe tries again with growing
// pauses. A record that can't be read or stored is set aside with its error; it never blocks the others.
// In a backlog two batches are under way: while one's CDRs are written, the next one's journal is.
import { setTimeout as pause } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import type { Database } from '../postgres/database.ts'
import type { FollowUpTimes } from '../postgres/follow-ups-writing.ts'
import { readPosition } from '../postgres/journal.ts'
import { openRedis } from '../redis/connection.ts'
import { hasReached, readJournal, trimJournal } from '../redis/journal-reader.ts'
import type { Keys } from '../redis/keys.ts'
import { type Haul, unpack } from './haul.ts'
import { type Failure, Storing } from './storing.ts'

export type ScribeOptions = {
  redisUrl: string
  keys: Keys
  /** A pool with patience for large batches, and three connections for us. */
  db: Database
  sealKey: Buffer
  log: Logger
  /** Until when who gave up is to be called back; without it, within a day. */
  followUp?: FollowUpTimes
  /** Called after tracks were reported, so that nobody need poll for them. */
  onTracks?: () => void
  /** Called after each commit. */
  onStored?: (batch: { records: number; cdrs: number; tookMs: number }) => void
}

export type Scribe = { stop(): Promise<void> }

// Many calls share a commit. With twice as many records what we hold outgrows the young memory that Node clears
// cheaply, and fewer calls a second are stored.
const count = 2_000
// A transaction for each single record would cost more than all records together: gather for a moment.
const gatherMs = 250
const restMs = 5_000

export function startScribe(options: ScribeOptions): Scribe {
  const stopping = new AbortController()
  const redis = openRedis(options.redisUrl, options.log, 'for ever')
  const done = new Drain(options, redis, stopping.signal).run()
  return {
    async stop() {
      stopping.abort()
      redis.disconnect()
      await done
    },
  }
}

/** A batch of a backlog that is being stored. */
type UnderWay = {
  haul: Haul
  /** When the next one may begin: the journal is written, and kept in mind. */
  ready: Promise<void>
  /** Resolves after the commit, or with what kept it from being stored. */
  committed: Promise<Failure | undefined>
  /** The same, when the stream is trimmed too. */
  done: Promise<Failure | undefined>
}

class Drain {
  #options: ScribeOptions
  #redis: Redis
  #stopping: AbortSignal
  #storing: Storing
  /** The next entries, read while the last ones were being stored. */
  #ahead: { after: string; haul: Promise<Haul> } | undefined
  #underWay: UnderWay | undefined

  constructor(options: ScribeOptions, redis: Redis, stopping: AbortSignal) {
    this.#options = options
    this.#redis = redis
    this.#stopping = stopping
    this.#storing = new Storing(options, redis, stopping)
  }

  async run(): Promise<void> {
    let position: string | undefined
    while (!this.#stopping.aborted) {
      try {
        position ??= await this.#storing.patiently(() => this.#start())
        if (position !== undefined) position = await this.#drainFrom(position)
      } catch (err) {
        await this.#giveUp()
        if (this.#stopping.aborted) return
        this.#options.log.error({ err }, 'the scribe stumbled and starts over')
        position = undefined
        await this.#wait(restMs)
      }
    }
    await this.#giveUp()
  }

  /** Stores what stands in the stream after `position`. @returns the new position */
  async #drainFrom(position: string): Promise<string> {
    const haul = await this.#next(position)
    const { entries } = haul
    const last = entries.at(-1)?.entry
    if (last === undefined) {
      // Quiet: a number that came later than its call's first record is still waiting.
      await this.#storing.patiently(() => this.#storing.moveContacts())
      return position
    }
    const isBacklog = entries.length === count
    if (isBacklog) this.#readAhead(last)
    if (isBacklog && haul.broken.length === 0) {
      await this.#storeBeside(haul)
      return last
    }
    await this.#finish()
    await this.#storeAlone(haul)
    if (this.#stopping.aborted) return position
    if (!isBacklog) await this.#wait(gatherMs)
    return last
  }

  /** Begins to store it, and returns when the batch before it is done. */
  async #storeBeside(haul: Haul): Promise<void> {
    const before = this.#underWay
    const mine = this.#begin(haul, before)
    this.#underWay = mine
    await Promise.race([mine.ready, mine.committed])
    if (!before || (await before.done) === undefined) return
    this.#underWay = undefined
    // It gave up as the one before it did.
    await mine.done
    await this.#again([before.haul, haul])
  }

  #begin(haul: Haul, before: UnderWay | undefined): UnderWay {
    const { promise: ready, resolve: isReady } = Promise.withResolvers<void>()
    const turn = {
      isReady,
      before: async () => {
        const failure = await before?.committed
        if (failure) throw new Error('The batch before this one was not stored.', { cause: failure.error })
      },
    }
    const committed = this.#storing.tryBeside(haul.reads, turn)
    const done = committed
      .then(async failure => failure ?? (await this.#trim(haul)))
      .catch((error: unknown) => ({ error }))
    return { haul, ready, committed, done }
  }

  /** Waits for the batch that is under way. */
  async #finish(): Promise<void> {
    const mine = this.#underWay
    this.#underWay = undefined
    if (mine && (await mine.done) !== undefined) await this.#again([mine.haul])
  }

  /** One after the other, with all patience. */
  async #again(hauls: readonly Haul[]): Promise<void> {
    this.#storing.forget()
    for (const haul of hauls) if (!this.#stopping.aborted) await this.#storeAlone(haul)
  }

  /** What was under way is read again from the stream. */
  async #giveUp(): Promise<void> {
    const mine = this.#underWay
    this.#underWay = undefined
    await mine?.done
    this.#storing.forget()
  }

  async #storeAlone(haul: Haul): Promise<void> {
    await this.#storing.store(haul)
    if (!this.#stopping.aborted) await this.#trim(haul)
  }

  async #trim({ entries }: Haul): Promise<undefined> {
    const last = entries.at(-1)?.entry
    if (last !== undefined) await trimJournal(this.#redis, this.#options.keys, last)
  }

  /** What stands after `position`: what was read ahead, or else the first to come. */
  async #next(position: string): Promise<Haul> {
    const ahead = this.#ahead
    this.#ahead = undefined
    const haul = ahead?.after === position ? await ahead.haul : undefined
    if (haul && haul.entries.length > 0) return haul
    await this.#finish()
    const { keys } = this.#options
    return unpack(await readJournal(this.#redis, keys, position, { count, blockMs: 5_000 }))
  }

  /** Without waiting for any: a command that waits would hold up those behind it. */
  #readAhead(after: string): void {
    const haul = readJournal(this.#redis, this.#options.keys, after, { count }).then(unpack)
    // Whoever takes it hears of a failure; nobody takes it when the batch before it fails.
    haul.catch(() => {})
    this.#ahead = { after, haul }
  }

  /** Where to go on: after the last commit, or from the stream's beginning. */
  async #start(): Promise<string> {
    const { db, keys } = this.#options
    const stored = await readPosition(db, keys.journal)
    await this.#storing.moveContacts()
    return stored !== undefined && (await hasReached(this.#redis, keys, stored)) ? stored : '0-0'
  }

  async #wait(ms: number): Promise<void> {
    await pause(ms, undefined, { signal: this.#stopping }).catch(() => {})
  }
}
