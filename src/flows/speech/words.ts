// The words of values in the languages that we know, for whoever has not written them himself.
import { englishWords } from './english-words.ts'
import { vietnameseWords } from './vietnamese-words.ts'

/** @returns key → words; empty for a language that we don't know. */
export function wordsIn(language: string): Readonly<Record<string, string>> {
  if (language === 'vi') return vietnameseWords()
  return language === 'en' ? englishWords() : {}
}
