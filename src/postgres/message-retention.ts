// Messages and sendings that are older than they may be.
import { audit, type Deed } from './audit.ts'
import { ask, type Connection } from './database.ts'

export type OldMessage = { recording: string; path: string }

/** Those who deleted a message may want it back for so long. */
const UNDO = '7 days'

/** Messages in a box from before that moment, and deleted ones, except those that the law holds. */
export async function messagesBefore(
  db: Connection,
  { box, before, limit }: { box: string; before: Date; limit: number },
): Promise<OldMessage[]> {
  return ask<OldMessage>(
    db,
    `select recording, path
     from messages join recordings using (recording)
     where box = $1 and recordings.state = 'stored'
       and (messages.at < $2 or deleted_at < now() - interval '${UNDO}')
       and not exists (
         select from conversations as c where c.conversation = messages.conversation and c.legal_hold)
     order by messages.at limit $3`,
    [box, before, limit],
  )
}

/** The boxes that messages lie in, also those that the configuration no longer has. */
export async function boxesInUse(db: Connection): Promise<string[]> {
  const rows = await ask<{ box: string }>(
    db,
    'select distinct box from messages join recordings using (recording) where box is not null and state = $1',
    ['stored'],
  )
  return rows.map(({ box }) => box)
}

/** Notes that their files are gone. To be called after they are, inside no transaction. */
export async function messagesErased(
  db: Connection,
  recordings: readonly string[],
  deed: Deed,
): Promise<void> {
  await ask(
    db,
    `with gone as (
       update recordings set state = 'erased', path = null, erased_at = now() where recording = any($1))
     update messages set note = null where recording = any($1)`,
    [recordings],
  )
  await audit(db, deed)
}

/** @returns how many sendings were forgotten: rows after some months, what a failed one says after one */
export async function forgetSendings(db: Connection): Promise<number> {
  await ask(
    db,
    `update sendings set sealed = '' where state = 'failed' and sealed <> '' and done_at < now() - interval '30 days'`,
  )
  const rows = await ask(
    db,
    `delete from sendings where state <> 'waiting' and done_at < now() - interval '90 days' returning id`,
  )
  return rows.length
}
