// How long those waited who gave up.
import type { Metric } from '../metric.ts'

export const averageAbandonedWait: Metric = {
  name: 'average-abandoned-wait',
  version: 1,
  title: { vi: 'Đợi trung bình trước khi bỏ cuộc', en: 'Average abandoned wait' },
  definition: {
    vi: 'Trung bình từ lúc vào hàng đợi đến lúc gác máy, của các cuộc bỏ cuộc.',
    en: 'Average from joining the queue to hanging up, of abandoned conversations.',
  },
  unit: 'ms',
  sql: 'round(avg(abandon_wait_ms))::integer',
  counts: { who: 'abandoned' },
  example: {
    conversations: `
      answered 7 talk 60
      gave-up 30
      gave-up 91`,
    value: 60_500,
  },
}
