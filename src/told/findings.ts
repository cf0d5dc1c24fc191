// Mistakes in what the owner wrote, in the reader's language.
import { type Language, type Told, wordsOf } from './told.ts'
import { FINDINGS_IN_VIETNAMESE } from './vietnamese/findings.ts'

/** What is wrong, and what to do about it. */
export type ToldFinding = { readonly sentence: Told; readonly hint: Told }

type InEnglish = { readonly sentence: string; readonly hint: string; readonly told?: ToldFinding }

/** @returns the finding with its words in that language, and without what they are made of. */
export function findingIn<F extends InEnglish>(language: Language, finding: F): Omit<F, 'told'> {
  const { told, ...english } = finding
  if (language === 'en' || !told) return english
  return { ...english, sentence: inVietnamese(told.sentence), hint: inVietnamese(told.hint) }
}

export const findingsIn = <F extends InEnglish>(language: Language, findings: readonly F[]) =>
  findings.map(finding => findingIn(language, finding))

/** Why a test of a flow fails. */
export const reasonIn = (language: Language, why: Told): string =>
  language === 'en' ? wordsOf(why) : inVietnamese(why)

const inVietnamese = (told: Told): string => wordsOf(told, FINDINGS_IN_VIETNAMESE)
