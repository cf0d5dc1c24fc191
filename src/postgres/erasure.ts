// Forgetting one number: all that is kept of it and of who called from it. What remains are calls without a person: their
// times, queues and agents, under a new reference that nothing leads to.
import { audit } from './audit.ts'
import { ask, type Connection } from './database.ts'

/** How many of each there are, or were. */
export type Erasure = {
  conversations: number
  recordings: number
  messages: number
  notes: number
  followUps: number
  sendings: number
  customer: boolean
}

/** What stands in the way: calls that the law holds; those whose sound is not fetched or whose last records may come. */
export type Obstacles = { held: number; unfinished: number }

export type ErasedFile = { recording: string; path: string | null; state: string }

/** So long after its end a call may still be written down anew, out of memory. */
const SETTLED = '5 minutes'
const CALLS = 'select conversation from conversations where contact = $1'
const SOUND = `recordings where conversation in (${CALLS})`

/** @param contact reference of the number */
export async function countErasure(db: Connection, contact: string): Promise<Erasure & Obstacles> {
  const [row] = await ask<Erasure & Obstacles>(
    db,
    `select (select count(*)::integer from conversations where contact = $1) as conversations,
       (select count(*)::integer from conversations where contact = $1 and legal_hold) as held,
       (select count(*)::integer from ${SOUND} and state = 'stored' and party <> 'message') as recordings,
       (select count(*)::integer from ${SOUND} and state = 'stored' and party = 'message') as messages,
       (select count(*)::integer from conversations as c where contact = $1
          and (ended_at > now() - interval '${SETTLED}' or exists (select from recordings as r
            where r.conversation = c.conversation and r.state in ('expected', 'in-asterisk')))) as unfinished,
       (select count(*)::integer from conversation_notes
        where conversation in (${CALLS}) and sealed <> '') as notes,
       (select count(*)::integer from follow_ups where contact = $1) as "followUps",
       (select count(*)::integer from sendings where contact = $1) as sendings,
       exists (select from customers where contact = $1 and written_at is not null) as customer`,
    [contact],
  )
  if (!row) throw new Error('a question that counts has no answer')
  return row
}

/**
 * The journal's records that name it: those of its own calls, and, where it was called into another's, those of that
 * call. A reference is 100 random bits: found as a piece of text, nothing else can be meant.
 */
const NAMING = `position($1 in data::text) > 0 and (conversation in (${CALLS}) or type in ('CallArrived', 'CallerJoined',
  'DialDecided', 'TransferAsked', 'ConsultAsked', 'ConsultStarted', 'ForwardingStarted', 'OutsideAnswered', 'FloorNoted'))`

/** Held from here to the end of the transaction: nobody puts one of them on legal hold meanwhile. */
export async function lockForErasure(connection: Connection, contact: string): Promise<ErasedFile[]> {
  await ask(connection, 'select from conversations where contact = $1 for update', [contact])
  return ask<ErasedFile>(
    connection,
    `select recording, path, state from ${SOUND} and state in ('stored', 'failed') for update`,
    [contact],
  )
}

/**
 * To be called in the same transaction, after the files are gone.
 * @param instead a reference that was made by chance and is kept nowhere
 */
export async function eraseContact(
  connection: Connection,
  { contact, instead, who, counts }: { contact: string; instead: string; who: string; counts: Erasure },
): Promise<void> {
  const run = (text: string) => ask(connection, text, [contact])
  const swap = (text: string) => ask(connection, text, [contact, instead])
  await run(`update messages set note = null where conversation in (${CALLS})`)
  await run(
    `update recordings set state = 'erased', path = null, failure = null, erased_at = now()
     where conversation in (${CALLS}) and state in ('stored', 'failed')`,
  )
  await run(`update conversation_notes set sealed = '' where conversation in (${CALLS})`)
  await run(`delete from journal_rejects where position($1 in json) > 0`)
  await swap(`update journal set data = replace(data::text, $1, $2)::jsonb where ${NAMING}`)
  await swap(`update conversations set contact = $2 where contact = $1`)
  await swap(
    `update follow_ups set contact = $2, note = null, closed_at = coalesce(closed_at, date_trunc('milliseconds', now())),
       closed_by = case when closed_at is null then 'erasure' else closed_by end where contact = $1`,
  )
  await run(
    `update sendings set sealed = '', contact = null, failure = case state when 'waiting' then 'erased' else failure end,
       done_at = coalesce(done_at, now()), state = case state when 'waiting' then 'failed' else state end
     where contact = $1`,
  )
  // Without the key the number and the customer's name can't be read again, in no backup of the sealed text either.
  await run('delete from contact_keys where contact = $1')
  await run('delete from contacts where contact = $1')
  // The log tells what was done, and no longer to whom.
  await swap(
    `update audit set object = replace(object, $1, $2), details = replace(details::text, $1, $2)::jsonb
     where object = $1 or action = 'numbers.erase' and position($1 in details::text) > 0`,
  )
  await audit(connection, { who, action: 'numbers.erase-one', object: instead, details: counts })
}
