// Sentences for people: written in English where they are needed, told in the reader's language. The Vietnamese
// of each stands in one table (vietnamese.ts); the API's answers, and whatever shows them, are told from it.
import type { FastifyRequest } from 'fastify'
import { VIETNAMESE } from './vietnamese.ts'

export type Language = 'vi' | 'en'

/** A sentence with values in it: `template` is English with {0}, {1} … in their places. */
export type Told = { readonly template: string; readonly values: readonly (string | number)[] }
/** Plain text where nothing stands in it. */
export type Sentence = string | Told

/** told`There is no phone "${phone}".` */
export function told(strings: TemplateStringsArray, ...values: readonly (string | number)[]): Told {
  return { template: strings.reduce((all, text, index) => `${all}{${index - 1}}${text}`), values }
}

/** A sentence that no table tells in that language is told in English. */
export function sentenceIn(language: Language, sentence: Sentence): string {
  const { template, values } = typeof sentence === 'string' ? { template: sentence, values: [] } : sentence
  const words = language === 'vi' ? (VIETNAMESE[template] ?? template) : template
  return words.replaceAll(/\{(\d+)\}/g, (place, index) => String(values[Number(index)] ?? place))
}

/** What the request asks for first (Accept-Language), else what the person chose, else English. */
export function languageOf({ headers, person }: FastifyRequest): Language {
  const wishes = (headers['accept-language'] ?? '').toLowerCase().split(',', 20)
  const ranked = wishes.map(wish => {
    const [tag = '', ...rest] = wish.split(';')
    const weight = rest.find(one => one.trim().startsWith('q='))?.split('=')[1]
    return { language: tag.trim().split('-', 1)[0], weight: weight === undefined ? 1 : Number(weight) }
  })
  const spoken = ranked.filter(
    ({ language, weight }) => (language === 'vi' || language === 'en') && weight > 0,
  )
  const [first] = spoken.sort((a, b) => b.weight - a.weight)
  if (first) return first.language === 'vi' ? 'vi' : 'en'
  return person?.language ?? 'en'
}
