// Notes that flows made on conversations, sealed as they came.
import { unseal } from '../secrets/sealing.ts'
import { ask, type Connection, type Database } from './database.ts'

export type NoteRow = { id: string; conversation: string; at: number; name: string; sealed: string }

/** Those that are known already stay as they are. */
export async function storeNotes(db: Connection, notes: readonly NoteRow[]): Promise<void> {
  if (notes.length === 0) return
  await ask(
    db,
    `insert into conversation_notes (id, conversation, at, name, sealed)
     select id, conversation, to_timestamp(at / 1000), name, sealed
     from json_to_recordset($1::json)
       as n (id text, conversation text, at double precision, name text, sealed text)
     on conflict (id) do nothing`,
    [JSON.stringify(notes)],
  )
}

/** `value` is missing when it was erased. */
export type Note = { at: number; name: string; value?: string | number | boolean }

/** conversation → its notes, in the order in which they were made. */
export async function readNotes(
  db: Database,
  sealKey: Buffer,
  conversations: readonly string[],
): Promise<Map<string, Note[]>> {
  if (conversations.length === 0) return new Map()
  const rows = await ask<{ conversation: string; contact: string; at: Date; name: string; sealed: string }>(
    db,
    `select conversation, contact, at, name, sealed
     from conversation_notes join conversations using (conversation)
     where conversation = any($1)
     order by at, id`,
    [conversations],
  )
  const notes = new Map<string, Note[]>()
  for (const { conversation, contact, at, name, sealed } of rows) {
    const opened = unseal(sealKey, sealed, contact)
    const note: Note = { at: at.getTime(), name, ...(opened && { value: JSON.parse(opened.toString()) }) }
    notes.set(conversation, [...(notes.get(conversation) ?? []), note])
  }
  return notes
}
