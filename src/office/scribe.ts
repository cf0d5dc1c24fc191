// The scribe: drains the journal stream into PostgreSQL, folds CDRs, and trims the stream after the commit.
//
// PostgreSQL may be away for hours: the stream keeps everything, and the scribe tries again with growing
// pauses. A record that can't be read or stored is set aside with its error; it never blocks the others.
import { setTimeout as pause } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { storeContacts } from '../postgres/contacts.ts'
import { type Database, inTransaction, mayPassLater } from '../postgres/database.ts'
import { readPosition, storeReject } from '../postgres/journal.ts'
import { openRedis } from '../redis/connection.ts'
import { allWaitingContacts, removeContacts, waitingContacts } from '../redis/contacts.ts'
import { hasReached, type JournalEntry, readJournal, trimJournal } from '../redis/journal-reader.ts'
import type { Keys } from '../redis/keys.ts'
import { unseal } from '../secrets/sealing.ts'
import { type Read, storeBatch } from './batch.ts'
import { Conversations } from './conversations.ts'
import { type Haul, unpack } from './haul.ts'

export type ScribeOptions = {
  redisUrl: string
  keys: Keys
  /** A pool with patience for large batches. */
  db: Database
  sealKey: Buffer
  log: Logger
  /** Called after tracks were reported, so that nobody need poll for them. */
  onTracks?: () => void
  /** Called after each commit. */
  onStored?: (batch: { records: number; cdrs: number; tookMs: number }) => void
}

export type Scribe = { stop(): Promise<void> }

// Large batches share one commit among many calls: half as many again a second as with a quarter of this.
const count = 4_000
// A transaction for each single record would cost more than all records together: gather for a moment.
const gatherMs = 250
const longestPauseMs = 5_000

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

class Drain {
  #options: ScribeOptions
  #redis: Redis
  #stopping: AbortSignal
  #conversations = new Conversations()
  /** The next entries, read while the last ones were being stored. */
  #ahead: { after: string; haul: Promise<Haul> } | undefined

  constructor(options: ScribeOptions, redis: Redis, stopping: AbortSignal) {
    this.#options = options
    this.#redis = redis
    this.#stopping = stopping
  }

