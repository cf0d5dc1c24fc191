// By what a report is cut into rows, and how the rows find their conversations.
import type { Text } from './metric.ts'

export type Dimension = 'queue' | 'agent' | 'hotline' | 'hour' | 'day'

export type Cut = {
  readonly title: Text
  /** Where the rows of `visits` come from; $1 and $2 bound the arrival, half-open; $3 is the time zone. */
  readonly from: string
  readonly key: string
  /** Appended to `from`: only what the queues in $4 served. */
  readonly ofQueues: string
}

// A conversation belongs to the moment at which it arrived, as in the list of CDRs.
const conversations = `
    select arrived_at, queue, hotline, answer_wait_ms, abandon_wait_ms, talk_ms, wrap_up_ms, missed
    from conversations
    where arrived_at >= $1 and arrived_at < $2 and queued_at is not null`

const encounters = `
    select agent, answer_wait_ms, abandon_wait_ms, talk_ms, wrap_up_ms, missed
    from encounters
    where arrived_at >= $1 and arrived_at < $2`

// Of an agent's shares, too, those in conversations of these queues.
const ofQueues = {
  conversations: ' and queue = any($4)',
  encounters: ` and exists (
      select from conversations
      where conversations.conversation = encounters.conversation and conversations.queue = any($4))`,
}

export const CUTS: Readonly<Record<Dimension, Cut>> = {
  queue: {
    title: { vi: 'Hàng đợi', en: 'Queue' },
    from: conversations,
    ofQueues: ofQueues.conversations,
    key: 'queue',
  },
  agent: {
    title: { vi: 'Nhân viên', en: 'Agent' },
    from: encounters,
    ofQueues: ofQueues.encounters,
    key: 'agent',
  },
  hotline: {
    title: { vi: 'Hotline', en: 'Hotline' },
    from: conversations,
    ofQueues: ofQueues.conversations,
    key: 'hotline',
  },
  /** Of the day: 08 holds all that arrived from 8:00 until 9:00, on whichever day. */
  hour: {
    title: { vi: 'Giờ trong ngày', en: 'Hour of the day' },
    from: conversations,
    ofQueues: ofQueues.conversations,
    key: `to_char(arrived_at at time zone $3, 'HH24')`,
  },
  day: {
    title: { vi: 'Ngày', en: 'Day' },
    from: conversations,
    ofQueues: ofQueues.conversations,
    key: `to_char(arrived_at at time zone $3, 'YYYY-MM-DD')`,
  },
}

/** Each conversation once, whatever the rows are cut by. */
export const WHOLE: Cut = {
  title: { vi: 'Tất cả', en: 'All' },
  from: conversations,
  ofQueues: ofQueues.conversations,
  key: `'all'`,
}

export const DIMENSIONS = Object.keys(CUTS) as readonly Dimension[]
