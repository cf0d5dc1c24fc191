// What is said, as people read it: a prompt's sentence, a text, the words of a value.
import type { Spoken } from '../flows/flow.ts'
import { spell } from '../flows/speech/spell.ts'
import type { Config } from './config-types.ts'

/** `key`: the prompt, where it is one. A recording without a sentence is told by its key alone. */
export type Sentence = { readonly key?: string; readonly text: string }

/** In the caller's language; where it has no such prompt, in the server's, as he would hear it. */
export function sentencesOf(
  say: readonly Spoken[],
  language: string,
  { prompts, server }: Pick<Config, 'prompts' | 'server'>,
): Sentence[] {
  const sentence = (key: string): string | undefined =>
    prompts.sentences[language]?.[key] ??
    (prompts.recordings[language]?.[key] ? undefined : prompts.sentences[server.language]?.[key])
  return say.map((one): Sentence => {
    if (typeof one === 'string') return { key: one, text: sentence(one) ?? '' }
    if ('text' in one) return { text: one.text }
    const words = spell(one, language).map(key => sentence(key) ?? key)
    return { text: words.join(' ') }
  })
}
