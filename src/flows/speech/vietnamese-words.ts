// The Vietnamese words behind the keys of values. Regions differ in a few of them; the prompts that we ship speak
// as schools teach and most announcements do. `tongdai prompt say` and a recording replace any of them.
import { DAYS, HUNDREDS, MONTHS, NUMBERS, type Word, word } from './keys.ts'

export type Region = {
  /** Before a single digit after hundreds: một trăm linh năm. */
  readonly odd: 'linh' | 'lẻ'
  readonly thousand: 'nghìn' | 'ngàn'
  /** 4 after twenty and above: hai mươi tư. After mười and linh it is always bốn. */
  readonly four: 'tư' | 'bốn'
  /** Before the first ten days of a month. */
  readonly early: 'mùng' | 'mồng'
}

/** What is shipped. */
export const NORTHERN: Region = { odd: 'linh', thousand: 'nghìn', four: 'tư', early: 'mùng' }
export const SOUTHERN: Region = { odd: 'lẻ', thousand: 'ngàn', four: 'bốn', early: 'mồng' }

const DIGITS = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín']

/** @returns key → words, for every key that spell() can yield. */
export function vietnameseWords(region: Region = NORTHERN): Readonly<Record<string, string>> {
  const { odd, thousand } = region
  const words: Record<Word, string> = {
    ...{ hundred: 'trăm', thousand, million: 'triệu', billion: 'tỷ' },
    ...{ trillion: `${thousand} tỷ`, quadrillion: 'triệu tỷ' },
    ...{ and: odd, minus: 'âm', point: 'phẩy', star: 'sao', hash: 'thăng', plus: 'cộng' },
    ...{
      dong: 'đồng',
      dollar: 'đô la',
      dollars: 'đô la',
      euro: 'ơ rô',
      euros: 'ơ rô',
      cent: 'xu',
      cents: 'xu',
    },
    ...{ year: 'năm', hour: 'giờ', minute: 'phút', oh: 'không', am: 'sáng', pm: 'chiều' },
  }
  const numbers = NUMBERS.map((_, value) => upTo99(value, region))
  const months = MONTHS.map((_, index) => `tháng ${index === 3 ? 'tư' : numbers[index + 1]}`)
  const days = DAYS.map((_, index) => `ngày ${index < 10 ? `${region.early} ` : ''}${numbers[index + 1]}`)
  return Object.fromEntries([
    ...NUMBERS.map((key, value) => [key, numbers[value]]),
    ...HUNDREDS.map((key, index) => [key, `${DIGITS[index + 1]} trăm`]),
    ...Object.entries(words).map(([name, text]) => [word(name as Word), text]),
    ...DAYS.map((key, index) => [key, days[index]]),
    ...MONTHS.map((key, index) => [key, months[index]]),
  ])
}

function upTo99(value: number, { four }: Region): string {
  const tens = Math.floor(value / 10)
  const ones = value % 10
  if (tens === 0) return DIGITS[ones]!
  const ten = tens === 1 ? 'mười' : `${DIGITS[tens]} mươi`
  if (ones === 0) return ten
  if (ones === 5) return `${ten} lăm`
  if (tens > 1 && ones === 1) return `${ten} mốt`
  return tens > 1 && ones === 4 ? `${ten} ${four}` : `${ten} ${DIGITS[ones]}`
}
