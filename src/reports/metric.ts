// What a metric is: one number over the conversations of a row, with its meaning in words and in SQL.
import type { Counted } from './counted.ts'

export type Text = { readonly vi: string; readonly en: string }

export type Metric = {
  /** Key of its column. */
  readonly name: string
  /** Grows when the same name means something else; what it meant before stays in the history of this file. */
  readonly version: number
  /** Names the variant, where there are several. */
  readonly title: Text
  readonly definition: Text
  readonly variant?: string
  /** `percent` from 0 to 100 with one decimal, `ms` whole milliseconds. */
  readonly unit: 'count' | 'percent' | 'ms'
  /** Over rows of `visits`: answer_wait_ms, abandon_wait_ms, talk_ms, wrap_up_ms, missed. Null where nothing was counted. */
  readonly sql: string
  /** The conversations that it counts: of a share those above the line, of an average those averaged. */
  readonly counts: Counted
  readonly example: Example
}

/** A table that a test reads into SQL. */
export type Example = {
  /** One conversation a line, in seconds: `answered 7 talk 60 wrap-up 10`, `gave-up 30`, or `lost`; and `missed 2` times. */
  readonly conversations: string
  readonly value: number | null
}
