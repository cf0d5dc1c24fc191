// How long agents worked on a conversation after it.
import type { Metric } from '../metric.ts'

export const averageWrapUp: Metric = {
  name: 'average-wrap-up',
  version: 1,
  title: { vi: 'Xử lý sau cuộc trung bình', en: 'Average wrap-up' },
  definition: {
    vi: 'Trung bình thời gian xử lý sau cuộc của các cuộc đã trả lời, kể cả cuộc không có; phần chưa xong chưa tính.',
    en: 'Average wrap-up of answered conversations, those without any included; unfinished wrap-up does not count yet.',
  },
  unit: 'ms',
  sql: 'round(avg(wrap_up_ms) filter (where answer_wait_ms is not null))::integer',
  counts: { who: 'answered' },
  example: {
    conversations: `
      answered 7 talk 60 wrap-up 10
      answered 20 talk 121
      gave-up 300`,
    value: 5_000,
  },
}
