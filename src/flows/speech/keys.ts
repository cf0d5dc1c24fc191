// The prompt keys that values are spoken with: the same in each language, whatever words it has for them.

const WORDS = [
  ...['hundred', 'thousand', 'million', 'billion', 'trillion', 'quadrillion'],
  ...['and', 'minus', 'point', 'star', 'hash', 'plus'],
  ...['dong', 'dollar', 'dollars', 'euro', 'euros', 'cent', 'cents'],
  ...['year', 'hour', 'minute', 'oh', 'am', 'pm'],
] as const

export type Word = (typeof WORDS)[number]

export function word(name: Word): string {
  return `word-${name}`
}

function row(prefix: string, first: number, last: number): readonly string[] {
  return Array.from({ length: last - first + 1 }, (_, index) => `${prefix}-${first + index}`)
}

/** 0 to 99, each with a prompt of its own: `number-21`. */
export const NUMBERS = row('number', 0, 99)
/** `hundreds-3` is three hundred, at index 2. */
export const HUNDREDS = row('hundreds', 1, 9)
/** `day-15`, at index 14. */
export const DAYS = row('day', 1, 31)
/** `month-3`, at index 2. */
export const MONTHS = row('month', 1, 12)

/** Every key that spell() can yield in some language. */
export const VALUE_KEYS: readonly string[] = [...NUMBERS, ...HUNDREDS, ...WORDS.map(word), ...DAYS, ...MONTHS]

/** Signs that phones have, and the plus of international numbers. */
const SIGNS: Readonly<Record<string, string>> = { '*': word('star'), '#': word('hash'), '+': word('plus') }

/** Each digit by itself. */
export function digitKeys(text: string): readonly string[] {
  const keys: string[] = []
  for (const sign of text) {
    const key = sign >= '0' && sign <= '9' ? NUMBERS[Number(sign)] : SIGNS[sign]
    if (key !== undefined) keys.push(key)
  }
  return keys
}
