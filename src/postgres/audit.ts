// The audit log: what people changed, or listened to. Rows are only ever added.
import { ask, type Connection } from './database.ts'

export type Deed = {
  /** Id of the person; `api` for the house's own token, `token:<id>` for a program. */
  who: string
  /** What was done, as `<thing>.<deed>`, e.g. `people.change`, `recordings.listen`. */
  action: string
  /** Id of what it was done to. */
  object: string
  /** No passwords, no numbers of callers. */
  details?: Readonly<Record<string, unknown>>
}

export type AuditRow = {
  id: string
  at: Date
  person: string
  action: string
  object: string
  details: Record<string, unknown>
}

/** Inside a transaction it is written together with the change, or not at all. @throws as `ask` */
export async function audit(db: Connection, deed: Deed): Promise<void> {
  await auditAll(db, [deed])
}

export async function auditAll(db: Connection, deeds: readonly Deed[]): Promise<void> {
  await ask(
    db,
    `insert into audit (person, action, object, details)
     select who, action, object, coalesce(details, '{}')
     from jsonb_to_recordset($1::jsonb) as d (who text, action text, object text, details jsonb)`,
    [JSON.stringify(deeds)],
  )
}

/** All are optional. */
export type AuditQuestion = {
  person?: string | undefined
  /** Deeds, `recordings.listen`, or all deeds to a thing, `recordings.`. */
  actions?: readonly string[] | undefined
  /** Half-open, epoch ms. */
  from?: number | undefined
  to?: number | undefined
  /** Id of the last row of the page before. */
  before?: string | undefined
  limit: number
}

/** A row with what its ids stand for, as far as that is still known. */
export type ToldAuditRow = AuditRow & {
  personName: string | null
  /** Of which a recording is part. */
  conversation: string | null
  /** Who sits at the desk or by the phone that it was done to. */
  owner: string | null
  ownerName: string | null
}

/** Newest first. */
export async function readAudit(
  db: Connection,
  { person, actions, from, to, before, limit }: AuditQuestion,
): Promise<ToldAuditRow[]> {
  return ask<ToldAuditRow>(
    db,
    `with page as (
       select id, at, person, action, object, details from audit
       where ($1::bigint is null or id < $1)
         and ($2::text is null or person = $2)
         and ($3::text[] is null or exists (select from unnest($3::text[]) as one
           where action = one or (right(one, 1) = '.' and starts_with(action, one))))
         and ($4::timestamptz is null or at >= $4)
         and ($5::timestamptz is null or at < $5)
       order by id desc limit $6)
     select page.*, who.name as "personName", recordings.conversation, owner.id as owner,
       owner.name as "ownerName"
     from page
     left join people as who on who.id = page.person
     left join recordings on (page.action like 'recordings.%' or page.action like 'messages.%') and recordings.recording = page.object
     left join agents on (page.action like 'agents.%' and agents.id = page.object)
       or (page.action like 'phones.%' and agents.phone = page.object)
     left join people as owner on owner.id = coalesce(agents.person,
       case when page.action like 'people.%' or page.action like 'session.%' then page.object end)
     order by page.id desc`,
    [before ?? null, person ?? null, actions ?? null, date(from), date(to), limit],
  )
}

function date(ms: number | undefined): Date | null {
  return ms === undefined ? null : new Date(ms)
}
