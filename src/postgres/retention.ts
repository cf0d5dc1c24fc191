// What is older than it may be: recordings and callers' numbers, and how they are forgotten. Rows stay.
import { audit, type Deed } from './audit.ts'
import { ask, type Connection } from './database.ts'
import { forgetFollowUps } from './follow-ups.ts'

export type OldRecording = { recording: string; path: string; bytes: number }

/**
 * The moment against which age is measured: now, but never more than a week after the last call. A clock that
 * stands years ahead would erase everything otherwise.
 */
export async function believedNow(db: Connection): Promise<Date | undefined> {
  const [row] = await ask<{ now: Date | null }>(
    db,
    `select least(now(), max(arrived_at) + interval '7 days') as now from conversations`,
  )
  return row?.now ?? undefined
}

/** The oldest stored recordings from before that moment, except those that the law holds. */
export async function recordingsBefore(db: Connection, before: Date, limit: number): Promise<OldRecording[]> {
  return ask<OldRecording>(
    db,
    `select recording, path, bytes::double precision as bytes
     from recordings
     where state = 'stored' and started_at < $1
       and not exists (select from messages as m where m.recording = recordings.recording and m.box is not null)
       and not exists (
         select from conversations as c where c.conversation = recordings.conversation and c.legal_hold)
     order by started_at
     limit $2`,
    [before, limit],
  )
}

/** Notes that their files are gone. To be called after they are. */
export async function recordingsErased(
  db: Connection,
  recordings: readonly string[],
  deed: Deed,
): Promise<void> {
  await together(db, async () => {
    await ask(
      db,
      `update recordings set state = 'erased', path = null, erased_at = now()
       where recording = any($1) and state = 'stored'`,
      [recordings],
    )
    await audit(db, deed)
  })
}

/**
 * Contacts whose last conversation is older, none of whose conversations the law holds. A caller who has not
 * yet had one that ended is not among them, nor is one whose number is blocked: that lasts until somebody lifts it.
 * @param after the last contact of the page before
 */
export async function contactsBefore(
  db: Connection,
  before: Date,
  { after, except, limit }: { after: string; except: readonly string[]; limit: number },
): Promise<string[]> {
  const rows = await ask<{ contact: string }>(
    db,
    `select contact from contact_keys as k
     where contact > $4 and contact <> all($2)
       and exists (select from conversations as c where c.contact = k.contact)
       and not exists (select from blocked_numbers as b where b.contact = k.contact)
       and not exists (
         select from conversations as c
         where c.contact = k.contact and (c.arrived_at >= $1 or c.legal_hold))
     order by contact
     limit $3`,
    [before, except, limit, after],
  )
  return rows.map(({ contact }) => contact)
}

/** Without its key a number can't be read again, in no backup of the sealed text either. */
export async function contactsErased(db: Connection, contacts: readonly string[], deed: Deed): Promise<void> {
  await together(db, async () => {
    await ask(db, 'delete from contact_keys where contact = any($1)', [contacts])
    await ask(db, `update contacts set sealed = '', erased_at = now() where contact = any($1)`, [contacts])
    await valuesErased(db, contacts)
    await forgetFollowUps(db, contacts)
    await audit(db, deed)
  })
}

/** What flows wrote down of them, or wanted to send. */
async function valuesErased(db: Connection, contacts: readonly string[]): Promise<void> {
  await ask(
    db,
    `update conversation_notes as n set sealed = ''
     from conversations as c where c.conversation = n.conversation and c.contact = any($1)`,
    [contacts],
  )
  await ask(db, `update sendings set sealed = '' where contact = any($1)`, [contacts])
}

async function together(db: Connection, work: () => Promise<void>): Promise<void> {
  await ask(db, 'begin')
  try {
    await work()
    await ask(db, 'commit')
  } catch (error) {
    await ask(db, 'rollback')
    throw error
  }
}
