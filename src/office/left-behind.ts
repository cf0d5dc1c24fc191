// What flows leave behind in a batch of the journal: notes, messages for a box, and what is to be sent. Values come
// sealed, and go into tables of their own: the journal itself keeps none, so that they can be erased.
import { type CdrMessage, messagesOf } from '../cdrs/messages.ts'
import { orderOf } from '../cdrs/order.ts'
import type { Connection } from '../postgres/database.ts'
import { storeMessages } from '../postgres/messages.ts'
import { type NoteRow, storeNotes } from '../postgres/notes.ts'
import { type SendingRow, storeSendings } from '../postgres/sendings.ts'
import type { JournalRecord } from '../switchboard/journal.ts'
import type { Conversations } from './conversations.ts'

export type LeftBehind = {
  notes: NoteRow[]
  sendings: SendingRow[]
  messages: (CdrMessage & { conversation: string })[]
}

export function leftBehind(conversations: Conversations, records: readonly JournalRecord[]): LeftBehind {
  const notes: NoteRow[] = []
  const sendings: SendingRow[] = []
  const spoken = new Set<string>()
  for (const { id, at, conversation, event } of records) {
    if (conversation === undefined) continue
    if (MESSAGES.has(event.type)) spoken.add(conversation)
    if (event.type === 'NoteTaken')
      notes.push({ id, at, conversation, name: event.name, sealed: String(event.value) })
    else if (event.type === 'SendingAsked')
      sendings.push({ id, at, conversation, send: event.send, sealed: sealedIn(event.with) })
  }
  const messages = [...spoken].flatMap(conversation =>
    messagesOf(orderOf(conversations.recordsOf(conversation))).map(one => ({ conversation, ...one })),
  )
  return { notes, sendings, messages }
}

/** To be called when the records are in the journal. */
export async function storeLeftBehind(
  db: Connection,
  { notes, sendings, messages }: LeftBehind,
): Promise<void> {
  await storeNotes(db, notes)
  await storeSendings(db, sendings)
  await storeMessages(db, messages)
}

/** A record without what is sealed in it; the same one when there is nothing. */
export function withoutSealed(record: JournalRecord): JournalRecord {
  const { event } = record
  if (event.type === 'NoteTaken') return { ...record, event: { ...event, value: '' } }
  if (event.type === 'SendingAsked') return { ...record, event: { ...event, with: {} } }
  return record
}

/** When a call is over, its messages are no longer its caller's to take back. */
const MESSAGES: ReadonlySet<JournalRecord['event']['type']> = new Set([
  ...(['MessageStarted', 'RecordingEnded', 'MessageDropped', 'CallEnded'] as const),
])

/** As switchboard/discretion.ts leaves it. */
function sealedIn(values: Readonly<Record<string, unknown>>): string {
  return typeof values.sealed === 'string' ? values.sealed : ''
}
