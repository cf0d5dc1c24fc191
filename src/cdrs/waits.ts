// When nobody could be rung for the caller, and why: told once for each kind of obstacle.
import type { JournalRecord } from '../switchboard/journal.ts'
import type { Why } from './offers.ts'

export type CdrWait = {
  at: number
  /** When somebody was rung, or another obstacle came. Missing: when he left. */
  until?: number
  queue: string
  /** As in WaitBlocked, or why he could not join: `full`, `empty`. */
  reason: string
  why?: Why
}

/** In the order in which they came. */
export function waitsOf(ordered: readonly JournalRecord[]): CdrWait[] {
  const waits: CdrWait[] = []
  for (const { id, at, conversation, event } of ordered) {
    const open = waits.at(-1)
    if (open && open.until === undefined && ENDS.has(event.type)) open.until = at
    if (event.type === 'WaitBlocked') {
      const { queue, reason, why } = event
      waits.push({ at, queue, reason, ...(why ? { why } : {}) })
    } else if (event.type === 'JoinRefused' && !id.startsWith(`${conversation}:`))
      // The floor says so; the call only repeats it.
      waits.push({ at, until: at, queue: event.queue, reason: event.reason })
  }
  return waits
}

const ENDS: ReadonlySet<string> = new Set([
  ...['WaitBlocked', 'CallOffered', 'CallerLeft', 'JoinRefused', 'TalkStarted', 'CallEnded'],
])
