// The English words behind the keys of values.
import { DAYS, HUNDREDS, MONTHS, NUMBERS, type Word, word } from './keys.ts'

const SMALL = [
  ...['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven'],
  ...['twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'],
]
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety']
const ORDINALS = [
  ...['', 'first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'],
  ...['eleventh', 'twelfth', 'thirteenth', 'fourteenth', 'fifteenth', 'sixteenth', 'seventeenth'],
  ...['eighteenth', 'nineteenth'],
]
const MONTH_NAMES = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September'],
  ...['October', 'November', 'December'],
]
const WORDS: Readonly<Record<Word, string>> = {
  ...{ hundred: 'hundred', thousand: 'thousand', million: 'million', billion: 'billion' },
  ...{ trillion: 'trillion', quadrillion: 'quadrillion' },
  ...{ and: 'and', minus: 'minus', point: 'point', star: 'star', hash: 'hash', plus: 'plus' },
  ...{ dong: 'dong', dollar: 'dollar', dollars: 'dollars', euro: 'euro', euros: 'euros' },
  ...{ cent: 'cent', cents: 'cents' },
  ...{ year: 'the year', hour: "o'clock", minute: 'minutes', oh: 'oh', am: 'A M', pm: 'P M' },
}

/** @returns key → words, for every key that spell() can yield. */
export function englishWords(): Readonly<Record<string, string>> {
  return Object.fromEntries([
    ...NUMBERS.map((key, value) => [key, upTo99(value)]),
    ...HUNDREDS.map((key, index) => [key, `${SMALL[index + 1]} hundred`]),
    ...Object.entries(WORDS).map(([name, text]) => [word(name as Word), text]),
    ...DAYS.map((key, index) => [key, ordinal(index + 1)]),
    ...MONTHS.map((key, index) => [key, MONTH_NAMES[index]]),
  ])
}

function upTo99(value: number): string {
  if (value < 20) return SMALL[value]!
  const [ten, ones] = [TENS[Math.floor(value / 10)]!, value % 10]
  return ones === 0 ? ten : `${ten}-${SMALL[ones]}`
}

function ordinal(day: number): string {
  if (day < 20) return ORDINALS[day]!
  if (day === 20 || day === 30) return day === 20 ? 'twentieth' : 'thirtieth'
  return `${TENS[Math.floor(day / 10)]}-${ORDINALS[day % 10]}`
}
