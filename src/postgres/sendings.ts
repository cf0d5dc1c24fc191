// What is to be sent to other systems and people: the outbox.
import { ask, type Connection, type Database } from './database.ts'

export type SendingRow = { id: string; conversation: string; at: number; send: string; sealed: string }

/** Those that are known already stay as they are. Their conversation's arrival must be in the journal. */
export async function storeSendings(db: Connection, sendings: readonly SendingRow[]): Promise<void> {
  if (sendings.length === 0) return
  await ask(
    db,
    `insert into sendings (id, conversation, contact, send, asked_at, sealed)
     select id, conversation,
       (select data ->> 'contact' from journal
        where journal.conversation = s.conversation and type = 'CallArrived' limit 1),
       send, to_timestamp(at / 1000), sealed
     from json_to_recordset($1::json)
       as s (id text, conversation text, at double precision, send text, sealed text)
     on conflict (id) do nothing`,
    [JSON.stringify(sendings)],
  )
}

export type DueSending = {
  id: string
  conversation: string | null
  contact: string | null
  send: string
  askedAt: Date
  sealed: string
  attempts: number
  /** From here on a failure is the last one. */
  isLast: boolean
}

/** Those whose time has come, the oldest first. */
export async function dueSendings(db: Database, limit: number): Promise<DueSending[]> {
  return ask<DueSending>(
    db,
    `select id, conversation, contact, send, asked_at as "askedAt", sealed, attempts,
       give_up_at <= now() as "isLast"
     from sendings where state = 'waiting' and try_after <= now()
     order by try_after limit $1`,
    [limit],
  )
}

/** Taken by the other side: what was said is forgotten here. */
export async function sendingDone(db: Database, id: string): Promise<void> {
  await ask(
    db,
    `update sendings set state = 'sent', sealed = '', attempts = attempts + 1, failure = null, done_at = now()
     where id = $1`,
    [id],
  )
}

/** @param waitMs until the next try; undefined: it is given up */
export async function sendingFailed(
  db: Database,
  id: string,
  { failure, waitMs }: { failure: string; waitMs: number | undefined },
): Promise<void> {
  await ask(
    db,
    `update sendings set attempts = attempts + 1, failure = $2,
       state = case when $3::integer is null then 'failed' else 'waiting' end,
       done_at = case when $3::integer is null then now() end,
       try_after = now() + coalesce($3, 0) * interval '1 millisecond'
     where id = $1 and state = 'waiting'`,
    [id, failure, waitMs ?? null],
  )
}

export type SendingState = 'waiting' | 'sent' | 'failed'

export type Sending = {
  id: string
  conversation: string | null
  send: string
  askedAt: Date
  state: SendingState
  attempts: number
  tryAfter: Date
  failure: string | null
  doneAt: Date | null
}

/** The latest first. @param troubled only those that failed, once or for good */
export async function findSendings(
  db: Database,
  { state, troubled, limit }: { state?: SendingState | undefined; troubled?: boolean; limit: number },
): Promise<Sending[]> {
  return ask<Sending>(
    db,
    `select id, conversation, send, asked_at as "askedAt", state, attempts, try_after as "tryAfter", failure,
       done_at as "doneAt"
     from sendings
     where ($1::text is null or state = $1)
       ${troubled ? `and state <> 'sent' and failure is not null` : ''}
     order by asked_at desc, id desc limit $2`,
    [state ?? null, limit],
  )
}

export async function countSendings(db: Database): Promise<{ waiting: number; failed: number }> {
  const [row] = await ask<{ waiting: number; failed: number }>(
    db,
    `select (select count(*) from sendings where state = 'waiting')::integer as waiting,
            (select count(*) from sendings where state = 'failed')::integer as failed`,
  )
  return row ?? { waiting: 0, failed: 0 }
}

/** For another day. @returns whether there is such a one that failed, and its values are still known */
export async function retrySending(db: Connection, id: string): Promise<boolean> {
  const rows = await ask(
    db,
    `update sendings set state = 'waiting', try_after = now(), give_up_at = now() + interval '24 hours', done_at = null
     where id = $1 and state <> 'sent' and (sealed <> '' or send like 'box:%') returning id`,
    [id],
  )
  return rows.length > 0
}
