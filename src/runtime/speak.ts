// How espeak-ng and sox are asked for one sound file.
import { chmod, rename, rm } from 'node:fs/promises'
import type { Program } from './programs.ts'
import { lastWords, runCommand } from './run-command.ts'

export type VoicePrograms = { readonly espeak: Program; readonly sox: Program }

export type Voice = { readonly voice: string; readonly speed: number }

/** Names of espeak-ng's voices and words a minute, where they differ from the language and 150. */
const VOICES: Readonly<Record<string, Voice>> = {
  vi: { voice: 'vi', speed: 150 },
  en: { voice: 'en-us', speed: 155 },
}

/** What telephones carry: 8 kHz, mono, 16 bit. */
const TELEPHONE = ['-r', '8000', '-c', '1', '-b', '16', '-e', 'signed-integer']
/** Silence off both ends. */
const TRIMMED = ['silence', '1', '0.02', '0.3%', 'reverse', 'silence', '1', '0.02', '0.3%', 'reverse']
const LOUD = [...TRIMMED, 'gain', '-n', '-3']

/** `word`: a piece of a number or a date, which the next one follows closely. */
export type Shape = 'sentence' | 'word'

const EFFECTS: Readonly<Record<Shape, readonly string[]>> = {
  sentence: [...LOUD, 'pad', '0.05', '0.15'],
  word: [...LOUD, 'pad', '0.01', '0.05'],
}

export function voiceOf(language: string): Voice {
  return VOICES[language] ?? { voice: language, speed: 150 }
}

/** `sentence` says what is wrong, `hint` what to do about it. */
export class VoiceProblem extends Error {
  readonly code = 'voice-failed'
  readonly sentence: string
  readonly hint = 'Is the disk full, or the language one that espeak-ng does not speak? Then start again.'

  constructor(sentence: string) {
    super(sentence)
    this.name = 'VoiceProblem'
    this.sentence = sentence
  }
}

/**
 * Says a sentence into `file`.wav, which appears whole or not at all.
 * @throws VoiceProblem
 */
export async function speak(
  programs: VoicePrograms,
  { voice, speed }: Voice,
  sentence: string,
  file: string,
  shape: Shape = 'sentence',
): Promise<void> {
  const spoken = `${file}.${process.pid}.spoken.wav`
  try {
    // The sentence goes in by standard input, where nothing in it can be taken for an option.
    const args = ['-v', voice, '-s', String(speed), '-b', '1', '--stdin', '-w', spoken]
    const result = await run(programs.espeak, args, sentence)
    if (result.code !== 0)
      throw new VoiceProblem(
        `espeak-ng can't say a prompt: it ended with ${result.code} (${lastWords(result)}).`,
      )
    const why = await convert(programs.sox, spoken, file, shape)
    if (why !== undefined) throw new VoiceProblem(`A spoken prompt can't be stored: ${why}.`)
  } finally {
    await rm(spoken, { force: true })
  }
}

/** Turns any sound into `to`.wav for telephones. @returns why it did not work; undefined when the file is there, whole. */
export async function convert(
  sox: Program,
  from: string,
  to: string,
  shape: Shape = 'sentence',
): Promise<string | undefined> {
  const part = `${to}.${process.pid}.part.wav`
  try {
    const result = await run(sox, ['-V1', '-R', from, ...TELEPHONE, part, ...EFFECTS[shape]])
    if (result.code !== 0) return `sox ended with ${result.code} (${lastWords(result)})`
    await chmod(part, 0o644)
    await rename(part, `${to}.wav`)
    return undefined
  } finally {
    await rm(part, { force: true })
  }
}

function run(program: Program, args: readonly string[], input?: string) {
  return runCommand(program.command, [...program.args, ...args], {
    env: { ...program.env },
    ...(input === undefined ? {} : { input }),
  })
}
