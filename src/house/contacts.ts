// Callers' numbers on their way: a reference for events, sealed for Redis, plain only in this process's memory,
// for as long as a phone may have to show it.
import type { Redis } from 'ioredis'
import type { Keys } from '../redis/keys.ts'
import { contactRef, seal, unseal } from '../secrets/sealing.ts'
import type { Secrets } from '../secrets/secrets.ts'
import type { Contacts } from '../switchboard/contacts.ts'

/** The last so many callers; older ones are shown as unknown. */
const REMEMBERED = 10_000
/** When Redis has lost its memory: more than may be waiting for the scribe. */
const TOLD_AGAIN = 1_000
const RETRY_MS = 1_000

export type RememberedContacts = Contacts & {
  /** What an agent's phone shows. */
  shown(contact: string): string
  restore(contact: string, sealed: string | undefined): void
  /** Redis has lost its memory: what the scribe may not have stored yet is told again. */
  tellAgain(): void
}

export function openContacts(redis: Redis, keys: Keys, { contactKey, sealKey }: Secrets): RememberedContacts {
  const numbers = new Map<string, { number: string; sealed: string }>()
  /** Contact → sealed number that Redis did not take. */
  const owed = new Map<string, string>()
  let isOwing = false
  return {
    refOf: number => contactRef(contactKey, number),
    remember(contact, number) {
      const known = numbers.get(contact)
      const sealed = known?.sealed ?? seal(sealKey, number, contact)
      keep(contact, number, sealed)
      tell([contact, sealed])
      return sealed
    },
    keep(contact, number) {
      const sealed = numbers.get(contact)?.sealed ?? seal(sealKey, number, contact)
      keep(contact, number, sealed)
      return sealed
    },
    restore,
    tellAgain() {
      const latest = [...numbers].slice(-TOLD_AGAIN)
      if (latest.length > 0) tell(...latest.map(([contact, { sealed }]) => [contact, sealed] as const))
    },
    numberOf(contact, sealed) {
      if (!numbers.has(contact)) restore(contact, sealed)
      return numbers.get(contact)?.number ?? ''
    },
    seal: (text, contact) => seal(sealKey, text, contact),
    shown: contact => numbers.get(contact)?.number ?? '',
  }

  /** Calls don't wait for it: what Redis does not take, being away or full, is told when it does. */
  function tell(...told: readonly (readonly [contact: string, sealed: string])[]): void {
    redis.hset(keys.contacts, ...told.flat()).catch(() => {
      for (const [contact, sealed] of told) owed.set(contact, sealed)
      if (owed.size > REMEMBERED) owed.delete(owed.keys().next().value as string)
      if (!isOwing) setTimeout(tellOwed, RETRY_MS).unref()
      isOwing = true
    })
  }

  function tellOwed(): void {
    isOwing = false
    const all = [...owed]
    owed.clear()
    if (all.length > 0) tell(...all)
  }

  function restore(contact: string, sealed: string | undefined): void {
    const number = sealed && unseal(sealKey, sealed, contact)
    if (number && sealed) keep(contact, number.toString(), sealed)
  }

  function keep(contact: string, number: string, sealed: string): void {
    numbers.delete(contact)
    numbers.set(contact, { number, sealed })
    if (numbers.size > REMEMBERED) numbers.delete(numbers.keys().next().value as string)
  }
}
