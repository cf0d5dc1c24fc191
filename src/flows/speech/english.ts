// English: "one thousand and five", "March fifteenth, twenty twenty-six", "two thirty P M".
// Decimals are read one by one: 3.14 is "three point one four".
import { DAYS, digitKeys, HUNDREDS, MONTHS, NUMBERS, word } from './keys.ts'
import type { Tongue } from './tongue.ts'

/** By groups of three digits; what is greater is counted in the greatest. */
const GROUPS = [word('thousand'), word('million'), word('billion'), word('trillion'), word('quadrillion')]
const AND = word('and')
const LARGEST_DIGITS = 3 * GROUPS.length

export const english: Tongue = {
  whole,
  fraction: digitKeys,
  date: (year, month, day) => [MONTHS[month - 1]!, DAYS[day - 1]!, ...yearKeys(year)],
  time(hour, minute) {
    const keys = [NUMBERS[hour % 12 || 12]!]
    if (minute > 0 && minute < 10) keys.push(word('oh'))
    if (minute > 0) keys.push(NUMBERS[minute]!)
    keys.push(word(hour < 12 ? 'am' : 'pm'))
    return keys
  },
  beforeCents: [AND],
}

function whole(digits: string): string[] {
  const keys: string[] = []
  let rest = digits
  if (digits.length > LARGEST_DIGITS + 3) {
    keys.push(...whole(digits.slice(0, -LARGEST_DIGITS)), GROUPS.at(-1)!)
    rest = digits.slice(-LARGEST_DIGITS)
  }
  for (let left = rest.length; left > 0; ) {
    const length = left % 3 || 3
    const value = Number(rest.slice(rest.length - left, rest.length - left + length))
    left -= length
    if (value === 0) continue
    group(keys, value, left === 0 && keys.length > 0)
    if (left > 0) keys.push(GROUPS[left / 3 - 1]!)
  }
  return keys.length === 0 ? [NUMBERS[0]!] : keys
}

/** @param value 1 to 999. @param joined whether it ends a number that began before it. */
function group(keys: string[], value: number, joined: boolean): void {
  const hundreds = Math.floor(value / 100)
  const rest = value % 100
  if (hundreds > 0) keys.push(HUNDREDS[hundreds - 1]!)
  if (rest === 0) return
  if (hundreds > 0 || joined) keys.push(AND)
  keys.push(NUMBERS[rest]!)
}

/** In pairs, as years are spoken: nineteen oh five, twenty twenty-six; but two thousand and seven. */
function yearKeys(year: number): string[] {
  if (year < 1000) return [word('year'), ...whole(String(year))]
  const century = Math.floor(year / 100)
  const rest = year % 100
  if (century % 10 === 0 && rest < 10) return whole(String(year))
  if (rest === 0) return [NUMBERS[century]!, word('hundred')]
  return rest < 10 ? [NUMBERS[century]!, word('oh'), NUMBERS[rest]!] : [NUMBERS[century]!, NUMBERS[rest]!]
}
