// The conversations that the scribe has in mind, so that folding a CDR needs no query on the usual way.
import { isComplete, mattersToCdr } from '../cdrs/complete.ts'
import type { JournalRecord } from '../switchboard/journal.ts'

// About 20 kB each. Beyond it the one untouched for longest is forgotten, and read again if it comes back.
const limit = 2_000

export class Conversations {
  #records = new Map<string, Map<string, JournalRecord>>()

  /**
   * Those among the records' conversations that must be read first: we don't know how they began.
   * @param areNew whether no record came before, so that whose arrival is among them begins with it
   */
  unknown(records: readonly JournalRecord[], areNew: boolean): string[] {
    const begun = new Set<string>()
    const missing = new Set<string>()
    for (const record of records) {
      const { conversation, event } = record
      if (conversation === undefined || this.#records.has(conversation) || !mattersToCdr(record)) continue
      if (areNew && event.type === 'CallArrived') begun.add(conversation)
      else missing.add(conversation)
    }
    return [...missing].filter(conversation => !begun.has(conversation))
  }

  add(records: readonly JournalRecord[]): void {
    for (const record of records) {
      const { conversation } = record
      if (conversation === undefined || !mattersToCdr(record)) continue
      const known = this.#records.get(conversation) ?? new Map()
      known.set(record.id, record)
      this.#records.delete(conversation)
      this.#records.set(conversation, known)
    }
    for (const oldest of this.#records.keys()) {
      if (this.#records.size <= limit) break
      this.#records.delete(oldest)
    }
  }

  recordsOf(conversation: string): JournalRecord[] {
    return [...(this.#records.get(conversation)?.values() ?? [])]
  }

  /** Forgets those of which nothing more is to be expected. */
  forgetComplete(conversations: Iterable<string>): void {
    for (const conversation of conversations) {
      const known = this.#records.get(conversation)
      if (known && isComplete(known.values())) this.#records.delete(conversation)
    }
  }

  forget(conversations: Iterable<string>): void {
    for (const conversation of conversations) this.#records.delete(conversation)
  }

  get size(): number {
    return this.#records.size
  }
}
