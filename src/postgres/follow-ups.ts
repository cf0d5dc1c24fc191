// Who is still to be called back: rows of one contact and queue that are open, or were closed together, are one thing to do.
import { ask, type Connection } from './database.ts'

export type FollowUp = {
  /** The first of its conversations. */
  id: string
  contact: string
  queue: string
  /** How often he gave up. */
  times: number
  firstAt: Date
  lastAt: Date
  /** The latest of its conversations. */
  lastCall: string
  dueAt: Date
  takenBy: string | null
  takenByName: string | null
  takenAt: Date | null
  closedAt: Date | null
  /** A person; null where a talk closed it. */
  closedBy: string | null
  closedByName: string | null
  closedCall: string | null
  /** Sealed about the contact. */
  note: string | null
}

const ITEM = `(array_agg(conversation order by at, conversation))[1] as id, contact, queue,
  count(*)::integer as times, min(at) as "firstAt", max(at) as "lastAt",
  (array_agg(conversation order by at desc, conversation))[1] as "lastCall", min(due_at) as "dueAt",
  (array_agg(taken_by order by taken_at desc nulls last))[1] as "takenBy", max(taken_at) as "takenAt",
  closed_at as "closedAt", max(closed_by) as "closedBy", max(closed_call) as "closedCall", max(note) as note`

/** The items of a query, with the names of people. */
const named = (items: string, order: string) => `
  select items.*, taker.name as "takenByName", closer.name as "closedByName"
  from (${items}) as items
    left join people as taker on taker.id = "takenBy" left join people as closer on closer.id = "closedBy"
  order by ${order}`

export type FollowUpQuestion = {
  state: 'open' | 'overdue' | 'done'
  /** Only of these. */
  queues?: readonly string[] | undefined
  /** Continue after this one. `at`: its deadline, of a done one when it was closed; epoch ms. */
  after?: { at: number; id: string } | undefined
  limit: number
}

/** Those to be done by their deadline, those done the latest first. */
export async function findFollowUps(
  db: Connection,
  { state, queues, after, limit }: FollowUpQuestion,
): Promise<FollowUp[]> {
  const isDone = state === 'done'
  // Of the done ones no more than a page needs: of a year there are many.
  const rows = isDone
    ? `closed_at <= coalesce($2::timestamptz, 'infinity') and closed_at >= (
         select min(closed_at) from (
           select distinct closed_at from follow_ups
           where closed_at <= coalesce($2::timestamptz, 'infinity') and ($1::text[] is null or queue = any($1))
           order by closed_at desc limit $4::integer + 1) as moments)`
    : 'closed_at is null'
  const [key, order] = isDone ? ['"closedAt"', '"closedAt" desc, id desc'] : ['"dueAt"', '"dueAt", id']
  return ask<FollowUp>(
    db,
    named(
      `select * from (
         select ${ITEM} from follow_ups
         where ${rows} and ($1::text[] is null or queue = any($1))
         group by contact, queue, closed_at) as found
       where ($2::timestamptz is null or (${key}, id) ${isDone ? '<' : '>'} ($2, $3::text))
         ${state === 'overdue' ? 'and "dueAt" < now()' : ''}
       order by ${order} limit $4`,
      order,
    ),
    [queues ?? null, after ? new Date(after.at) : null, after?.id ?? null, limit],
  )
}

/** @param conversation any of its conversations */
export async function readFollowUp(db: Connection, conversation: string): Promise<FollowUp | undefined> {
  const [row] = await ask<FollowUp>(
    db,
    named(
      `select ${ITEM} from follow_ups
       where (contact, queue, coalesce(closed_at, 'infinity')) =
         (select contact, queue, coalesce(closed_at, 'infinity') from follow_ups where conversation = $1)
       group by contact, queue, closed_at`,
      'id',
    ),
    [conversation],
  )
  return row
}

export type FollowUpCount = { queue: string; open: number; overdue: number }

/** By queue; queues without any are missing. */
export async function countFollowUps(
  db: Connection,
  queues?: readonly string[] | undefined,
): Promise<FollowUpCount[]> {
  return ask<FollowUpCount>(
    db,
    `select queue, count(*)::integer as open, (count(*) filter (where due_at < now()))::integer as overdue
     from (
       select queue, min(due_at) as due_at from follow_ups
       where closed_at is null and ($1::text[] is null or queue = any($1))
       group by contact, queue) as items
     group by queue order by queue`,
    [queues ?? null],
  )
}

/** As JavaScript tells it, so that a moment that went out is found again. */
const NOW = `date_trunc('milliseconds', now())`

type Item = Pick<FollowUp, 'contact' | 'queue'>

const OPEN = 'contact = $1 and queue = $2 and closed_at is null'

/**
 * @param by undefined: nobody has it any more
 * @param from who may have it until now besides nobody and himself; undefined: whoever
 * @returns false: it is another's, or not open any more
 */
export async function takeFollowUp(
  db: Connection,
  { contact, queue }: Item,
  { by, from }: { by: string | undefined; from: string | undefined },
): Promise<boolean> {
  const rows = await ask(
    db,
    `update follow_ups set taken_by = $3, taken_at = case when $3::text is null then null else now() end
     where ${OPEN} and ($4::text is null or (coalesce(taken_by, $4) = $4 and not exists (
         select from follow_ups where ${OPEN} and taken_by <> $4)))
     returning 1`,
    [contact, queue, by ?? null, from ?? null],
  )
  return rows.length > 0
}

/** @param note sealed; missing: what stood there stays. @returns false: it is closed already */
export async function closeFollowUp(
  db: Connection,
  { contact, queue }: Item,
  { by, note }: { by: string; note?: string | undefined },
): Promise<boolean> {
  const rows = await ask(
    db,
    `update follow_ups set closed_at = ${NOW}, closed_by = $3, note = coalesce($4, note) where ${OPEN} returning 1`,
    [contact, queue, by, note ?? null],
  )
  return rows.length > 0
}

/** Whoever has talked to him until now closes it no more. Nobody has taken it then. */
export async function reopenFollowUp(
  db: Connection,
  { contact, queue, closedAt }: Item & { closedAt: Date },
): Promise<void> {
  await ask(
    db,
    `update follow_ups set closed_at = null, closed_by = null, closed_call = null, open_since = now(),
       taken_by = null, taken_at = null
     where contact = $1 and queue = $2 and closed_at = $3`,
    [contact, queue, closedAt],
  )
}

/** Who does not stand in the book any more can't be called; that he was to be called stays. */
export async function forgetFollowUps(db: Connection, contacts: readonly string[]): Promise<void> {
  await ask(
    db,
    `update follow_ups set note = null, closed_at = coalesce(closed_at, ${NOW}),
       closed_by = case when closed_at is null then 'retention' else closed_by end
     where contact = any($1)`,
    [contacts],
  )
}
