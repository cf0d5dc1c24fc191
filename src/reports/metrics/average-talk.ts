// How long an agent had the caller: talking, on hold, asking a colleague.
import type { Metric } from '../metric.ts'

export const averageTalk: Metric = {
  name: 'average-talk',
  version: 1,
  title: { vi: 'Đàm thoại trung bình', en: 'Average talk' },
  definition: {
    vi: 'Trung bình thời gian đàm thoại của các cuộc đã trả lời, kể cả lúc giữ máy và hỏi ý kiến; nhiều lần nói trong một cuộc thì cộng lại.',
    en: 'Average time talked, holds and consultations included, of answered conversations; several talks in one are added up.',
  },
  unit: 'ms',
  sql: 'round(avg(talk_ms) filter (where answer_wait_ms is not null))::integer',
  counts: { who: 'answered' },
  example: {
    conversations: `
      answered 7 talk 60
      answered 20 talk 121
      gave-up 300`,
    value: 90_500,
  },
}
