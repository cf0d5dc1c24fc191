// The library of prompts: what callers hear in each language, who said it last, what is missing. Recordings made here
// lie in the state folder and win over sounds/, which is the owner's; sentences are files of the configuration and
// change by a publication, like any of them.
import { stat } from 'node:fs/promises'
import type { Sound } from '../calls/commands.ts'
import type { Named } from '../config/config-types.ts'
import { type Config, checkTree, readTree } from '../config.ts'
import { Problem } from '../http/problem.ts'
import { readRecorded, type Take, writeRecorded } from '../runtime/recorded-prompts.ts'
import { studioCodes } from '../trunks/star-codes.ts'
import type { Configuration } from './configuration.ts'
import {
  groupOf,
  keysIn,
  languagesIn,
  type PromptEntry,
  type PromptInLanguage,
  type PromptPlace,
  sourceOf,
} from './prompt-list.ts'
import { kindOfSound, storeTake, withoutOldTakes } from './prompt-takes.ts'
import { withSentence } from './prompt-text.ts'

/** What speaks here; filled by house/spoken.ts. */
export type Speaker = {
  /** @throws VoiceProblem */
  speak(config: Config): Promise<void>
  find(language: string, key: string): string | undefined
  prepare(language: string, say: readonly Sound[]): Promise<void> | undefined
  text(language: string, text: string): string | undefined
  /** Can telephones play it? */
  probe(recording: string): Promise<{ durationMs: number } | { why: string }>
}

export type PromptLibrary = {
  /** `studio`: language → what our own phones dial to record in it. */
  list(): Promise<{ languages: string[]; studio: Named<string>; prompts: PromptEntry[] }>
  /** @returns a WAV file as callers hear it. @throws Problem 404 */
  sound(place: PromptPlace): Promise<string>
  /** @returns a WAV file. @throws Problem 503 when no voice speaks */
  say(language: string, text: string): Promise<string>
  /** @throws Problem 404, 422 */
  record(place: PromptPlace, sound: Buffer, who: { by: string; from: Take['from'] }): Promise<void>
  /** The owner's file or the voice is heard again. @throws Problem 404 */
  remove(place: PromptPlace, by: string): Promise<void>
  /** Takes the last change of the recording back. @throws Problem 404 */
  undo(place: PromptPlace): Promise<void>
  /** Publishes. @throws Problem as a publication does */
  write(place: PromptPlace, text: string, by: string): Promise<void>
  /** Of a number as the studio is given it. */
  keyOf(number: number): Promise<string | undefined>
}

export type PromptLibraryParts = {
  home: string
  configRoot: string
  config: Config
  configuration: Pick<Configuration, 'read' | 'publish'>
  speaker: Speaker | undefined
}

/** Short ones are easily dialled by mistake. */
const FIRST_NUMBER = 101

