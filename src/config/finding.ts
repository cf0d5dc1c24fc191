// A mistake in what the owner wrote, with its place: what the terminal, the API and the editor show.

import type { ToldFinding } from '../told/findings.ts'
import { wordsOf } from '../told/told.ts'

export type Finding = {
  readonly severity: 'error' | 'warning'
  /** A stable word for programs, e.g. `unknown-queue`. */
  readonly code: string
  /** Relative to the folder that holds config/, ivr-flows/ and sounds/. */
  readonly file: string
  /** From 1. */
  readonly line: number
  readonly column: number
  readonly sentence: string
  /** What to do about it; may be empty. */
  readonly hint: string
  /** Sentence and hint with their values told apart, to say them in another language. */
  readonly told?: ToldFinding
}

/** What was found at a place, in English and as it can be told. */
export function found(
  place: Pick<Finding, 'severity' | 'code' | 'file' | 'line' | 'column'>,
  { sentence, hint }: ToldFinding,
): Finding {
  return { ...place, sentence: wordsOf(sentence), hint: wordsOf(hint), told: { sentence, hint } }
}

/** `ivr-flows/main.yaml:12:7 error unknown-queue: There is no queue "slaes". Did you mean "sales"?` */
export function inWords(finding: Omit<Finding, 'told'>): string {
  const place = `${finding.file}:${finding.line}:${finding.column}`
  return `${place} ${finding.severity} ${finding.code}: ${finding.sentence} ${finding.hint}`.trimEnd()
}

/** By file and place, as a reader goes through them. */
export function inReadingOrder(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((a, b) => compare(a.file, b.file) || a.line - b.line || a.column - b.column)
}

export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some(finding => finding.severity === 'error')
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
