// Spoken words back to the number that they mean. Written without looking at how they are spelt: it knows only
// what the words mean.

/** @throws Error on a word that it doesn't know. */
export function vietnameseNumber(text: string): number {
  const words = text.split(' ')
  const negative = words[0] === 'âm'
  if (negative) words.shift()
  const comma = words.indexOf('phẩy')
  const whole = vietnameseWhole(comma < 0 ? words : words.slice(0, comma))
  const decimals = comma < 0 ? '' : vietnameseDecimals(words.slice(comma + 1))
  return Number(`${negative ? '-' : ''}${whole}${decimals && `.${decimals}`}`)
}

const DIGITS = new Map(
  Object.entries({ không: 0, một: 1, mốt: 1, hai: 2, ba: 3, bốn: 4, tư: 4, năm: 5, lăm: 5 }).concat(
    Object.entries({ sáu: 6, bảy: 7, tám: 8, chín: 9 }),
  ),
)

function vietnameseWhole(words: readonly string[]): bigint {
  for (const [name, value] of [
    ['tỷ', 1_000_000_000n],
    ['triệu', 1_000_000n],
    ['nghìn', 1000n],
  ] as const) {
    const at = words.lastIndexOf(name)
    if (at >= 0) return vietnameseWhole(words.slice(0, at)) * value + vietnameseWhole(words.slice(at + 1))
  }
  return BigInt(vietnameseGroup(words))
}

function vietnameseGroup(words: readonly string[]): number {
  const hundred = words.indexOf('trăm')
  const value = hundred < 0 ? 0 : 100 * digit(words[hundred - 1])
  const rest = words.slice(hundred + 1)
  if (rest.length === 0) return value
  if (rest[0] === 'linh') return value + digit(rest[1])
  if (rest[0] === 'mười') return value + 10 + (rest[1] ? digit(rest[1]) : 0)
  if (rest[1] === 'mươi') return value + 10 * digit(rest[0]) + (rest[2] ? digit(rest[2]) : 0)
  if (rest.length > 1) throw new Error(`what is "${rest.join(' ')}"?`)
  return value + digit(rest[0])
}

function vietnameseDecimals(words: readonly string[]): string {
  if (words.every(word => DIGITS.has(word))) return words.map(digit).join('')
  return String(vietnameseGroup(words)).padStart(words.includes('trăm') ? 3 : 2, '0')
}

function digit(word = ''): number {
  const value = DIGITS.get(word)
  if (value === undefined) throw new Error(`"${word}" is no digit`)
  return value
}

const ENGLISH = new Map(
  [
    ...['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven'],
    ...['twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'],
  ].map((name, value) => [name, value] as const),
)
for (const [index, name] of [
  'twenty',
  'thirty',
  'forty',
  'fifty',
  'sixty',
  'seventy',
  'eighty',
  'ninety',
].entries())
  ENGLISH.set(name, 10 * (index + 2))
const SCALE = new Map([
  ['thousand', 1000n],
  ['million', 1_000_000n],
  ['billion', 1_000_000_000n],
  ['trillion', 10n ** 12n],
  ['quadrillion', 10n ** 15n],
])

/** @throws Error on a word that it doesn't know. */
export function englishNumber(text: string): number {
  const words = text.split(/[ -]/).filter(word => word !== 'and')
  const negative = words[0] === 'minus'
  if (negative) words.shift()
  const point = words.indexOf('point')
  let [total, group] = [0n, 0n]
  for (const name of point < 0 ? words : words.slice(0, point)) {
    const scale = SCALE.get(name)
    if (name === 'hundred') group *= 100n
    else if (scale) [total, group] = [total + group * scale, 0n]
    else group += BigInt(small(name))
  }
  const decimals =
    point < 0
      ? ''
      : `.${words
          .slice(point + 1)
          .map(small)
          .join('')}`
  return Number(`${negative ? '-' : ''}${total + group}${decimals}`)
}

function small(name: string): number {
  const value = ENGLISH.get(name)
  if (value === undefined) throw new Error(`what is "${name}"?`)
  return value
}
