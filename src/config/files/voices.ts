// config/voices.yaml: who speaks what nobody has recorded, per language. Without the file the built-in voice does.
import Type, { type Static } from 'typebox'
import { durationMs } from '../../flows/duration.ts'
import type { Problem } from '../../flows/problem.ts'
import { DurationSchema, NameSchema } from '../../flows/written.ts'
import { type Told, told } from '../../told/told.ts'
import { configFile, named } from './config-file.ts'

export type VoiceConfig =
  /** espeak-ng. `voice`: one of its own names, e.g. vi-vn-x-south; `speed`: words a minute. */
  | { readonly kind: 'built-in'; readonly voice?: string; readonly speed?: number }
  /** Takes the text on standard input, gives a sound on standard output. */
  | { readonly kind: 'command'; readonly command: readonly string[]; readonly timeoutMs: number }
  /** Takes a POST with JSON, answers with a sound. `{text}` and `{language}` in `body` are filled in. */
  | {
      readonly kind: 'http'
      readonly url: string
      /** Name of the secret that is sent as a bearer token. */
      readonly secret?: string
      readonly body: Readonly<Record<string, string | number | boolean>>
      readonly timeoutMs: number
    }

const only = { additionalProperties: false }

const Espeak = Type.Object(
  {
    espeak: Type.String({
      pattern: '^[A-Za-z][A-Za-z0-9+-]{0,40}$',
      saying: 'a voice of espeak-ng, such as vi-vn-x-south',
    }),
    speed: Type.Optional(Type.Integer({ minimum: 80, maximum: 450, saying: 'words a minute, 80 to 450' })),
  },
  only,
)
const Command = Type.Object(
  {
    command: Type.Array(Type.String({ minLength: 1, maxLength: 1000 }), {
      minItems: 1,
      maxItems: 50,
      saying: 'a program and its arguments, such as [/opt/voice/speak, --language, vi]',
    }),
    timeout: Type.Optional(DurationSchema),
  },
  only,
)
const Http = Type.Object(
  {
    url: Type.String({
      pattern: '^https?://[^\\s]{1,900}$',
      saying: 'the address of a service, such as http://127.0.0.1:5002/speak',
    }),
    secret: Type.Optional(NameSchema),
    body: Type.Optional(
      Type.Record(
        Type.String({ minLength: 1, maxLength: 64 }),
        Type.Union([Type.String({ maxLength: 1000 }), Type.Number(), Type.Boolean()]),
        { maxProperties: 30 },
      ),
    ),
    timeout: Type.Optional(DurationSchema),
  },
  only,
)

const schema = Type.Record(
  Type.String({ pattern: '^[a-z]{2}$' }),
  Type.Object(
    {
      tts: Type.Union([Type.Literal('built-in'), Espeak, Command, Http], {
        saying: 'built-in, { espeak: … }, { command: […] } or { url: … }',
      }),
    },
    only,
  ),
  { additionalProperties: false, saying: 'a language of two letters, such as vi' },
)

type Written = Static<typeof schema>

export const voicesFile = configFile({
  path: 'config/voices.yaml',
  schema,
  whenEmpty: {},
  read(written): { value: Readonly<Record<string, VoiceConfig>>; problems: Problem[] } {
    const problems: Problem[] = []
    const voices = Object.entries(written).map(([language, { tts }]): [string, VoiceConfig] => {
      const voice = voiceIn(tts)
      problems.push(...problemsOf(language, voice))
      return [language, voice]
    })
    return { value: named(voices), problems }
  },
})

/** A caller waits for a text with values: nobody should for longer. */
const DEFAULT_TIMEOUT = '5s'
const LONGEST_MS = 60_000

function voiceIn(tts: Written[string]['tts']): VoiceConfig {
  if (tts === 'built-in') return { kind: 'built-in' }
  if ('espeak' in tts)
    return { kind: 'built-in', voice: tts.espeak, ...(tts.speed === undefined ? {} : { speed: tts.speed }) }
  const timeoutMs = durationMs(tts.timeout ?? DEFAULT_TIMEOUT)
  if ('command' in tts) return { kind: 'command', command: tts.command, timeoutMs }
  const { url, secret, body = { text: '{text}', language: '{language}' } } = tts
  return { kind: 'http', url, body, timeoutMs, ...(secret === undefined ? {} : { secret }) }
}

function problemsOf(language: string, voice: VoiceConfig): Problem[] {
  const problems: Problem[] = []
  const wrong = (key: string, sentence: Told, hint: Told) =>
    problems.push({ code: 'wrong-value', path: [language, 'tts', key], sentence, hint })
  if (voice.kind === 'built-in') return problems
  if (voice.timeoutMs < 100 || voice.timeoutMs > LONGEST_MS)
    wrong(
      'timeout',
      told`A voice may take between 100ms and 1m for a sentence.`,
      told`Write e.g. timeout: 5s.`,
    )
  if (voice.kind === 'command' && !voice.command[0]?.startsWith('/'))
    wrong(
      'command',
      told`"${voice.command[0] ?? ''}" is not the whole path of a program.`,
      told`Begin it with /.`,
    )
  if (voice.kind === 'http' && URL.parse(voice.url) === null)
    wrong('url', told`"${voice.url}" is no address.`, told`Write it like http://127.0.0.1:5002/speak.`)
  const speaks =
    voice.kind === 'http' && Object.values(voice.body).some(one => String(one).includes('{text}'))
  if (voice.kind === 'http' && !speaks)
    wrong('body', told`Nothing in it says the text.`, told`Put "{text}" where the service expects it.`)
  return problems
}
