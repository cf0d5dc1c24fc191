// Who speaks a language: the voice that the owner named, and the built-in one when that does not answer.
import { rm, writeFile } from 'node:fs/promises'
import type { Named } from '../config/config-types.ts'
import type { VoiceConfig } from '../config/files/voices.ts'
import { convert, type Shape, speak, VoiceProblem, type VoicePrograms, voiceOf } from './speak.ts'
import { soundByCommand } from './voice-command.ts'
import { soundByHttp } from './voice-http.ts'

export type Voice = {
  /** What must be different where the same text would sound different. */
  readonly identity: readonly unknown[]
  /** Speaks into `file`.wav, which appears whole or not at all. @throws VoiceProblem */
  say(text: string, file: string, shape: Shape): Promise<void>
}

export type Voices = {
  /** The owner's choice; while that rests after a failure, or if he made none, the built-in voice. */
  of(language: string): Voice
  builtIn(language: string): Voice
  /** Is another voice than the built-in one wanted? Its sounds are made when there is time. */
  isForeign(language: string): boolean
  /** It failed: for a while the built-in voice speaks. */
  rest(language: string, problem: VoiceProblem): void
}

export type VoiceParts = {
  programs: VoicePrograms
  voices: Named<VoiceConfig>
  /** @throws Error whose message may be told */
  secret(name: string): Promise<string>
  /** Told once per failure, never with the text. */
  failed(news: { language: string; why: string }): void
}

/** So long nobody waits for a voice that has just failed. */
const REST_MS = 60_000

export function openVoices({ programs, voices, secret, failed }: VoiceParts): Voices {
  const restingUntil = new Map<string, number>()
  const builtIn = (language: string): Voice => {
    const config = voices[language]
    const own = config?.kind === 'built-in' ? config : undefined
    const standard = voiceOf(language)
    const voice = { voice: own?.voice ?? standard.voice, speed: own?.speed ?? standard.speed }
    return { identity: [voice], say: (text, file, shape) => speak(programs, voice, text, file, shape) }
  }
  const foreign = (language: string): Voice | undefined => {
    const config = voices[language]
    if (!config || config.kind === 'built-in') return undefined
    const sound = (text: string) =>
      config.kind === 'command'
        ? soundByCommand(config, text)
        : soundByHttp(config, { text, language }, secret)
    const { timeoutMs: _, ...identity } = config
    return {
      identity: [identity],
      say: async (text, file, shape) => store(programs, await sound(text), file, shape),
    }
  }
  const isForeign = (language: string) => (voices[language]?.kind ?? 'built-in') !== 'built-in'
  return {
    builtIn,
    isForeign,
    of: language =>
      (restingUntil.get(language) ?? 0) > performance.now()
        ? builtIn(language)
        : (foreign(language) ?? builtIn(language)),
    rest(language, problem) {
      restingUntil.set(language, performance.now() + REST_MS)
      failed({ language, why: problem.sentence })
    },
  }
}

/** What came may be any sound; telephones get theirs. */
async function store(programs: VoicePrograms, sound: Buffer, file: string, shape: Shape): Promise<void> {
  const raw = `${file}.${process.pid}.raw`
  try {
    await writeFile(raw, sound)
    const why = await convert(programs.sox, raw, file, shape)
    if (why !== undefined) throw new VoiceProblem(`What the voice answered is no sound: ${why}.`)
  } finally {
    await rm(raw, { force: true })
  }
}
