// Texts that a flow says without a prompt: those known beforehand are kept like prompts; those with values in them
// are about a person, are spoken in the moment in which they are needed, and are erased soon after.
import { mkdir, readdir, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import type { Named } from '../config/config-types.ts'
import { exists, spokenHash } from './prompt-files.ts'
import { VoiceProblem } from './speak.ts'
import type { Voice, Voices } from './voices.ts'

/** Longer than any prompt plays; a text said again meanwhile lives on. */
const KEPT_MS = 10 * 60_000
const SWEEP_EVERY_MS = 60_000
const LONGEST = 1_000

export type SpokenTexts = {
  /** From now on these voices, and these texts (language → texts) are known. Pre-renders nothing by itself. */
  use(voices: Voices, known: Named<readonly string[]>): Promise<void>
  /**
   * Speaks a text, unless it is there already.
   * @returns path without ending, as Asterisk's `sound:` takes it; undefined: nothing to say, or no voice says it.
   */
  sayText(language: string, text: string): Promise<string | undefined>
  /** Makes the known ones that are missing. */
  fillIn(): Promise<void>
  close(): void
}

/** @param folder of the prompts; Asterisk must be able to read it. */
export function openSpokenTexts(folder: string): SpokenTexts {
  const passing = join(folder, 'passing')
  const making = new Map<string, Promise<string | undefined>>()
  let voices: Voices | undefined
  let known: Named<ReadonlySet<string>> = {}
  const timer = setInterval(() => void sweep(passing, Date.now() - KEPT_MS), SWEEP_EVERY_MS)
  timer.unref()

  return {
    async use(speakers, texts) {
      voices = speakers
      known = Object.fromEntries(
        Object.entries(texts).map(([language, list]) => [language, new Set(list.map(plain))]),
      )
      for (const language of Object.keys(known))
        await mkdir(join(folder, language), { recursive: true, mode: 0o755 })
      await mkdir(passing, { recursive: true, mode: 0o755 })
      await sweep(passing, Date.now() - KEPT_MS)
    },
    sayText,
    async fillIn() {
      for (const [language, texts] of Object.entries(known))
        for (const text of texts) await sayText(language, text)
    },
    close: () => clearInterval(timer),
  }

  async function sayText(language: string, written: string): Promise<string | undefined> {
    const text = plain(written)
    if (text === '' || !voices) return undefined
    const speakers = voices
    const made = await spoken(language, text, speakers.of(language), problem =>
      speakers.rest(language, problem),
    )
    if (made !== undefined || !speakers.isForeign(language)) return made
    return spoken(language, text, speakers.builtIn(language), () => {})
  }

  /** Twice asked for at once is made once. */
  function spoken(language: string, text: string, voice: Voice, failed: (problem: VoiceProblem) => void) {
    const hash = spokenHash(voice, text, 'sentence')
    const isKnown = known[language]?.has(text) ?? false
    const file = isKnown ? join(folder, language, `text-${hash}`) : join(passing, `${language}-${hash}`)
    const running = making.get(file)
    if (running) return running
    const made = make(file, text, voice, failed).finally(() => making.delete(file))
    making.set(file, made)
    return made
  }

  async function make(file: string, text: string, voice: Voice, failed: (problem: VoiceProblem) => void) {
    if (await exists(file)) {
      const now = new Date()
      await utimes(`${file}.wav`, now, now).catch(() => {})
      return file
    }
    try {
      await voice.say(text, file, 'sentence')
      return file
    } catch (error) {
      if (!(error instanceof VoiceProblem)) throw error
      failed(error)
      return undefined
    }
  }
}

function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, LONGEST)
}

/** Erases what was last said before this moment (epoch ms). */
async function sweep(folder: string, before: number): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const file = join(folder, name)
    const facts = await stat(file).catch(() => undefined)
    if (facts && facts.mtimeMs < before) await rm(file, { force: true })
  }
}
