// The prompts as files that Asterisk can play, rendered or recorded; made anew when the configuration changes.
import type { Config } from '../config/config-types.ts'
import type { Environment } from '../config/environment.ts'
import { type Progress, silent } from '../runtime/progress.ts'
import { type Rendered, renderPrompts } from '../runtime/voice.ts'
import { foldersOf } from './addresses.ts'
import type { Premises } from './premises.ts'

export type Spoken = {
  /** Renders what is missing. @throws VoiceProblem */
  speak(config: Config): Promise<void>
  /** @returns path without ending; the server's language stands in where the wanted one has no such prompt. */
  find(language: string, key: string): string | undefined
}

export function openSpoken({ home }: Environment, { voice }: Premises, progress: Progress = silent): Spoken {
  let sounds: Rendered['sounds'] = {}
  let fallback = ''
  return {
    async speak({ prompts, server }) {
      const rendered = await renderPrompts({
        programs: voice,
        prompts,
        folder: foldersOf(home).prompts,
        progress,
      })
      sounds = rendered.sounds
      fallback = server.language
    },
    find: (language, key) => sounds[language]?.[key] ?? sounds[fallback]?.[key],
  }
}
