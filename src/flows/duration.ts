// Spans of time as people write them: 500ms, 5s, 2m, 4h, 90d.

const UNITS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** For schemas: what {@link durationMs} can read. */
export const DURATION_PATTERN = '^[0-9]{1,6}(ms|s|m|h|d)$'

const DURATION = /^(\d{1,6})(ms|s|m|h|d)$/

/** @returns milliseconds. Text that does not fit the pattern, which a schema refuses before, is 0. */
export function durationMs(text: string): number {
  const found = DURATION.exec(text)
  if (!found) return 0
  return Number(found[1]) * UNITS[found[2] as keyof typeof UNITS]
}