  async run(): Promise<void> {
    let position: string | undefined
    while (!this.#stopping.aborted) {
      try {
        position ??= await this.#patiently(() => this.#start())
        if (position !== undefined) position = await this.#drainFrom(position)
      } catch (err) {
        if (this.#stopping.aborted) return
        this.#options.log.error({ err }, 'the scribe stumbled and starts over')
        position = undefined
        await this.#wait(longestPauseMs)
      }
    }
  }

  /** Stores what stands in the stream after `position`. @returns the new position */
  async #drainFrom(position: string): Promise<string> {
    const { keys } = this.#options
    const haul = await this.#next(position)
    const { entries } = haul
    const last = entries.at(-1)?.entry
    if (last === undefined) {
      // Quiet: a number that came later than its call's first record is still waiting.
      await this.#patiently(() => this.#moveContacts())
      return position
    }
    if (entries.length === count) this.#readAhead(last)
    await this.#store(haul)
    if (this.#stopping.aborted) return position
    await trimJournal(this.#redis, keys, last)
    if (entries.length < count) await this.#wait(gatherMs)
    return last
  }

  /** What stands after `position`: what was read ahead, or else the first to come. */
  async #next(position: string): Promise<Haul> {
    const ahead = this.#ahead
    this.#ahead = undefined
    const haul = ahead?.after === position ? await ahead.haul : undefined
    if (haul && haul.entries.length > 0) return haul
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
    await this.#moveContacts()
    return stored !== undefined && (await hasReached(this.#redis, keys, stored)) ? stored : '0-0'
  }

  /** Moves all numbers that wait, whichever call they came with. */
  async #moveContacts(): Promise<void> {
    const { db, keys, sealKey } = this.#options
    const sealed = await allWaitingContacts(this.#redis, keys)
    if (sealed.size === 0) return
    await inTransaction(db, connection => storeContacts(connection, sealKey, this.#opened(sealed)))
    await removeContacts(this.#redis, keys, [...sealed.keys()])
  }

  async #store({ reads, broken }: Haul): Promise<void> {
    for (const { entry, error } of broken) await this.#setAside(entry, error)
    if (reads.length > 0) await this.#storeReads(reads)
  }

  /** Stores all of them, or, when something among them can't be stored, each half on its own. */
  async #storeReads(entries: readonly Read[]): Promise<void> {
    const failure = await this.#patiently(() => this.#tryBatch(entries))
    const [entry] = entries
    if (failure === undefined || entry === undefined) return
    if (entries.length === 1) return this.#setAside(entry, failure.error)
    const half = entries.length >> 1
    await this.#storeReads(entries.slice(0, half))
    await this.#storeReads(entries.slice(half))
  }

  /** @returns the failure when it lies in the records themselves */
  async #tryBatch(entries: readonly Read[]): Promise<{ error: unknown } | undefined> {
    const { db, keys, sealKey, log, onTracks, onStored } = this.#options
    const startedAt = performance.now()
    const conversations = new Set(entries.flatMap(({ record }) => record.conversation ?? []))
    const contacts = new Set(
      entries.flatMap(({ record: { event } }) => (event.type === 'CallArrived' ? [event.contact] : [])),
    )
    const sealed = await waitingContacts(this.#redis, keys, [...contacts])
    const batch = { stream: keys.journal, entries, numbers: this.#opened(sealed), sealKey }
    const outcome = await storeBatch(db, batch, this.#conversations).catch((error: unknown) => {
      this.#conversations.forget(conversations)
      if (mayPassLater(error)) throw error
      return { error }
    })
    if ('error' in outcome) return outcome
    for (const { conversation, error } of outcome.unfolded) {
      log.error({ conversation, err: error }, 'no CDR could be made of this conversation')
    }
    this.#conversations.forgetComplete(conversations)
    await removeContacts(this.#redis, keys, [...sealed.keys()])
    if (outcome.tracks > 0) onTracks?.()
    const tookMs = performance.now() - startedAt
    onStored?.({ records: entries.length, cdrs: outcome.cdrs, tookMs })
    return undefined
  }

  #opened(sealed: ReadonlyMap<string, string>): Map<string, string> {
    const numbers = new Map<string, string>()
    for (const [contact, text] of sealed) {
      const number = unseal(this.#options.sealKey, text, contact)
      if (number) numbers.set(contact, number.toString())
      else this.#options.log.warn({ contact }, 'a number could not be opened: it was sealed with another key')
    }
    return numbers
  }

  async #setAside({ entry, json }: JournalEntry, error: unknown): Promise<void> {
    const { db, log } = this.#options
    const [, conversation] = /"conversation":"([\w-]{1,64})"/.exec(json) ?? []
    log.error({ entry, conversation, err: error }, 'a journal record was set aside (table journal_rejects)')
    await this.#patiently(() => storeReject(db, entry, json, String(error)))
  }

  /** Tries again with growing pauses as long as PostgreSQL is away. @returns undefined when stopped meanwhile */
  async #patiently<T>(work: () => Promise<T>): Promise<T | undefined> {
    const { log } = this.#options
    for (let waitMs = 250; !this.#stopping.aborted; waitMs = Math.min(waitMs * 2, longestPauseMs)) {
      try {
        const result = await work()
        if (waitMs > 250) log.info('the scribe writes again')
        return result
      } catch (error) {
        if (!mayPassLater(error)) throw error
        if (waitMs === 250) log.warn({ err: error }, 'the scribe waits for PostgreSQL; the journal is kept')
        await this.#wait(waitMs)
      }
    }
    return undefined
  }

  async #wait(ms: number): Promise<void> {
    await pause(ms, undefined, { signal: this.#stopping }).catch(() => {})
  }
}
