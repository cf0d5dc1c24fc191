// The order in which things happened, whatever the order in which their records arrived.
import type { JournalRecord } from '../switchboard/journal.ts'
import { steady } from './steady.ts'

/**
 * Each mailbox numbered its records itself, so within a mailbox the number rules and a moved clock changes
 * nothing; mailboxes are merged by wall clock, a call's own record before the floor's of the same instant.
 * Of records with the same id one remains.
 * @param records of one conversation
 */
export function orderOf(records: readonly JournalRecord[]): JournalRecord[] {
  const known = new Map(records.map(record => [record.id, record]))
  const mailboxes = new Map<string, { seq: number; record: JournalRecord }[]>()
  for (const record of steady([...known.values()])) {
    const cut = record.id.lastIndexOf(':')
    const name = record.id.slice(0, cut)
    const mailbox = mailboxes.get(name) ?? []
    mailboxes.set(name, mailbox)
    mailbox.push({ seq: Number(record.id.slice(cut + 1)), record })
  }
  const placed = [...mailboxes].flatMap(([name, mailbox]) => {
    mailbox.sort((a, b) => a.seq - b.seq)
    let latest = Number.NEGATIVE_INFINITY
    return mailbox.map(({ seq, record }) => {
      latest = Math.max(latest, record.at)
      return { name, seq, latest, own: name === record.conversation ? 0 : 1, record }
    })
  })
  placed.sort(
    (a, b) =>
      a.latest - b.latest || a.own - b.own || (a.name < b.name ? -1 : a.name > b.name ? 1 : a.seq - b.seq),
  )
  return placed.map(({ record }) => record)
}
