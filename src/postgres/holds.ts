// Legal holds: of a conversation that is held nothing is erased, however old it becomes (retention.ts).
import { audit } from './audit.ts'
import { ask, type Database, inTransaction } from './database.ts'

export type HoldWish = { conversation: string; held: boolean; by: string; reason: string }

/** With its entry in the audit log, or not at all. @returns whether there is such a conversation */
export async function writeHold(
  db: Database,
  { conversation, held, by, reason }: HoldWish,
): Promise<boolean> {
  return inTransaction(db, async connection => {
    const rows = await ask(
      connection,
      `update conversations set legal_hold = $2,
         held_at = case when $2 then now() end,
         held_by = case when $2 then $3::text end,
         held_reason = case when $2 then $4::text end
       where conversation = $1 returning conversation`,
      [conversation, held, by, reason],
    )
    if (rows.length === 0) return false
    const action = held ? 'cdrs.hold' : 'cdrs.release'
    await audit(connection, { who: by, action, object: conversation, details: { reason } })
    return true
  })
}
