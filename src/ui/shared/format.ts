// Times, durations and numbers as people read them.
import type { Language } from './text.ts'

const locales = { vi: 'vi-VN', en: 'en-GB' } as const

/** `0:07`, `12:30`, `1:02:03`. */
export function clockTime(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const two = (number: number) => String(number).padStart(2, '0')
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`
}

/** `22/11 09:05:07`, in both languages: day before month. */
export function moment(at: string | number, language: Language): string {
  const date = new Date(at)
  const two = (number: number) => String(number).padStart(2, '0')
  const year = date.getFullYear() === new Date().getFullYear() ? '' : `/${date.getFullYear()}`
  return `${two(date.getDate())}/${two(date.getMonth() + 1)}${year} ${timeOfDay(at, language)}`
}

export function timeOfDay(at: string | number, language: Language): string {
  const options = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const
  return new Intl.DateTimeFormat(locales[language], options).format(new Date(at))
}

/** `in 3 hours`, `12 minutes ago`. @param ms from now; what is over is negative */
export function fromNow(ms: number, language: Language): string {
  const minutes = Math.round(ms / 60_000)
  const [count, unit] =
    Math.abs(minutes) < 60
      ? ([minutes, 'minute'] as const)
      : Math.abs(minutes) < 48 * 60
        ? ([Math.round(minutes / 60), 'hour'] as const)
        : ([Math.round(minutes / 1440), 'day'] as const)
  return new Intl.RelativeTimeFormat(locales[language], { numeric: 'always' }).format(count, unit)
}

export function figure(value: number, language: Language, digits = 0): string {
  return new Intl.NumberFormat(locales[language], { maximumFractionDigits: digits }).format(value)
}

export function listed(words: readonly string[], language: Language): string {
  return new Intl.ListFormat(locales[language], { type: 'conjunction' }).format(words)
}

/** `2026-03-02` of this machine's day, `days` away from it. */
export function dayAway(days: number, from = new Date()): string {
  return localDay(new Date(from.getFullYear(), from.getMonth(), from.getDate() + days))
}

export function localDay(date: Date): string {
  const two = (number: number) => String(number).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** Midnight of that local day, as the API wants it. */
export function startOfDay(day: string): string {
  return new Date(`${day}T00:00:00`).toISOString()
}
