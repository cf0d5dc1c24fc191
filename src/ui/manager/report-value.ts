// A report's number as people read it.
import { clockTime, figure } from '../shared/format.ts'
import type { Language } from '../shared/text.ts'

/** @param unit count; percent, 0 to 100; ms */
export function shownValue(value: number | null, unit: string, language: Language): string {
  if (value === null) return '–'
  if (unit === 'ms') return clockTime(value)
  return unit === 'percent' ? `${figure(value, language, 1)} %` : figure(value, language)
}
