// How long agent and caller talked.
import type { Metric } from '../metric.ts'

export const averageTalk: Metric = {
  name: 'average-talk',
  version: 1,
  title: { vi: 'Đàm thoại trung bình', en: 'Average talk' },
  definition: {
    vi: 'Trung bình thời gian đàm thoại của các cuộc đã trả lời; nhiều lần nói trong một cuộc thì cộng lại.',
    en: 'Average time talked, of answered conversations; several talks in one are added up.',
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
