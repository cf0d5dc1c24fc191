// Names of the languages that callers may hear; those that the app has no word for keep their two letters.
import { useCallback } from 'react'
import { useWord } from '../shared/text.ts'

export function useLanguageName(): (language: string) => string {
  const word = useWord()
  return useCallback(language => word('prompts.language', language), [word])
}
