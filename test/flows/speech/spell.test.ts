import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { parse } from 'yaml'
import { englishWords } from '../../../src/flows/speech/english-words.ts'
import { VALUE_KEYS } from '../../../src/flows/speech/keys.ts'
import { type Said, spell } from '../../../src/flows/speech/spell.ts'
import { NORTHERN, SOUTHERN, vietnameseWords } from '../../../src/flows/speech/vietnamese-words.ts'
import { englishNumber, vietnameseNumber } from './numbers-read-back.ts'

const WORDS = { vi: vietnameseWords(NORTHERN), en: englishWords() }

function words(said: Said, language: 'vi' | 'en'): string {
  return spell(said, language)
    .map(key => WORDS[language][key] ?? `(${key}?)`)
    .join(' ')
}

function saidIn(kind: string, value: string): Said {
  if (kind === 'number') return { number: Number(value) }
  if (kind === 'digits') return { digits: value }
  if (kind === 'date') return { date: value }
  return kind === 'time' ? { time: value } : { money: Number(value), currency: kind }
}

for (const [language, name] of [
  ['vi', 'vietnamese'],
  ['en', 'english'],
] as const)
  t.test(`${name}: each value of the golden list is spoken in exactly its words`, t => {
    const lines = readFileSync(join(import.meta.dirname, `${name}.txt`), 'utf8').split('\n')
    const golden = lines.filter(line => line && !line.startsWith('#'))
    t.ok(golden.length >= 150, `${golden.length} values`)
    const wrong = golden.filter(line => {
      const [, kind = '', value = '', expected] = /^(\S+) (.+) = (.*)$/.exec(line) ?? []
      return words(saidIn(kind, value), language) !== expected
    })
    t.same(wrong, [])
    t.end()
  })

/** A fixed seed: what fails once fails again. */
function chances(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** All sizes are as likely, round numbers too, where the empty places are. */
function anyNumber(chance: () => number): number {
  const whole = Math.floor(10 ** (chance() * 15.9))
  const emptied = chance() < 0.4 ? Math.floor(whole / 10 ** Math.floor(chance() * 9)) * 1000 : whole
  const size = Math.min(emptied, Number.MAX_SAFE_INTEGER)
  const decimals =
    chance() < 0.2 ? Number((size % 1e9) + chance()).toFixed(1 + Math.floor(chance() * 5)) : size
  return Number(decimals) * (chance() < 0.1 ? -1 : 1)
}

t.test('100,000 numbers are understood as what they are, in both languages', t => {
  const chance = chances(20_261_121)
  const wrong: unknown[] = []
  for (let count = 0; count < 100_000 && wrong.length < 5; count++) {
    const number = anyNumber(chance)
    const [vi, en] = [words({ number }, 'vi'), words({ number }, 'en')]
    if (vietnameseNumber(vi) !== number) wrong.push({ number, vi })
    if (englishNumber(en) !== number) wrong.push({ number, en })
  }
  t.same(wrong, [])
  t.end()
})

t.test('every number up to a hundred thousand is understood as what it is', t => {
  const wrong: unknown[] = []
  for (let number = 0; number <= 100_000; number++) {
    if (vietnameseNumber(words({ number }, 'vi')) !== number) wrong.push({ number, language: 'vi' })
    if (englishNumber(words({ number }, 'en')) !== number) wrong.push({ number, language: 'en' })
  }
  t.same(wrong.slice(0, 5), [])
  t.end()
})

t.test('only keys that have words are ever spoken, and every value can be', t => {
  const known = new Set(VALUE_KEYS)
  const yielded = new Set<string>()
  const hear = (said: Said) => {
    for (const language of ['vi', 'en', 'fr']) for (const key of spell(said, language)) yielded.add(key)
  }
  const chance = chances(7)
  for (let count = 0; count < 20_000; count++) {
    const number = anyNumber(chance)
    hear({ number })
    hear({ money: number, currency: ['VND', 'USD', 'EUR', 'JPY'][count % 4]! })
  }
  for (let minute = 0; minute < 1440; minute++)
    hear({ time: new Date(minute * 60_000).toISOString().slice(11, 16) })
  for (let day = -400_000; day < 60_000; day += 3)
    hear({ date: new Date(day * 86_400_000).toISOString().slice(0, 10) })
  for (const money of [0.01, 1, 1.01, 2.02]) for (const currency of ['USD', 'EUR']) hear({ money, currency })
  hear({ digits: 'call *44# or +84 (28) 7109-9999' })
  t.same(
    [...yielded].filter(key => !known.has(key)),
    [],
  )
  const spare = VALUE_KEYS.filter(key => !yielded.has(key))
  t.same(spare, [], 'no key is there for nothing')
  for (const language of ['vi', 'en'] as const)
    t.same(Object.keys(WORDS[language]).sort(), [...VALUE_KEYS].sort(), language)
  t.end()
})

t.test('what is no number, no day and no time of day never stops a call', t => {
  for (const number of [Number.NaN, Number.POSITIVE_INFINITY]) {
    t.same(spell({ number }, 'vi'), [])
    t.same(spell({ money: number, currency: 'VND' }, 'vi'), [])
  }
  t.equal(words({ date: '2026-13-01' }, 'vi'), words({ digits: '20261301' }, 'vi'))
  t.equal(words({ time: '7:5' }, 'en'), 'seven five')
  t.equal(words({ digits: 'no number' }, 'vi'), '')
  t.equal(words({ number: -0 }, 'vi'), 'không')
  t.equal(words({ money: -0.001, currency: 'USD' }, 'en'), 'zero dollars')
  t.equal(words({ money: 5, currency: 'JPY' }, 'en'), 'five', 'a currency without a name is a number')
  t.end()
})

t.test('the south says lẻ, ngàn, bốn and mồng', t => {
  const southern = vietnameseWords(SOUTHERN)
  const say = (said: Said) => spell(said, 'vi').map(key => southern[key])
  t.equal(say({ number: 24_105 }).join(' '), 'hai mươi bốn ngàn một trăm lẻ năm')
  t.equal(
    say({ date: '2026-04-04' }).join(' '),
    'ngày mồng bốn tháng tư năm hai ngàn không trăm hai mươi sáu',
  )
  t.end()
})

for (const language of ['vi', 'en'] as const)
  t.test(`${language}: the prompts that we ship say values in these words`, t => {
    const file = join(import.meta.dirname, `../../../sounds/${language}/prompts.yaml`)
    const shipped: Record<string, string> = parse(readFileSync(file, 'utf8'))
    const different = VALUE_KEYS.filter(key => shipped[key] !== WORDS[language][key])
    t.same(different, [])
    t.end()
  })
