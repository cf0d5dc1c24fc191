// Prompts as files that Asterisk can play: recorded, or spoken. What callers meet first is made at once; the rest
// (numbers, what only some flows say) in the background or in the moment in which it is needed. Files are named by
// what they were made from, so that the versions of a configuration that live calls still use keep theirs.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Named, Prompts } from '../config/config-types.ts'
import type { Progress } from './progress.ts'
import { convert, type Shape, VoiceProblem, type VoicePrograms } from './speak.ts'
import type { Voice, Voices } from './voices.ts'

/** To be raised when the same text would sound different: everything is made anew then. */
const RECIPE = 'v1'

/** Two cores are what a small machine has. */
const AT_ONCE = 2

export type Wanted = {
  readonly prompts: Prompts
  /** language → key → recordings made in the running house; they win over those of the tree. */
  readonly recorded: Named<Named<string>>
  readonly voices: Voices
  /** The same ones, for whom nobody waits. */
  readonly gently: Voices
  /** What callers meet first; the rest is made later. */
  isFirst(language: string, key: string): boolean
  /** Are pieces of numbers and dates. */
  readonly words: ReadonlySet<string>
}

export type Unusable = { readonly recording: string; readonly why: string }

export type PromptFiles = {
  /**
   * From now on these. Resolves when what is first is there; the earlier ones go on meanwhile.
   * @returns recordings that are no sound; their sentence is spoken instead, if there is one.
   * @throws VoiceProblem when the built-in voice does not do its work; what was made so far is kept.
   */
  use(wanted: Wanted): Promise<readonly Unusable[]>
  /** @returns path without ending, as Asterisk's `sound:` takes it; undefined: not there, or not yet (prepare). */
  find(language: string, key: string): string | undefined
  /** Makes what find() would not have. @returns undefined when all of it is there, which is nearly always. */
  prepare(language: string, keys: readonly string[]): Promise<void> | undefined
  /** Makes what is missing, one after the other, gently. @returns whether everything is now as it should be */
  fillIn(): Promise<boolean>
  /** Is there anything to say? */
  has(language: string, key: string): boolean
  /** Lets fillIn() end. */
  close(): void
}

type Entry = {
  readonly language: string
  readonly key: string
  readonly shape: Shape
  readonly sentence: string | undefined
  readonly recordings: readonly string[]
  file?: string
  /** Nothing better can be made of it. */
  isBest?: boolean
}

