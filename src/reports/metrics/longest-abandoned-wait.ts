// The longest that anybody waited in vain.
import type { Metric } from '../metric.ts'

export const longestAbandonedWait: Metric = {
  name: 'longest-abandoned-wait',
  version: 1,
  title: { vi: 'Đợi lâu nhất trước khi bỏ cuộc', en: 'Longest abandoned wait' },
  definition: {
    vi: 'Thời gian dài nhất từ lúc vào hàng đợi đến lúc gác máy, của các cuộc bỏ cuộc.',
    en: 'The longest time from joining the queue to hanging up, of abandoned conversations.',
  },
  unit: 'ms',
  sql: 'max(abandon_wait_ms)',
  counts: { who: 'abandoned' },
  example: {
    conversations: `
      answered 700 talk 60
      gave-up 30
      gave-up 91`,
    value: 91_000,
  },
}
