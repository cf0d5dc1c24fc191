// How a value is spoken: as a row of prompt keys, in the order in which they are played. The words themselves
// are sentences of sounds/<language>/prompts.yaml, so that the built-in voice or a recording can say them.

import { english } from './english.ts'
import { digitKeys, word } from './keys.ts'
import { calendarDay, centsOf, plainNumber, timeOfDay } from './plain.ts'
import type { Said } from './said.ts'
import type { Tongue } from './tongue.ts'
import { vietnamese } from './vietnamese.ts'

export type { Said } from './said.ts'

/** Languages that are no row here are spoken in the English order, with their own words. */
const TONGUES: Readonly<Record<string, Tongue>> = { vi: vietnamese, en: english }

/**
 * Pure and cheap: hundreds of thousands a second.
 * @param language two letters, e.g. `vi`.
 * @returns keys, each out of VALUE_KEYS; a date or time that is none is read as its digits, a number that is
 * none (NaN, infinity) is an empty row.
 */
export function spell(said: Said, language: string): readonly string[] {
  const tongue = TONGUES[language] ?? english
  if ('number' in said) return spellNumber(said.number, tongue)
  if ('digits' in said) return digitKeys(said.digits)
  if ('money' in said) return spellMoney(said.money, said.currency, tongue)
  if ('date' in said) {
    const day = calendarDay(said.date)
    return day ? tongue.date(day.year, day.month, day.day) : digitKeys(said.date)
  }
  const time = timeOfDay(said.time)
  return time ? tongue.time(time.hour, time.minute) : digitKeys(said.time)
}

function spellNumber(number: number, tongue: Tongue): readonly string[] {
  if (!Number.isFinite(number)) return []
  const { negative, whole, fraction } = plainNumber(number)
  const keys = negative ? [word('minus')] : []
  keys.push(...tongue.whole(whole))
  if (fraction !== '') keys.push(word('point'), ...tongue.fraction(fraction))
  return keys
}

const MINOR: Readonly<Record<string, { one: string; many: string }>> = {
  USD: { one: word('dollar'), many: word('dollars') },
  EUR: { one: word('euro'), many: word('euros') },
}

function spellMoney(amount: number, currency: string, tongue: Tongue): readonly string[] {
  if (!Number.isFinite(amount)) return []
  const names = MINOR[currency]
  if (!names) {
    const keys = spellNumber(currency === 'VND' ? Math.round(amount) : amount, tongue)
    return currency === 'VND' ? [...keys, word('dong')] : keys
  }
  const { negative, whole, cents } = centsOf(amount)
  const keys = negative ? [word('minus')] : []
  const coins = cents > 0 ? [...tongue.whole(String(cents)), word(cents === 1 ? 'cent' : 'cents')] : []
  if (whole === '0' && cents > 0) return [...keys, ...coins]
  keys.push(...tongue.whole(whole), whole === '1' ? names.one : names.many)
  if (cents > 0) keys.push(...tongue.beforeCents, ...coins)
  return keys
}