/** @param folder where the sound files are kept; Asterisk must be able to read it. */
export function openPromptFiles(programs: VoicePrograms, folder: string, progress: Progress): PromptFiles {
  let entries: Named<Named<Entry>> = {}
  let voices: Voices | undefined
  let gently: Voices | undefined
  const making = new Map<Entry, Promise<void>>()

  return {
    async use(wanted) {
      const next = entriesOf(wanted)
      const all = listed(next)
      const unusable: Unusable[] = []
      for (const language of Object.keys(next))
        await mkdir(join(folder, language), { recursive: true, mode: 0o755 })
      const startedAt = performance.now()
      const urgent = all.filter(({ language, key }) => wanted.isFirst(language, key))
      const rest = all.filter(({ language, key }) => !wanted.isFirst(language, key))
      let made = 0
      let done = 0
      const waiting = urgent.values()
      const worker = async () => {
        for (const entry of waiting) {
          if (await settle(entry, wanted.voices, 'built-in', unusable)) made++
          done++
          if (made > 0) progress({ sentence: 'Speaking the prompts', percent: (100 * done) / urgent.length })
        }
      }
      await Promise.all(Array.from({ length: AT_ONCE }, worker))
      for (const entry of rest) await settle(entry, wanted.voices, 'look', unusable)
      if (made > 0) progress({ sentence: 'Speaking the prompts', doneMs: performance.now() - startedAt })
      entries = next
      voices = wanted.voices
      gently = wanted.gently
      return unusable
    },
    find: (language, key) => entries[language]?.[key]?.file,
    has: (language, key) => entries[language]?.[key] !== undefined,
    prepare(language, keys) {
      const lacking = keys.flatMap(key => {
        const entry = entries[language]?.[key]
        return entry && entry.file === undefined ? [entry] : []
      })
      return lacking.length === 0 ? undefined : Promise.all(lacking.map(makeNow)).then(() => {})
    },
    async fillIn() {
      const [mine, speakers] = [entries, gently]
      if (!speakers) return false
      for (const entry of listed(mine)) {
        if (entry.isBest) continue
        await settle(entry, speakers, 'best', [])
        // Another configuration has come: its own round begins.
        if (entries !== mine) return false
      }
      return listed(mine).every(entry => entry.isBest)
    },
    close() {
      entries = {}
    },
  }

  /** Twice asked for is made once. */
  function makeNow(entry: Entry): Promise<void> {
    const running = making.get(entry)
    if (running || !voices) return running ?? Promise.resolve()
    // Who fails here has no sound to play: the call goes on without it, and the log has the reason.
    const made = settle(entry, voices, 'built-in', [])
      .then(
        () => {},
        () => {},
      )
      .finally(() => making.delete(entry))
    making.set(entry, made)
    return made
  }

  /**
   * Finds or makes an entry's file. @param effort `look`: makes nothing; `built-in`: by the voice that is always
   * there, unless the wanted one has spoken already; `best`: by the wanted one. @returns whether something was made
   */
  async function settle(
    entry: Entry,
    speakers: Voices,
    effort: 'look' | 'built-in' | 'best',
    unusable: Unusable[],
  ): Promise<boolean> {
    const { language, key, sentence, shape } = entry
    for (const recording of entry.recordings) {
      const file = join(folder, language, `${key}-${await hashOfFile(recording, shape)}`)
      const isThere = await exists(file)
      if (!isThere && effort === 'look') return false
      const why = isThere ? undefined : await convert(programs.sox, recording, file, shape)
      if (why === undefined) {
        Object.assign(entry, { file, isBest: true })
        return !isThere
      }
      unusable.push({ recording, why })
    }
    if (sentence === undefined) {
      entry.isBest = true
      return false
    }
    const fileOf = (voice: Voice) => join(folder, language, `${key}-${spokenHash(voice, sentence, shape)}`)
    const [wanted, builtIn] = [speakers.of(language), speakers.builtIn(language)]
    const [best, other] = [fileOf(wanted), fileOf(builtIn)]
    const isForeign = speakers.isForeign(language)
    if (await exists(best)) {
      Object.assign(entry, { file: best, isBest: best !== other || !isForeign })
      return false
    }
    if (effort === 'look') return false
    if (effort === 'best' && best !== other) {
      const failed = await wanted.say(sentence, best, shape).then(
        () => undefined,
        error => problemOf(error),
      )
      if (failed) speakers.rest(language, failed)
      else Object.assign(entry, { file: best, isBest: true })
      if (!failed) return true
    }
    const isThere = await exists(other)
    if (!isThere) await builtIn.say(sentence, other, shape)
    Object.assign(entry, { file: other, isBest: !isForeign })
    return !isThere
  }
}

function problemOf(error: unknown): VoiceProblem {
  if (error instanceof VoiceProblem) return error
  throw error
}

function listed(entries: Named<Named<Entry>>): Entry[] {
  return Object.values(entries).flatMap(keys => Object.values(keys))
}

function entriesOf({ prompts, recorded, words }: Wanted): Named<Named<Entry>> {
  const entries: Record<string, Record<string, Entry>> = Object.create(null)
  const sources = [prompts.sentences, prompts.recordings, recorded]
  for (const language of new Set(sources.flatMap(source => Object.keys(source)))) {
    const keys = new Set(sources.flatMap(source => Object.keys(source[language] ?? {})))
    entries[language] = Object.create(null) as Record<string, Entry>
    for (const key of keys) {
      const recordings = [recorded[language]?.[key], prompts.recordings[language]?.[key]]
      entries[language][key] = {
        ...{ language, key, shape: words.has(key) ? 'word' : 'sentence' },
        sentence: prompts.sentences[language]?.[key],
        recordings: recordings.filter(recording => recording !== undefined),
      }
    }
  }
  return entries
}

export async function exists(file: string): Promise<boolean> {
  return access(`${file}.wav`).then(
    () => true,
    () => false,
  )
}

async function hashOfFile(file: string, shape: Shape): Promise<string> {
  const hash = createHash('sha256').update(shape === 'word' ? `${RECIPE} word` : RECIPE)
  try {
    for await (const chunk of createReadStream(file)) hash.update(chunk)
  } catch {
    // A recording that is gone names itself as unusable when it is converted.
    hash.update(file)
  }
  return hash.digest('hex').slice(0, 12)
}

/** The name of what this voice would make of it. */
export function spokenHash({ identity }: Voice, text: string, shape: Shape): string {
  const made = [RECIPE, ...identity, text, ...(shape === 'word' ? [shape] : [])]
  return createHash('sha256').update(JSON.stringify(made)).digest('hex').slice(0, 12)
}
