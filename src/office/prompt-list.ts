// What is in the library: the prompts of all languages beside each other, and who says each. Pure.
import type { Prompts } from '../config/config-types.ts'
import { BUILT_IN_PROMPTS, SYSTEM_PROMPTS } from '../config/files/prompts.ts'
import { VALUE_KEYS } from '../flows/speech/keys.ts'
import type { Take } from '../runtime/recorded-prompts.ts'

export type PromptGroup = 'house' | 'values' | 'own'
export type PromptInLanguage = {
  source: 'recorded' | 'file' | 'spoken' | 'missing'
  text?: string
  /** Missing until it has been made. */
  durationMs?: number
  /** The newest take; without a file it took a recording away. */
  take?: Take
  takes: number
}
export type PromptEntry = {
  key: string
  /** What to dial for it in the studio. */
  number: number
  group: PromptGroup
  languages: Record<string, PromptInLanguage>
}
export type PromptPlace = { language: string; key: string }

const ORDER: readonly PromptGroup[] = ['own', 'house', 'values']
const HOUSE = new Set([...BUILT_IN_PROMPTS, ...SYSTEM_PROMPTS])
const VALUES = new Set(VALUE_KEYS)

export function sourceOf(
  { language, key }: PromptPlace,
  { sentences, recordings }: Prompts,
  takes: readonly Take[] = [],
): PromptInLanguage['source'] {
  if (takes[0]?.file !== undefined) return 'recorded'
  if (recordings[language]?.[key] !== undefined) return 'file'
  return sentences[language]?.[key] === undefined ? 'missing' : 'spoken'
}

export function languagesIn({ sentences, recordings }: Prompts): string[] {
  return [...new Set([...Object.keys(sentences), ...Object.keys(recordings)])].sort().reverse()
}

/** The owner's own first, as in his files; the words of values last. */
export function keysIn({ sentences, recordings }: Prompts): string[] {
  const all = [...Object.values(sentences), ...Object.values(recordings)]
  const keys = [...new Set(all.flatMap(keys => Object.keys(keys)))]
  return keys.sort((a, b) => ORDER.indexOf(groupOf(a)) - ORDER.indexOf(groupOf(b)))
}

export function groupOf(key: string): PromptGroup {
  if (VALUES.has(key)) return 'values'
  return HOUSE.has(key) ? 'house' : 'own'
}
