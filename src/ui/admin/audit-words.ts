// The audit log in people's words: which deeds go together, where an entry leads, what its details say.
import type { AuditRow } from '../../http/published.ts'

/** A filter → the deeds that the API is asked for. */
export const DEEDS = {
  listened: 'recordings.listen,recordings.listen-mixed,messages.listen',
  shared: 'recordings.share',
  exported: 'customers.export,people.export,reports.export',
  'logged-in': 'session.open',
  'logged-out': 'session.close',
  people:
    'people.add,people.change,people.password,people.own-password,phones.password,people.pin,people.no-pin,people.pin-locked,people.second-factor,people.no-second-factor,people.recovery-codes,phones.dial-stopped',
  configuration: 'configuration.',
  prompts: 'prompts.',
  steered: 'calls.,agents.',
  held: 'cdrs.',
  messages: 'messages.delete,messages.restore,messages.note',
  'follow-ups': 'follow-ups.',
  sendings: 'sendings.',
  bans: 'bans.,numbers.block,numbers.unblock',
  tokens: 'tokens.',
  erased: 'recordings.erase,messages.erase,numbers.erase,numbers.erase-one',
} as const

export type DeedName = keyof typeof DEEDS

/** The page of what it was done to; undefined where there is none. */
export function pageOf({ kind, id }: AuditRow['subject']): string | undefined {
  const name = encodeURIComponent(id)
  if (kind === 'conversation') return `/calls/${name}`
  if (kind === 'person') return `/people?person=${name}`
  if (kind === 'version') return `/settings/versions?version=${name}`
  return kind === 'token' ? '/settings/tokens' : undefined
}

/** `key` is a word of the house; `was` where a change is told. Lists are told by their length. */
export type Detail = { key: string; was?: string; is: string }

export function detailsOf({ action, details }: AuditRow): Detail[] {
  const { before, after } = details
  if (isRecord(after)) return changes(isRecord(before) ? before : {}, after, action)
  return Object.entries(details)
    .filter(([key]) => key !== 'base')
    .map(([key, value]) => ({ key, is: Array.isArray(value) ? String(value.length) : plain(value) }))
}

function changes(before: Record<string, unknown>, after: Record<string, unknown>, action: string): Detail[] {
  return Object.keys({ ...before, ...after }).flatMap(key => {
    const [was, is] = [plain(before[key]), plain(after[key])]
    if (was === is || is === '' || key === 'id' || key === 'canLogIn') return []
    return [action === 'people.change' ? { key, was, is } : { key, is }]
  })
}

function plain(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (!isRecord(value)) return String(value)
  const { phone, queues } = value
  if (!Array.isArray(queues)) return JSON.stringify(value)
  const names = queues.map(seat => (isRecord(seat) ? seatText(seat) : ''))
  return [phone, ...names].join(' ')
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const seatText = ({ queue, rank, level }: Record<string, unknown>): string =>
  level === undefined ? `${queue}:${rank}` : `${queue}:${rank}/${level}`
