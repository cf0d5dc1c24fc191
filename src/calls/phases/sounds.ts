// What is said, as sounds in the caller's language: values become rows of prompts.
import type { Spoken } from '../../flows/flow.ts'
import { spell } from '../../flows/speech/spell.ts'
import type { Sound } from '../commands.ts'

export function soundsOf(say: readonly Spoken[], language: string): Sound[] {
  return say.flatMap((spoken): readonly Sound[] => {
    if (typeof spoken === 'string') return [spoken]
    return 'text' in spoken ? [spoken] : spell(spoken, language)
  })
}
