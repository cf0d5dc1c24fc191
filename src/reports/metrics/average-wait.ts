// ASA: how long those who were answered had waited.
import type { Metric } from '../metric.ts'

export const averageWait: Metric = {
  name: 'average-wait',
  version: 1,
  title: { vi: 'Thời gian đợi trung bình (ASA, cuộc được trả lời)', en: 'Average wait (ASA, answered)' },
  definition: {
    vi: 'Trung bình từ lúc vào hàng đợi đến lúc nhân viên bắt đầu nói, kể cả lúc đổ chuông, của các cuộc đã trả lời. Thời gian trong menu không tính.',
    en: 'Average from joining the queue to the start of the first talk, ringing included, of answered conversations. Time in the menu is not counted.',
  },
  variant: 'answered',
  unit: 'ms',
  sql: 'round(avg(answer_wait_ms))::integer',
  counts: { who: 'answered' },
  example: {
    conversations: `
      answered 7 talk 60
      answered 20 talk 60
      gave-up 300
      lost`,
    value: 13_500,
  },
}
