// Moments and days in addresses: they must exist.
import { Problem } from './problem.ts'
import { told } from './told.ts'

/** @returns epoch ms. @throws Problem for a day that no calendar has */
export function epochMs(field: string, text: string): number
export function epochMs(field: string, text: string | undefined): number | undefined
export function epochMs(field: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const ms = Date.parse(text)
  if (Number.isFinite(ms)) return ms
  throw new Problem(400, 'no-such-time', told`The time in "${field}" does not exist.`)
}

/** @param day YYYY-MM-DD */
export function checkedDay(day: string | undefined): string | undefined {
  if (day === undefined) return undefined
  const ms = Date.parse(day)
  if (Number.isFinite(ms) && new Date(ms).toISOString().startsWith(day) && day >= '0001') return day
  throw new Problem(400, 'no-such-time', told`There is no day "${day}".`)
}
