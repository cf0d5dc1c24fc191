// Values in the pieces in which they are spoken: numbers as digits without exponents, dates and times as numbers.

export type PlainNumber = { negative: boolean; whole: string; fraction: string }

/** More decimals than these are noise of the machine's arithmetic. */
const DECIMALS = 10

/** @param number finite. */
export function plainNumber(number: number): PlainNumber {
  const size = Math.abs(number)
  // From 1e21 on and below 1e-6 numbers write themselves with exponents.
  const text =
    size >= 1e21 ? BigInt(size).toString() : size !== 0 && size < 1e-6 ? size.toFixed(DECIMALS) : String(size)
  const [whole = '0', decimals = ''] = text.split('.')
  const fraction = withoutLastZeros(decimals.slice(0, DECIMALS))
  return { negative: number < 0 && (whole !== '0' || fraction !== ''), whole, fraction }
}

function withoutLastZeros(digits: string): string {
  let end = digits.length
  while (end > 0 && digits[end - 1] === '0') end--
  return digits.slice(0, end)
}

/** An amount in units and hundredths, rounded half away from zero as cashiers do. @param amount finite. */
export function centsOf(amount: number): { negative: boolean; whole: string; cents: number } {
  const { whole, fraction } = plainNumber(Math.abs(amount))
  const [tens = '0', ones = '0', next = '0'] = fraction
  const rounded = Number(tens + ones) + (next >= '5' ? 1 : 0)
  const up = rounded === 100
  const units = up ? (BigInt(whole) + 1n).toString() : whole
  const cents = up ? 0 : rounded
  return { negative: amount < 0 && (units !== '0' || cents > 0), whole: units, cents }
}

/** @param text YYYY-MM-DD. @returns undefined when there is no such day. */
export function calendarDay(text: string): { year: number; month: number; day: number } | undefined {
  if (text.length !== 10 || text[4] !== '-' || text[7] !== '-') return undefined
  const [year, month, day] = [text.slice(0, 4), text.slice(5, 7), text.slice(8)].map(wholeNumber)
  if (!year || !month || !day || month > 12 || day > daysIn(year, month)) return undefined
  return { year, month, day }
}

/** @param text HH:MM. @returns undefined when there is no such time. */
export function timeOfDay(text: string): { hour: number; minute: number } | undefined {
  if (text.length !== 5 || text[2] !== ':') return undefined
  const [hour, minute] = [text.slice(0, 2), text.slice(3)].map(wholeNumber)
  if (hour === undefined || minute === undefined || hour > 23 || minute > 59) return undefined
  return { hour, minute }
}

function wholeNumber(text: string): number | undefined {
  for (const sign of text) if (sign < '0' || sign > '9') return undefined
  return Number(text)
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}
