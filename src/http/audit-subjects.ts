// What an entry of the audit log was done to, so that a page can lead there. Pure.
import type { ToldAuditRow } from '../postgres/audit.ts'

export type SubjectKind = 'conversation' | 'person' | 'version' | 'token' | 'other'
/** `name`: as people call it, where that is still known. */
export type Subject = { kind: SubjectKind; id: string; name?: string }

export function subjectOf(row: ToldAuditRow): Subject {
  const { action, object, conversation, owner, ownerName } = row
  const [thing = ''] = action.split('.')
  // A recording that nobody knows any more still names itself.
  if ((thing === 'recordings' || thing === 'messages') && action !== 'recordings.listen-mixed')
    return conversation === null ? { kind: 'other', id: object } : { kind: 'conversation', id: conversation }
  if (thing === 'agents' || thing === 'phones')
    return owner === null ? { kind: 'other', id: object } : person(owner, ownerName)
  if (thing === 'session' || (thing === 'people' && ownerName !== null)) return person(object, ownerName)
  return { kind: KINDS[thing] ?? 'other', id: object }
}

const KINDS: Readonly<Record<string, SubjectKind>> = {
  recordings: 'conversation',
  calls: 'conversation',
  cdrs: 'conversation',
  'follow-ups': 'conversation',
  configuration: 'version',
  tokens: 'token',
}

function person(id: string, name: string | null): Subject {
  return { kind: 'person', id, ...(name !== null && { name }) }
}
