// config/sends.yaml: what flows may send, to another system or by e-mail. Without the file there is nothing.
import Type, { type Static } from 'typebox'
import type { Problem } from '../../flows/problem.ts'
import { NamePattern, NameSchema } from '../../flows/written.ts'
import { type Told, told } from '../../told/told.ts'
import { flawOfUrl, MailAddressSchema, UrlSchema } from './addresses.ts'
import { configFile, named } from './config-file.ts'

export type SendConfig =
  | {
      readonly kind: 'webhook'
      readonly url: string
      /** Name of the secret that signs. */
      readonly secret?: string
      /** Said each time, beside what the flow gives. */
      readonly fields: Readonly<Record<string, string | number | boolean>>
      readonly allowPrivate: boolean
    }
  /** `{name}` in subject and text stands for a value. */
  | { readonly kind: 'mail'; readonly to: readonly string[]; readonly subject: string; readonly text: string }

const SendSchema = Type.Object(
  {
    url: Type.Optional(UrlSchema),
    secret: Type.Optional(NameSchema),
    fields: Type.Optional(
      Type.Record(
        Type.String({ pattern: NamePattern }),
        Type.Union([Type.String({ maxLength: 1_000 }), Type.Number(), Type.Boolean()]),
        {
          additionalProperties: false,
          maxProperties: 30,
          saying: 'names with a value each, such as { source: tongdai }',
        },
      ),
    ),
    'allow-private': Type.Optional(Type.Boolean()),
    to: Type.Optional(Type.Array(MailAddressSchema, { minItems: 1, maxItems: 50 })),
    subject: Type.Optional(
      Type.String({ pattern: '^[^\\r\\n]{1,200}$', saying: 'one line of text, up to 200 letters' }),
    ),
    text: Type.Optional(
      Type.String({ minLength: 1, maxLength: 10_000, saying: 'a text, up to 10,000 letters' }),
    ),
  },
  { additionalProperties: false },
)
const schema = Type.Record(Type.String({ pattern: NamePattern }), SendSchema, {
  additionalProperties: false,
  saying: 'a name of small letters, digits and hyphens',
})

type Written = Static<typeof SendSchema>

export const sendsFile = configFile({
  path: 'config/sends.yaml',
  schema,
  whenEmpty: {},
  read(written): { value: Readonly<Record<string, SendConfig>>; problems: Problem[] } {
    const problems: Problem[] = []
    const sends = Object.entries(written).flatMap(([name, one]): [string, SendConfig][] => {
      problems.push(...flawsOf(one).map(flaw => ({ ...flaw, path: [name, ...flaw.path] })))
      const send = sendIn(one)
      return send ? [[name, send]] : []
    })
    return { value: named(sends), problems }
  },
})

function sendIn({ url, secret, fields = {}, to, subject, text, ...more }: Written): SendConfig | undefined {
  if (url !== undefined) {
    const allowPrivate = more['allow-private'] ?? false
    return { kind: 'webhook', url, fields, allowPrivate, ...(secret === undefined ? {} : { secret }) }
  }
  return to && subject !== undefined && text !== undefined ? { kind: 'mail', to, subject, text } : undefined
}

const OF_MAIL = ['to', 'subject', 'text'] as const
const OF_WEBHOOK = ['secret', 'fields', 'allow-private'] as const

function flawsOf(written: Written): Problem[] {
  const { url } = written
  if (url !== undefined) {
    const flaw = flawOfUrl(url)
    const braces = !flaw && url.includes('{')
    return [
      ...(flaw ? [{ ...flaw, path: ['url'] }] : []),
      ...(braces
        ? [odd('url', told`An address that we send to is always the same.`, told`Leave out the {…}.`)]
        : []),
      ...OF_MAIL.filter(key => written[key] !== undefined).map(key =>
        odd(
          key,
          told`"${key}" is for an e-mail, and this is sent to an address of the web.`,
          told`Make two of it.`,
        ),
      ),
    ]
  }
  const missing = OF_MAIL.filter(key => written[key] === undefined)
  return [
    ...OF_WEBHOOK.filter(key => written[key] !== undefined).map(key =>
      odd(key, told`"${key}" means nothing without url.`, told`Write url: beside it, or leave it out.`),
    ),
    ...(missing.length > 0
      ? [
          {
            code: 'missing-key',
            path: [],
            sentence: lacks(missing),
            hint: told`Write url: for another system, or to:, subject: and text: for an e-mail.`,
          },
        ]
      : []),
  ]
}

function lacks([first, second, third]: readonly string[]): Told {
  if (third !== undefined) return told`It lacks where to send it.`
  return second === undefined ? told`It lacks ${first ?? ''}.` : told`It lacks ${first ?? ''} and ${second}.`
}

function odd(key: string, sentence: Told, hint: Told): Problem {
  return { code: 'wrong-value', path: [key], sentence, hint }
}
