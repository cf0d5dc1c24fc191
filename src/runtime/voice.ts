// The built-in voice: makes the sound file of each prompt that has none yet, from its sentence or from the
// owner's recording. Files are named by what they were made from, so that the versions of a configuration
// that live calls still use keep theirs, and a second look at the same tree makes nothing.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Named, Prompts } from '../config/config-types.ts'
import type { Progress } from './progress.ts'
import { convert, speak, type VoicePrograms, voiceOf } from './speak.ts'

/** To be raised when the same text would sound different: everything is made anew then. */
const RECIPE = 'v1'

/** Two cores are what a small machine has. */
const AT_ONCE = 2

export type Rendered = {
  /** language → key → absolute path without ending, as Asterisk's `sound:` takes it. */
  readonly sounds: Named<Named<string>>
  /** Recordings that are no sound; their sentence is spoken instead, if there is one. */
  readonly unusable: readonly { readonly recording: string; readonly why: string }[]
}

type Job = { language: string; key: string; sentence?: string; recording?: string }

/**
 * Makes what is missing; safe to run in two processes at once.
 * @param folder where the sound files are kept; Asterisk must be able to read it.
 * @throws VoiceProblem when espeak-ng or sox does not do its work; the prompts made so far are kept.
 */
export async function renderPrompts(wanted: {
  programs: VoicePrograms
  prompts: Prompts
  folder: string
  progress: Progress
}): Promise<Rendered> {
  const { programs, folder, progress } = wanted
  const jobs = jobsOf(wanted.prompts)
  const sounds: Record<string, Record<string, string>> = Object.create(null)
  const unusable: { recording: string; why: string }[] = []
  const startedAt = performance.now()
  let made = 0
  let done = 0

  const render = async (job: Job): Promise<string | undefined> => {
    if (job.recording) {
      const file = join(folder, job.language, `${job.key}-${await hashOfFile(job.recording)}`)
      if (await exists(`${file}.wav`)) return file
      const why = await convert(programs.sox, job.recording, file)
      if (why === undefined) made++
      else unusable.push({ recording: job.recording, why })
      if (why === undefined) return file
    }
    if (job.sentence === undefined) return undefined
    const voice = voiceOf(job.language)
    const hash = shortHash(createHash('sha256').update(JSON.stringify([RECIPE, voice, job.sentence])))
    const file = join(folder, job.language, `${job.key}-${hash}`)
    if (await exists(`${file}.wav`)) return file
    await speak(programs, voice, job.sentence, file)
    made++
    return file
  }

  for (const language of new Set(jobs.map(job => job.language)))
    await mkdir(join(folder, language), { recursive: true, mode: 0o755 })
  const waiting = jobs.values()
  const worker = async () => {
    for (const job of waiting) {
      const file = await render(job)
      done++
      if (made > 0) progress({ sentence: 'Speaking the prompts', percent: (100 * done) / jobs.length })
      sounds[job.language] ??= Object.create(null) as Record<string, string>
      if (file !== undefined) sounds[job.language]![job.key] = file
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  if (made > 0) progress({ sentence: 'Speaking the prompts', doneMs: performance.now() - startedAt })
  return { sounds, unusable }
}

function jobsOf(prompts: Prompts): Job[] {
  const jobs = new Map<string, Job>()
  for (const [language, sentences] of Object.entries(prompts.sentences))
    for (const [key, sentence] of Object.entries(sentences))
      jobs.set(`${language}/${key}`, { language, key, sentence })
  for (const [language, recordings] of Object.entries(prompts.recordings))
    for (const [key, recording] of Object.entries(recordings))
      jobs.set(`${language}/${key}`, { ...jobs.get(`${language}/${key}`), language, key, recording })
  return [...jobs.values()]
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}

async function hashOfFile(file: string): Promise<string> {
  const hash = createHash('sha256').update(RECIPE)
  for await (const chunk of createReadStream(file)) hash.update(chunk)
  return shortHash(hash)
}

function shortHash(hash: ReturnType<typeof createHash>): string {
  return hash.digest('hex').slice(0, 12)
}
