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

/** Newest first. @param before id of the last row of the page before */
export async function readAudit(
  db: Connection,
  { before, limit }: { before?: string | undefined; limit: number },
): Promise<AuditRow[]> {
  return ask<AuditRow>(
    db,
    `select id, at, person, action, object, details from audit
     where $1::bigint is null or id < $1 order by id desc limit $2`,
    [before ?? null, limit],
  )
}
