// The prompts that recording.yaml announces: that they are there, and that its queues are.
import type { Problem } from '../flows/problem.ts'
import { recordingFile } from './files/recording.ts'
import type { Inspection } from './inspection.ts'
import { unsaid } from './queue-references.ts'
import type { Parts } from './references.ts'

/** Queues that nobody knows are found with the others' names (references.ts). */
export function checkAnnouncements(
  { recording, prompts, server }: Pick<Parts, 'recording' | 'prompts' | 'server'>,
  inspection: Inspection,
): void {
  const { announce } = recording ?? {}
  const language = server?.language ?? 'vi'
  if (announce === undefined || inspection.unreadLanguages.has(language)) return
  const keys = [prompts.sentences, prompts.recordings].flatMap(all => Object.keys(all[language] ?? {}))
  const named = typeof announce === 'string' ? [['announce', announce] as const] : Object.entries(announce)
  const problems = named.flatMap(([queue, prompt]): Problem[] => {
    const path = typeof announce === 'string' ? ['announce'] : ['announce', queue]
    return keys.includes(prompt) ? [] : [unsaid(prompt, keys, language, path)]
  })
  inspection.add(recordingFile.path, problems)
}
