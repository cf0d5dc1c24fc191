// AHT: what an answered conversation costs an agent.
import type { Metric } from '../metric.ts'

export const averageHandling: Metric = {
  name: 'average-handling',
  version: 1,
  title: { vi: 'Xử lý trung bình (AHT: đàm thoại + sau cuộc)', en: 'Average handling (AHT: talk + wrap-up)' },
  definition: {
    vi: 'Trung bình đàm thoại + xử lý sau cuộc của các cuộc đã trả lời. Không kể lúc đổ chuông.',
    en: 'Average of talk + wrap-up, of answered conversations. Ringing is not counted.',
  },
  variant: 'talk + wrap-up',
  unit: 'ms',
  sql: 'round(avg(talk_ms + wrap_up_ms) filter (where answer_wait_ms is not null))::integer',
  counts: { who: 'answered' },
  example: {
    conversations: `
      answered 7 talk 60 wrap-up 10
      answered 20 talk 120 wrap-up 20
      gave-up 300`,
    value: 105_000,
  },
}