export function openPromptLibrary(parts: PromptLibraryParts): PromptLibrary {
  const { home, configRoot, configuration } = parts
  let last: Promise<unknown> = Promise.resolve()
  let known = { hash: '', config: parts.config }
  let isLearnt = false

  return {
    async list() {
      const { prompts, server } = await current()
      const [keys, languages] = [keysIn(prompts), languagesIn(prompts)]
      const { takes, numbers } = await numbered(keys)
      const entries = keys.map(async key => {
        const told = languages.map(async language => {
          const place = { language, key }
          return [language, await inLanguage(place, prompts, takes[language]?.[key] ?? [])] as const
        })
        return {
          key,
          number: numbers[key]!,
          group: groupOf(key),
          languages: Object.fromEntries(await Promise.all(told)),
        }
      })
      const studio = studioCodes(server.studioCode, languages, server.language)
      return { languages, studio, prompts: await Promise.all(entries) }
    },

    async sound(place) {
      const { prompts } = await current()
      const { takes } = await readRecorded(home)
      const isThere = sourceOf(place, prompts, takes[place.language]?.[place.key]) !== 'missing'
      await speaker().prepare(place.language, [place.key])
      const file = isThere ? speaker().find(place.language, place.key) : undefined
      if (file === undefined) throw noSuchPrompt()
      return `${file}.wav`
    },

    async say(language, text) {
      await current()
      await speaker().prepare(language, [{ text }])
      const file = speaker().text(language, text)
      if (file === undefined) throw new Problem(503, 'no-voice', 'No voice speaks this language now.')
      return `${file}.wav`
    },

    record: (place, sound, { by, from }) =>
      inTurn(async () => {
        await refuseUnknown(place)
        const kind = kindOfSound(sound)
        if (!kind) throw new Problem(422, 'no-sound', 'This is no WAV, MP3, OGG or FLAC file.')
        const stored = await storeTake(home, place, sound, kind)
        const probed = await speaker().probe(stored.path)
        if ('why' in probed || probed.durationMs < 100) {
          await stored.discard()
          throw new Problem(422, 'no-sound', 'Nothing can be heard in this file.')
        }
        await addTake(place, { file: stored.name, at: new Date().toISOString(), by, from })
      }),

    remove: (place, by) =>
      inTurn(async () => {
        const { takes } = await readRecorded(home)
        if (takes[place.language]?.[place.key]?.[0]?.file === undefined) throw notRecorded()
        await addTake(place, { at: new Date().toISOString(), by, from: 'upload' })
      }),

    undo: place =>
      inTurn(async () => {
        const { takes } = await readRecorded(home)
        const [newest, ...older] = takes[place.language]?.[place.key] ?? []
        if (!newest) throw notRecorded()
        await setTakes(place, older)
      }),

    async write({ language, key }, text, by) {
      const { published, files } = await configuration.read()
      await configuration.publish({
        ...{ base: published, by, comment: `${language}/${key}` },
        files: withSentence(files, { language, key }, text),
      })
      await current()
    },

    async keyOf(number) {
      const { numbers } = await numbered(keysIn((await current()).prompts))
      return Object.keys(numbers).find(key => numbers[key] === number)
    },
  }

  function speaker(): Speaker {
    if (parts.speaker) return parts.speaker
    throw new Problem(503, 'no-voice', 'No voice speaks this language now.')
  }

  /** One after another: two uploads must not lose each other's take. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = last.then(work)
    last = result.catch(() => {})
    return result
  }

  /** The files as they are on the disk; with mistakes in them, as they were without. */
  async function current(): Promise<Config> {
    const tree = await readTree(configRoot)
    if (tree.hash !== known.hash) {
      known = { hash: tree.hash, config: checkTree(tree).config ?? known.config }
      isLearnt = false
    }
    if (!isLearnt) await parts.speaker?.speak(known.config)
    isLearnt = true
    return known.config
  }

  async function inLanguage(
    place: PromptPlace,
    prompts: Config['prompts'],
    takes: readonly Take[],
  ): Promise<PromptInLanguage> {
    const source = sourceOf(place, prompts, takes)
    const text = prompts.sentences[place.language]?.[place.key]
    const file = source === 'missing' ? undefined : parts.speaker?.find(place.language, place.key)
    const durationMs = file === undefined ? undefined : await durationOf(`${file}.wav`)
    return {
      source,
      ...(text !== undefined && { text }),
      ...(durationMs !== undefined && { durationMs }),
      ...(takes[0] && { take: takes[0] }),
      takes: takes.length,
    }
  }

  async function numbered(keys: readonly string[]) {
    const recorded = await readRecorded(home)
    const fresh = keys.filter(key => recorded.numbers[key] === undefined)
    if (fresh.length === 0) return recorded
    return inTurn(async () => {
      const { takes, numbers } = await readRecorded(home)
      const all: Record<string, number> = { ...numbers }
      let next = Math.max(FIRST_NUMBER - 1, ...Object.values(all)) + 1
      for (const key of fresh) all[key] ??= next++
      await writeRecorded(home, { takes, numbers: all })
      return { takes, numbers: all }
    })
  }

  async function addTake(place: PromptPlace, take: Take): Promise<void> {
    const { takes } = await readRecorded(home)
    await setTakes(place, [take, ...(takes[place.language]?.[place.key] ?? [])])
  }

  async function setTakes({ language, key }: PromptPlace, list: readonly Take[]): Promise<void> {
    const { takes, numbers } = await readRecorded(home)
    const kept = { ...takes, [language]: { ...takes[language], [key]: list } }
    await writeRecorded(home, { takes: await withoutOldTakes(home, kept, { language, key }), numbers })
    await parts.speaker?.speak(await current())
  }

  async function refuseUnknown({ key }: PromptPlace): Promise<void> {
    const { prompts } = await current()
    if (!keysIn(prompts).includes(key)) throw noSuchPrompt()
  }
}

/** Of a sound for telephones: 8 kHz, 16 bit, mono. */
async function durationOf(file: string): Promise<number | undefined> {
  const facts = await stat(file).catch(() => undefined)
  return facts && Math.max(0, Math.round((facts.size - 44) / 16))
}

function noSuchPrompt(): Problem {
  return new Problem(404, 'no-such-prompt', 'There is no such prompt in this language. Write its text first.')
}

function notRecorded(): Problem {
  return new Problem(404, 'not-recorded', 'Nothing was recorded here for this prompt.')
}
