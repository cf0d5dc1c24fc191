// What callers hear, as files that Asterisk can play: made anew when the configuration or a recording changes.
import { randomUUID } from 'node:crypto'
import { unwatchFile, watchFile } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Sound } from '../calls/commands.ts'
import type { Config, Named } from '../config/config-types.ts'
import type { Environment } from '../config/environment.ts'
import { BUILT_IN_PROMPTS } from '../config/files/prompts.ts'
import { VALUE_KEYS } from '../flows/speech/keys.ts'
import { mentionsOf } from '../flows/verbs/verbs.ts'
import type { Program } from '../runtime/programs.ts'
import { type Progress, silent } from '../runtime/progress.ts'
import { openPromptFiles } from '../runtime/prompt-files.ts'
import { currentTakes, readRecorded, recordedList } from '../runtime/recorded-prompts.ts'
import { convert, type VoicePrograms } from '../runtime/speak.ts'
import { openSpokenTexts } from '../runtime/spoken-texts.ts'
import { openVoices } from '../runtime/voices.ts'
import { readNamedSecret } from '../secrets/named-secret.ts'
import { foldersOf } from './addresses.ts'
import type { Premises } from './premises.ts'

export type Spoken = {
  /** Makes what callers meet first; the rest waits for fillIn() or for its moment. @throws VoiceProblem */
  speak(config: Config): Promise<void>
  /** @returns path without ending; the server's language stands in where the wanted one has no such prompt. */
  find(language: string, key: string): string | undefined
  /** The same for a text that was prepared. */
  text(language: string, text: string): string | undefined
  /** To be awaited before it is played; undefined: all of it is there, which is nearly always. */
  prepare(language: string, say: readonly Sound[]): Promise<void> | undefined
  /** Can telephones play it? `durationMs`: of what is heard, without the silence around it. */
  probe(recording: string): Promise<{ durationMs: number } | { why: string }>
  /** Makes what is missing. @returns whether everything is now as it should be. @throws VoiceProblem */
  fillIn(): Promise<boolean>
  /** Makes what is missing in the background from now on, and follows new recordings. */
  keepUp(): void
  close(): void
}

export type SpokenNews = {
  progress?: Progress
  /** A voice or a recording that does not do; never with what was to be said. */
  failed(news: { language?: string; why: string }): void
}

const WORDS = new Set(VALUE_KEYS)

/** The keeper is at it first; whatever it left, or a voice that was away then, is tried again. */
const FILL_AFTER_MS = 30_000
const LOOK_EVERY_MS = 1_000

/** Texts with values in them are many, and each is soon forgotten. */
const REMEMBERED_TEXTS = 1_000

