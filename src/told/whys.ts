// Why an agent was rung, or why nobody is, in the reader's language.
import { type Language, type Told, wordsOf } from './told.ts'
import { WHYS_IN_VIETNAMESE } from './vietnamese/whys.ts'

export const whysIn = (language: Language, sentences: readonly Told[]): string[] =>
  sentences.map(sentence => wordsOf(sentence, language === 'vi' ? WHYS_IN_VIETNAMESE : undefined))
