// Abandon rate: the share of those offered who hung up while they waited.
import type { Metric } from '../metric.ts'

export const abandonRate: Metric = {
  name: 'abandon-rate',
  version: 1,
  title: { vi: 'Tỷ lệ bỏ cuộc (bỏ cuộc ÷ vào hàng đợi)', en: 'Abandon rate (abandoned ÷ offered)' },
  definition: {
    vi: 'Bỏ cuộc ÷ vào hàng đợi × 100. Không trừ các cuộc bỏ sớm.',
    en: 'Abandoned ÷ offered × 100. Short abandons are not taken out.',
  },
  variant: 'offered',
  unit: 'percent',
  sql: 'round(100.0 * count(abandon_wait_ms) / nullif(count(*), 0), 1)::float8',
  counts: { who: 'abandoned' },
  example: {
    conversations: `
      answered 7 talk 60 wrap-up 10
      gave-up 30
      lost`,
    value: 33.3,
  },
}