export function openSpoken(
  { home }: Pick<Environment, 'home'>,
  { voice }: Pick<Premises, 'voice'>,
  { progress = silent, failed }: SpokenNews,
): Spoken {
  const folder = foldersOf(home).prompts
  const programs: VoicePrograms = { espeak: gentle(voice.espeak), sox: gentle(voice.sox) }
  const files = openPromptFiles(voice, folder, progress)
  const texts = openSpokenTexts(folder)
  let config: Config | undefined
  let fallback = ''
  let filling: NodeJS.Timeout | undefined
  let isKeepingUp = false

  const speak = async (next: Config) => {
    const recorded = currentTakes(home, await readRecorded(home))
    const secret = (name: string) => readNamedSecret(home, name)
    const speakers = (programs: VoicePrograms) =>
      openVoices({ programs, voices: next.voices, secret, failed })
    const [voices, gently] = [speakers(voice), speakers(programs)]
    const { prompts } = next
    const unusable = await files.use({
      prompts,
      recorded,
      voices,
      gently,
      isFirst: firstIn(next),
      words: WORDS,
    })
    for (const { recording, why } of unusable) failed({ why: `${recording} can't be played: ${why}` })
    await texts.use(voices, textsIn(next))
    config = next
    fallback = next.server.language
    if (isKeepingUp) fillLater(LOOK_EVERY_MS)
  }
  const fillIn = async () => {
    await texts.fillIn()
    return files.fillIn()
  }
  const fillLater = (afterMs: number) => {
    clearTimeout(filling)
    filling = setTimeout(async () => {
      const isWhole = await fillIn().catch(error => failed({ why: String(error) }))
      if (!isWhole && isKeepingUp) fillLater(FILL_AFTER_MS)
    }, afterMs)
    filling.unref()
  }
  /** By language and text; what it names is erased soon, so each saying asks anew. */
  const read = new Map<string, string>()
  const readText = async (language: string, text: string) => {
    const name = `${language} ${text}`
    const file = await texts
      .sayText(language, text)
      .catch(error => void failed({ language, why: String(error) }))
    if (file === undefined) return
    read.delete(name)
    read.set(name, file)
    if (read.size > REMEMBERED_TEXTS) read.delete(read.keys().next().value as string)
  }
  const languageOf = (language: string, key: string) => (files.has(language, key) ? language : fallback)

  return {
    speak,
    find: (language, key) => files.find(languageOf(language, key), key),
    text: (language, text) => read.get(`${language} ${text}`),
    prepare(language, say) {
      const keysIn = new Map<string, string[]>()
      const making: (Promise<void> | undefined)[] = []
      for (const sound of say) {
        if (typeof sound === 'string') {
          const spokenIn = languageOf(language, sound)
          const keys = keysIn.get(spokenIn)
          if (keys) keys.push(sound)
          else keysIn.set(spokenIn, [sound])
        } else if ('text' in sound) making.push(readText(language, sound.text))
      }
      for (const [spokenIn, keys] of keysIn) making.push(files.prepare(spokenIn, keys))
      const needed = making.filter(made => made !== undefined)
      return needed.length === 0 ? undefined : Promise.all(needed).then(() => {})
    },
    async probe(recording) {
      const tried = join(folder, `tried-${randomUUID()}`)
      try {
        const why = await convert(voice.sox, recording, tried, 'word')
        if (why !== undefined) return { why }
        return { durationMs: ((await stat(`${tried}.wav`)).size - 44) / 16 }
      } finally {
        await rm(`${tried}.wav`, { force: true })
      }
    },
    fillIn,
    keepUp() {
      isKeepingUp = true
      fillLater(FILL_AFTER_MS)
      watchFile(recordedList(home), { interval: LOOK_EVERY_MS, persistent: false }, () => {
        if (config) speak(config).catch(error => failed({ why: String(error) }))
      })
    },
    close() {
      isKeepingUp = false
      clearTimeout(filling)
      unwatchFile(recordedList(home))
      texts.close()
      files.close()
    },
  }
}

/**
 * What callers meet first: the flows that hotlines name, in the languages in which they are spoken, and the house's
 * own sentences. Which place in the line somebody has is asked later: only the first few are made at once.
 */
function firstIn({ flows, hotlines, server }: Config): (language: string, key: string) => boolean {
  const first = new Map<string, Set<string>>()
  const house = BUILT_IN_PROMPTS.filter(key => !/^position-([4-9]|\d\d)$/.test(key))
  const add = (language: string, keys: readonly string[]) =>
    first.set(language, new Set([...(first.get(language) ?? []), ...keys]))
  add(server.language, house)
  for (const { flow: name, language } of hotlines) {
    const steps = Object.values(flows[name]?.sections ?? {}).flat()
    const said = steps.flatMap(mentionsOf).flatMap(({ kind, name }) => (kind === 'prompt' ? [name] : []))
    add(language, [...house, ...said])
  }
  return (language, key) => first.get(language)?.has(key) ?? false
}

/** Texts without values are the same for everybody: they are made beforehand, in the languages of their flow. */
function textsIn({ flows, hotlines, queues, server }: Config): Named<readonly string[]> {
  const texts: Record<string, string[]> = {}
  for (const flow of Object.values(flows)) {
    const languages = new Set(
      hotlines.filter(hotline => hotline.flow === flow.name).map(hotline => hotline.language),
    )
    languages.add(flow.language ?? server.language)
    for (const step of Object.values(flow.sections).flat())
      for (const { kind, name } of mentionsOf(step))
        if (kind === 'text' && !name.includes('{'))
          for (const language of languages) texts[language] = [...(texts[language] ?? []), name]
  }
  // What queues say is heard in any language that a call may have.
  const said = Object.values(queues).flatMap(({ whisper = [], found = [], announce }) => [
    ...[...whisper, ...found, ...announce.say],
  ])
  for (const one of said)
    if (typeof one !== 'string')
      for (const language of new Set([server.language, ...hotlines.map(hotline => hotline.language)]))
        texts[language] = [...(texts[language] ?? []), one.text]
  return texts
}

/** Nobody waits for it: calls go first. */
function gentle({ command, args, env }: Program): Program {
  return { command: 'nice', args: ['-n', '10', command, ...args], env }
}
