// The prompts as files that Asterisk can play, rendered or recorded; made anew when the configuration changes.
import type { Config } from '../config/config-types.ts'
import type { Environment } from '../config/environment.ts'
import { type Progress, silent } from '../runtime/progress.ts'
import { type Rendered, readText, renderPrompts } from '../runtime/voice.ts'
import { foldersOf } from './addresses.ts'
import type { Premises } from './premises.ts'

export type Spoken = {
  /** Renders what is missing. @throws VoiceProblem */
  speak(config: Config): Promise<void>
  /** @returns path without ending; the server's language stands in where the wanted one has no such prompt. */
  find(language: string, key: string): string | undefined
  /** Has a text read by the voice. Resolves also when it can't; then there is nothing to find. */
  read(language: string, text: string): Promise<void>
  /** @returns path without ending of a text that was read. */
  text(language: string, text: string): string | undefined
}

/** Texts with values in them are many, and each is soon forgotten. */
const REMEMBERED_TEXTS = 1_000

export function openSpoken({ home }: Environment, { voice }: Premises, progress: Progress = silent): Spoken {
  let sounds: Rendered['sounds'] = {}
  let fallback = ''
  /** By language and text. */
  const texts = new Map<string, string>()
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
    async read(language, text) {
      const name = `${language} ${text}`
      if (texts.has(name)) return
      const file = await readText({ programs: voice, folder: foldersOf(home).prompts, language, text })
      if (file === undefined) return
      texts.set(name, file)
      if (texts.size > REMEMBERED_TEXTS) texts.delete(texts.keys().next().value as string)
    },
    text: (language, text) => texts.get(`${language} ${text}`),
  }
}
