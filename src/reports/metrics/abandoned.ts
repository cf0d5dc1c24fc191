// Abandoned: how many hung up while they waited.
import type { Metric } from '../metric.ts'

export const abandoned: Metric = {
  name: 'abandoned',
  version: 1,
  title: { vi: 'Bỏ cuộc', en: 'Abandoned' },
  definition: {
    vi: 'Số cuộc mà người gọi gác máy khi đang đợi, chưa nói chuyện với nhân viên nào. Theo nhân viên: khi máy của nhân viên đó đang đổ chuông.',
    en: 'Conversations in which the caller hung up while waiting, without having talked to an agent. Per agent: while this agent’s phone was ringing.',
  },
  unit: 'count',
  sql: 'count(abandon_wait_ms)::integer',
  counts: { who: 'abandoned' },
  example: {
    conversations: `
      answered 7 talk 60 wrap-up 10
      gave-up 30
      gave-up 0
      lost`,
    value: 2,
  },
}
