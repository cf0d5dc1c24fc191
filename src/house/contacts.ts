// Callers' numbers on their way: a reference for events, sealed for Redis, plain only in this process's memory,
// for as long as a phone may have to show it.
import type { Redis } from 'ioredis'
import type { Keys } from '../redis/keys.ts'
import { contactRef, seal, unseal } from '../secrets/sealing.ts'
import type { Secrets } from '../secrets/secrets.ts'
import type { Contacts } from '../switchboard/contacts.ts'

/** The last so many callers; older ones are shown as unknown. */
const REMEMBERED = 10_000

export type RememberedContacts = Contacts & {
  /** What an agent's phone shows. */
  shown(contact: string): string
  restore(contact: string, sealed: string | undefined): void
}

export function openContacts(redis: Redis, keys: Keys, { contactKey, sealKey }: Secrets): RememberedContacts {
  const numbers = new Map<string, { number: string; sealed: string }>()
  return {
    refOf: number => contactRef(contactKey, number),
    remember(contact, number) {
      const known = numbers.get(contact)
      const sealed = known?.sealed ?? seal(sealKey, number, contact)
      keep(contact, number, sealed)
      // A Redis that is away loses the number of this call for the reports, never the call.
      redis.hset(keys.contacts, contact, sealed).catch(() => {})
      return sealed
    },
    keep(contact, number) {
      const sealed = numbers.get(contact)?.sealed ?? seal(sealKey, number, contact)
      keep(contact, number, sealed)
      return sealed
    },
    restore,
    numberOf(contact, sealed) {
      if (!numbers.has(contact)) restore(contact, sealed)
      return numbers.get(contact)?.number ?? ''
    },
    seal: (text, contact) => seal(sealKey, text, contact),
    shown: contact => numbers.get(contact)?.number ?? '',
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
