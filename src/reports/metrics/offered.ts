// Offered: how many conversations wanted an agent.
import type { Metric } from '../metric.ts'

export const offered: Metric = {
  name: 'offered',
  version: 1,
  title: { vi: 'Vào hàng đợi', en: 'Offered' },
  definition: {
    vi: 'Số cuộc đã vào hàng đợi. Theo nhân viên: số cuộc đã được chuyển đến nhân viên đó, mỗi cuộc tính một lần.',
    en: 'Conversations that joined a queue. Per agent: those offered to him, each counted once.',
  },
  unit: 'count',
  sql: 'count(*)::integer',
  counts: { who: 'offered' },
  example: {
    conversations: `
      answered 7 talk 60 wrap-up 10
      gave-up 30
      lost`,
    value: 3,
  },
}
