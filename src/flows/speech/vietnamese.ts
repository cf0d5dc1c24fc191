// Vietnamese, as the primary schools teach to read numbers (Toán 4 and 5):
// - An empty place inside is said: 2,026 is "hai nghìn không trăm hai mươi sáu", 105 "một trăm linh năm".
// - An empty group is passed over: 1,000,005 is "một triệu không trăm linh năm". Only where the rest would be
//   heard as the common short form (một triệu năm trăm = 1,500,000) is it named: 1,000,500 is "một triệu không
//   nghìn năm trăm".
// - From tỷ on it is counted in tỷ: 10¹² is "một nghìn tỷ", 10¹⁵ "một triệu tỷ".
// - Decimals: up to three are read as a number (3,14 "ba phẩy mười bốn"; 0,05 "không phẩy không năm"; 0,075
//   "không phẩy không trăm bảy mươi lăm"), more of them one by one.
// - Times by 24 hours, half hours as "ba mươi phút": a machine that says "rưỡi" is asked whether it means night.
// Mốt, tư, lăm, linh and mùng are words of the prompts: vietnamese-words.ts.
import { DAYS, digitKeys, HUNDREDS, MONTHS, NUMBERS, word } from './keys.ts'
import type { Tongue } from './tongue.ts'

const [THOUSAND, MILLION, BILLION] = [word('thousand'), word('million'), word('billion')]
const [TRILLION, QUADRILLION] = [word('trillion'), word('quadrillion')]
const [ZERO, HUNDRED, ODD] = [NUMBERS[0]!, word('hundred'), word('and')]

export const vietnamese: Tongue = {
  whole,
  fraction(digits) {
    const value = Number(digits)
    if (digits.length === 2) return value < 10 ? [ZERO, NUMBERS[value]!] : [NUMBERS[value]!]
    return digits.length === 3 ? group([], value, true) : digitKeys(digits)
  },
  date: (year, month, day) => [DAYS[day - 1]!, MONTHS[month - 1]!, word('year'), ...whole(String(year))],
  time: (hour, minute) =>
    minute === 0
      ? [NUMBERS[hour]!, word('hour')]
      : [NUMBERS[hour]!, word('hour'), NUMBERS[minute]!, word('minute')],
  beforeCents: [],
}

function whole(digits: string): string[] {
  if (digits.length <= 9) return upToBillion([], Number(digits), false)
  const keys = inBillions(whole(digits.slice(0, -9)))
  return upToBillion(keys, Number(digits.slice(-9)), true)
}

/** `nghìn tỷ` and `triệu tỷ` have prompts of their own: said in one breath they sound like one word. */
function inBillions(keys: string[]): string[] {
  const last = keys.at(-1)
  if (last === THOUSAND) keys[keys.length - 1] = TRILLION
  else if (last === MILLION) keys[keys.length - 1] = QUADRILLION
  else keys.push(BILLION)
  return keys
}

/** @param after whether something greater was said before. */
function upToBillion(keys: string[], value: number, after: boolean): string[] {
  if (value === 0) return after ? keys : [ZERO]
  const millions = Math.floor(value / 1_000_000)
  const thousands = Math.floor(value / 1000) % 1000
  const ones = value % 1000
  if (millions > 0) group(keys, millions, after).push(MILLION)
  const greater = after || millions > 0
  if (thousands > 0) group(keys, thousands, greater).push(THOUSAND)
  else if (greater && ones >= 100) keys.push(ZERO, THOUSAND)
  if (ones > 0) group(keys, ones, greater || thousands > 0)
  return keys
}

/** @param value 1 to 999. @param full says the empty places at its beginning too. */
function group(keys: string[], value: number, full: boolean): string[] {
  const hundreds = Math.floor(value / 100)
  const rest = value % 100
  if (hundreds > 0) keys.push(HUNDREDS[hundreds - 1]!)
  else if (full) keys.push(ZERO, HUNDRED)
  if (rest === 0) return keys
  if (rest < 10 && (full || hundreds > 0)) keys.push(ODD)
  keys.push(NUMBERS[rest]!)
  return keys
}
