// What the doctor finds, in the reader's language.
import { type Language, type Told, wordsOf } from './told.ts'
import { TERMINAL_IN_VIETNAMESE } from './vietnamese/terminal.ts'

type Verdict = 'good' | 'warning' | 'bad'

export type CheckInWords = {
  readonly name: string
  readonly verdict: Verdict
  readonly sentence: string
  readonly hint?: string
}

type Check = {
  readonly name: string
  readonly verdict: Verdict
  readonly sentence: Told
  readonly hint?: Told
}

export function checkIn(language: Language, { name, verdict, sentence, hint }: Check): CheckInWords {
  const tongue = language === 'vi' ? TERMINAL_IN_VIETNAMESE : undefined
  return { name, verdict, sentence: wordsOf(sentence, tongue), ...(hint && { hint: wordsOf(hint, tongue) }) }
}
