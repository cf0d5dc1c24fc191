// Sentences for people: written in English where they are needed, told in the reader's language. The Vietnamese
// of each stands in one table (vietnamese.ts); the API's answers, and whatever shows them, are told from it.
import type { FastifyRequest } from 'fastify'
import { type Language, type Told, toldAs, wordsOf } from '../told/told.ts'
import { VIETNAMESE } from './vietnamese.ts'

export { type Told, told } from '../told/told.ts'

/** Plain text where nothing stands in it. */
export type Sentence = string | Told

/** A sentence that no table tells in that language is told in English. */
export function sentenceIn(language: Language, sentence: Sentence): string {
  const told = typeof sentence === 'string' ? toldAs(sentence) : sentence
  return wordsOf(told, language === 'vi' ? VIETNAMESE : undefined)
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
