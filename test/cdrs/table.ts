// A journal written as a text table, one event a line:
//   12:00:07.250  call   QueueJoined queue=sales priority=0
// `call` is the conversation's own mailbox, `floor` the floor's (about the conversation unless it says
// `about=…`). Values are JSON where they can be read as such, else words.
import type { JournalRecord } from '../../src/switchboard/journal.ts'

const day = Date.UTC(2026, 2, 2)

/** Epoch ms of a time of day on the day of all tables. */
export function time(text: string): number {
  const [hours = '0', minutes = '0', seconds = '0'] = text.split(':')
  return day + (Number(hours) * 60 + Number(minutes)) * 60_000 + Math.round(Number(seconds) * 1000)
}

export function journal(table: string, conversation = 'c1'): JournalRecord[] {
  const lines = table.split('\n').map(line => line.trim())
  const seqs: Record<string, number> = {}
  return lines.filter(Boolean).map(line => {
    const [at = '', mailbox = '', type = '', ...fields] = line.split(/\s+/)
    const name = mailbox === 'call' ? conversation : mailbox
    seqs[name] = (seqs[name] ?? 0) + 1
    const { about, ...event } = Object.fromEntries(fields.map(field => pair(field)))
    return {
      id: `${name}:${seqs[name]}`,
      v: 1,
      at: time(at),
      ...(about !== 'nobody' && { conversation: (about as string) ?? conversation }),
      ...(mailbox === 'floor' && typeof event.agent === 'string' && { agent: event.agent }),
      event: { type, ...event },
    } as JournalRecord
  })
}

function pair(field: string): [string, unknown] {
  const cut = field.indexOf('=')
  const text = field.slice(cut + 1)
  const name = field.slice(0, cut)
  if (/^\d\d:\d\d:\d\d/.test(text)) return [name, time(text)]
  try {
    return [name, JSON.parse(text)]
  } catch {
    return [name, text]
  }
}
