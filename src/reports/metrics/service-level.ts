// Service level: the share that was served in time. The field means four different things by it (and another
// vendor's number can't be compared without knowing which), so the variant stands in the title.
import { whereCounted } from '../counted.ts'
import type { Metric, Text } from '../metric.ts'

export type ServiceLevel = { readonly variant: ServiceLevelVariant; readonly withinMs: number }
export type ServiceLevelVariant = keyof typeof SERVICE_LEVELS

/** What most contracts promise: 80 % within 20 seconds, of all who came into the queue. */
export const USUAL: ServiceLevel = { variant: 'offered', withinMs: 20_000 }

/** Who hangs up sooner may have dialled wrongly; only the variant `without-short` takes them out. */
export const SHORT_ABANDON_MS = 10_000

/** What stands above and below the line. */
type Variant = { above: 'answered-within' | 'removed-within'; below: string; words: Text }

export const SERVICE_LEVELS = {
  offered: {
    above: 'answered-within',
    below: 'count(*)',
    words: { vi: 'trả lời trong {X} ÷ vào hàng đợi', en: 'answered within {X} ÷ offered' },
  },
  answered: {
    above: 'answered-within',
    below: 'count(answer_wait_ms)',
    words: { vi: 'trả lời trong {X} ÷ đã trả lời', en: 'answered within {X} ÷ answered' },
  },
  'with-abandoned': {
    above: 'removed-within',
    below: 'count(answer_wait_ms) + count(abandon_wait_ms)',
    words: {
      vi: 'trả lời hoặc bỏ cuộc trong {X} ÷ đã trả lời + bỏ cuộc',
      en: 'answered or abandoned within {X} ÷ answered + abandoned',
    },
  },
  'without-short': {
    above: 'answered-within',
    below: `count(*) filter (where abandon_wait_ms is null or abandon_wait_ms >= ${SHORT_ABANDON_MS})`,
    words: {
      vi: 'trả lời trong {X} ÷ vào hàng đợi, trừ bỏ cuộc trước 10 s',
      en: 'answered within {X} ÷ offered without abandons under 10 s',
    },
  },
} as const satisfies Record<string, Variant>

/** @param level `withinMs` a whole number */
export function serviceLevel({ variant, withinMs }: ServiceLevel = USUAL): Metric {
  const { above, below, words } = SERVICE_LEVELS[variant]
  const counts = { who: above, withinMs }
  const say = (text: string) => text.replace('{X}', `${withinMs / 1000} s`)
  return {
    name: 'service-level',
    version: 1,
    title: { vi: `Mức phục vụ (${say(words.vi)})`, en: `Service level (${say(words.en)})` },
    definition: {
      vi: `${say(words.vi)}, × 100. Thời gian đợi tính từ lúc vào hàng đợi.`,
      en: `${say(words.en)}, × 100. The wait begins when the caller joins the queue.`,
    },
    variant,
    unit: 'percent',
    sql: `round(100.0 * count(*) filter (where ${whereCounted(counts, 'visits')}) / nullif(${below}, 0), 1)::float8`,
    counts,
    example: { conversations: EXAMPLE, value: withinMs === USUAL.withinMs ? IN_EXAMPLE[variant] : null },
  }
}

const EXAMPLE = `
  answered 7 talk 60
  answered 20 talk 60
  answered 20.001 talk 60
  gave-up 5
  gave-up 30
  lost`

const IN_EXAMPLE = { offered: 33.3, answered: 66.7, 'with-abandoned': 60, 'without-short': 40 }
