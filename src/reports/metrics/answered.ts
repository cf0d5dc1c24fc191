// Answered: how many of them talked to an agent.
import type { Metric } from '../metric.ts'

export const answered: Metric = {
  name: 'answered',
  version: 1,
  title: { vi: 'Đã trả lời', en: 'Answered' },
  definition: {
    vi: 'Số cuộc đã nói chuyện với nhân viên. Theo nhân viên: với chính nhân viên đó.',
    en: 'Conversations in which an agent talked to the caller. Per agent: this agent.',
  },
  unit: 'count',
  sql: 'count(answer_wait_ms)::integer',
  counts: { who: 'answered' },
  example: {
    conversations: `
      answered 7 talk 60 wrap-up 10
      answered 0 talk 1
      gave-up 30
      lost`,
    value: 2,
  },
}
