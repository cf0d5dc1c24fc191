// How a haul gets into PostgreSQL: all at once; in halves when something among it can't be stored; and patiently
// while PostgreSQL is away.
import { setTimeout as pause } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import { storeContacts } from '../postgres/contacts.ts'
import { inTransaction, mayPassLater } from '../postgres/database.ts'
import { storeReject } from '../postgres/journal.ts'
import { allWaitingContacts, removeContacts, waitingContacts } from '../redis/contacts.ts'
import type { JournalEntry } from '../redis/journal-reader.ts'
import { unseal } from '../secrets/sealing.ts'
import { type Read, storeBatch, storeSwiftly, type Turn } from './batch.ts'
import { Conversations } from './conversations.ts'
import type { Haul } from './haul.ts'
import type { ScribeOptions } from './scribe.ts'

/** Why something was not stored. */
export type Failure = { error: unknown }

const longestPauseMs = 5_000

export class Storing {
  #options: ScribeOptions
  #redis: Redis
  #stopping: AbortSignal
  #conversations = new Conversations()

  constructor(options: ScribeOptions, redis: Redis, stopping: AbortSignal) {
    this.#options = options
    this.#redis = redis
    this.#stopping = stopping
  }

  /** Stores what can be stored, and sets the rest aside. Returns early when we stop. */
  async store({ reads, broken }: Haul): Promise<void> {
    for (const { entry, error } of broken) await this.#setAside(entry, error)
    if (reads.length > 0) await this.#storeReads(reads)
  }

  /** Tries it once, beside the batch before it. @returns why it was not stored */
  tryBeside(reads: readonly Read[], turn: Turn): Promise<Failure | undefined> {
    return this.#try(reads, turn).catch(error => ({ error }))
  }

  /** What we keep in mind may be of batches that were not stored. */
  forget(): void {
    this.#conversations = new Conversations()
  }

  /** Moves all numbers that wait, whichever call they came with. */
  async moveContacts(): Promise<void> {
    const { db, keys, sealKey } = this.#options
    const sealed = await allWaitingContacts(this.#redis, keys)
    if (sealed.size === 0) return
    await inTransaction(db, connection => storeContacts(connection, sealKey, this.#opened(sealed)))
    await removeContacts(this.#redis, keys, [...sealed.keys()])
  }

  /** Tries again with growing pauses as long as PostgreSQL is away. @returns undefined when stopped meanwhile */
  async patiently<T>(work: () => Promise<T>): Promise<T | undefined> {
    const { log } = this.#options
    for (let waitMs = 250; !this.#stopping.aborted; waitMs = Math.min(waitMs * 2, longestPauseMs)) {
      try {
        const result = await work()
        if (waitMs > 250) log.info('the scribe writes again')
        return result
      } catch (error) {
        if (!mayPassLater(error)) throw error
        if (waitMs === 250) log.warn({ err: error }, 'the scribe waits for PostgreSQL; the journal is kept')
        await pause(waitMs, undefined, { signal: this.#stopping }).catch(() => {})
      }
    }
    return undefined
  }

  /** Stores all of them, or, when something among them can't be stored, each half on its own. */
  async #storeReads(reads: readonly Read[]): Promise<void> {
    const failure = await this.patiently(() => this.#try(reads))
    const [read] = reads
    if (failure === undefined || read === undefined) return
    if (reads.length === 1) return this.#setAside(read, failure.error)
    const half = reads.length >> 1
    await this.#storeReads(reads.slice(0, half))
    await this.#storeReads(reads.slice(half))
  }

  /** @returns the failure when it lies in the records themselves */
  async #try(entries: readonly Read[], turn?: Turn): Promise<Failure | undefined> {
    const { db, keys, sealKey, log, onTracks, onStored, followUp } = this.#options
    const startedAt = performance.now()
    const mind = this.#conversations
    const conversations = new Set(entries.flatMap(({ record }) => record.conversation ?? []))
    const contacts = new Set(
      entries.flatMap(({ record: { event } }) => (event.type === 'CallArrived' ? [event.contact] : [])),
    )
    const sealed = await waitingContacts(this.#redis, keys, [...contacts])
    const numbers = this.#opened(sealed)
    const batch = { stream: keys.journal, entries, numbers, sealKey, ...(followUp && { followUp }) }
    const stored = turn ? storeSwiftly(db, batch, mind, turn) : storeBatch(db, batch, mind)
    const outcome = await stored.catch((error: unknown) => {
      mind.forget(conversations)
      if (mayPassLater(error)) throw error
      return { error }
    })
    if ('error' in outcome) return outcome
    for (const { conversation, error } of outcome.unfolded) {
      log.error({ conversation, err: error }, 'no CDR could be made of this conversation')
    }
    mind.forgetComplete(conversations)
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
    await this.patiently(() => storeReject(db, entry, json, String(error)))
  }
}
