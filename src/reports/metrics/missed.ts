// Missed: how often an agent let an offered conversation pass.
import type { Metric } from '../metric.ts'

export const missed: Metric = {
  name: 'missed',
  version: 1,
  title: { vi: 'Lần nhỡ', en: 'Missed offers' },
  definition: {
    vi: 'Số lần cuộc được chuyển đến nhân viên mà nhân viên không nhận: không bắt máy, máy bận, từ chối hoặc không liên lạc được. Một cuộc có thể nhỡ nhiều lần; lần khách gác máy trước không tính. Theo nhân viên: của chính nhân viên đó.',
    en: 'How often an agent was offered a conversation and did not take it: no answer, busy, declined, or out of reach. One conversation can be missed several times; where the caller hung up first it is no miss. Per agent: by this agent.',
  },
  unit: 'count',
  sql: 'coalesce(sum(missed), 0)::integer',
  counts: { who: 'missed' },
  example: {
    conversations: `
      answered 7 talk 60 missed 2
      answered 3 talk 10
      gave-up 30 missed 1
      lost`,
    value: 3,
  },
}
