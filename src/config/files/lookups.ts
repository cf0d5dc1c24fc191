// config/lookups.yaml: other systems that flows may ask, by HTTP or in a database. Without the file there are none.
import Type, { type Static } from 'typebox'
import { durationMs } from '../../flows/duration.ts'
import type { Problem } from '../../flows/problem.ts'
import { DurationSchema, NamePattern, NameSchema } from '../../flows/written.ts'
import { type Told, told } from '../../told/told.ts'
import { parametersIn, wordsIn } from '../query-parameters.ts'
import { flawOfUrl, UrlSchema } from './addresses.ts'
import { configFile, named } from './config-file.ts'

export type LookupConfig = HttpLookup | DatabaseLookup

export type HttpLookup = {
  readonly kind: 'http'
  /** `{name}` in its path or query stands for a value. */
  readonly url: string
  /** GET puts the values into the address, POST into a JSON body. */
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  /** Name of the secret that is sent as the Authorization header. */
  readonly secret?: string
  /** For everything together. */
  readonly timeoutMs: number
  /** Further tries after a fault of the other side. */
  readonly retries: number
  /** Value → where it stands in the answer, such as `data.balance`. */
  readonly takes: Readonly<Record<string, string>>
  /** Nothing stands there: not found. */
  readonly found?: string
  readonly allowPrivate: boolean
}

export type DatabaseLookup = {
  readonly kind: 'database'
  readonly database: string
  /** One SELECT with `$1` … for values, and their names in that order. */
  readonly text: string
  readonly names: readonly string[]
  readonly timeoutMs: number
}

export type LookupsConfig = {
  readonly lookups: Readonly<Record<string, LookupConfig>>
  /** Name → the secret that holds its address. */
  readonly databases: Readonly<Record<string, { readonly secret: string }>>
}

const only = { additionalProperties: false }
const NameKey = Type.String({ pattern: NamePattern })
const PATH = '^[A-Za-z0-9_-]{1,64}(\\.[A-Za-z0-9_-]{1,64}){0,15}$'
const PathSchema = Type.String({ pattern: PATH, saying: 'a place in the answer, such as data.balance' })
/** Not those that say who we are or how long the body is. */
const HeaderName = Type.String({
  pattern:
    '^(?!(?:[Hh]ost|[Cc]ontent-[Ll]ength|[Tt]ransfer-[Ee]ncoding|[Cc]onnection)$)[A-Za-z][A-Za-z0-9-]{0,63}$',
})

/** Keys of both kinds, so that a wrong one is told by its name. */
const LookupSchema = Type.Object(
  {
    url: Type.Optional(UrlSchema),
    method: Type.Optional(Type.Enum(['GET', 'POST'], { saying: 'GET or POST' })),
    headers: Type.Optional(
      Type.Record(HeaderName, Type.String({ pattern: '^[\\x20-\\x7e]{0,500}$' }), {
        additionalProperties: false,
        maxProperties: 20,
        saying: 'headers with a value each, such as { x-branch: hcm }',
      }),
    ),
    secret: Type.Optional(NameSchema),
    retries: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 5, saying: 'how often it is tried again, 0 to 5' }),
    ),
    takes: Type.Optional(
      Type.Record(NameKey, PathSchema, {
        additionalProperties: false,
        maxProperties: 20,
        saying: 'names with a place in the answer each, such as { balance: data.balance }',
      }),
    ),
    found: Type.Optional(PathSchema),
    'allow-private': Type.Optional(Type.Boolean()),
    database: Type.Optional(NameSchema),
    query: Type.Optional(
      Type.String({ minLength: 8, maxLength: 5_000, saying: 'a SELECT, such as select name from … where …' }),
    ),
    timeout: Type.Optional(DurationSchema),
  },
  only,
)
const schema = Type.Object(
  {
    databases: Type.Optional(
      Type.Record(NameKey, Type.Object({ secret: NameSchema }, only), {
        additionalProperties: false,
        saying: 'a name of small letters, digits and hyphens',
      }),
    ),
    lookups: Type.Optional(
      Type.Record(NameKey, LookupSchema, {
        additionalProperties: false,
        saying: 'a name of small letters, digits and hyphens',
      }),
    ),
  },
  only,
)

type Written = Static<typeof LookupSchema>

export const lookupsFile = configFile({
  path: 'config/lookups.yaml',
  schema,
  whenEmpty: {},
  entryDepth: 2,
  read(written): { value: LookupsConfig; problems: Problem[] } {
    const databases = named(Object.entries(written.databases ?? {}))
    const problems: Problem[] = []
    const lookups = Object.entries(written.lookups ?? {}).flatMap(([name, one]): [string, LookupConfig][] => {
      const tell: Tell = (key, code, sentence, hint) =>
        problems.push({ code, path: ['lookups', name, ...(key ? [key] : [])], sentence, hint })
      checkTime(one, tell)
      const lookup = one.query === undefined ? httpIn(one, tell) : databaseIn(one, databases, tell)
      return lookup ? [[name, lookup]] : []
    })
    return { value: { lookups: named(lookups), databases }, problems }
  },
})

type Tell = (key: keyof Written | undefined, code: string, sentence: Told, hint: Told) => void

/** A caller hears nothing new for so long. */
const DEFAULT_TIMEOUT = '3s'
const SHORTEST_MS = 100
const LONGEST_MS = 30_000

const timeoutIn = (written: Written): number => durationMs(written.timeout ?? DEFAULT_TIMEOUT)

function checkTime(written: Written, tell: Tell): void {
  const timeoutMs = timeoutIn(written)
  if (timeoutMs < SHORTEST_MS || timeoutMs > LONGEST_MS)
    tell(
      'timeout',
      'wrong-value',
      told`A lookup may take between 100ms and 30s.`,
      told`Write e.g. timeout: 3s.`,
    )
}

function httpIn(written: Written, tell: Tell): HttpLookup | undefined {
  const { url, secret, found, database, retries = 1, takes = {}, headers = {} } = written
  if (database !== undefined || url === undefined) {
    const hint =
      database === undefined
        ? told`Write url: and takes:, or database: and query:.`
        : told`Write query: beside it.`
    tell(undefined, 'missing-key', told`It does not say what is asked.`, hint)
    return undefined
  }
  const flaw = flawOfUrl(url)
  if (flaw) tell('url', flaw.code, flaw.sentence, flaw.hint)
  return {
    kind: 'http',
    url,
    method: written.method ?? 'POST',
    headers,
    ...(secret === undefined ? {} : { secret }),
    timeoutMs: timeoutIn(written),
    retries,
    takes,
    ...(found === undefined ? {} : { found }),
    allowPrivate: written['allow-private'] ?? false,
  }
}

/** Keys that mean nothing to a database. */
const OF_HTTP = ['url', 'method', 'headers', 'secret', 'retries', 'takes', 'found', 'allow-private'] as const

function databaseIn(
  written: Written,
  databases: LookupsConfig['databases'],
  tell: Tell,
): DatabaseLookup | undefined {
  const { database, query = '' } = written
  for (const key of OF_HTTP)
    if (written[key] !== undefined)
      tell(
        key,
        'wrong-value',
        told`"${key}" means nothing to a database.`,
        told`Leave it out: columns are taken as they are.`,
      )
  if (database === undefined) {
    tell(
      undefined,
      'missing-key',
      told`It does not say which database is asked.`,
      told`Write database: beside query:.`,
    )
    return undefined
  }
  if (!(database in databases))
    tell(
      'database',
      'unknown-database',
      told`There is no database "${database}" in this file.`,
      told`Add it: databases: { ${database}: { secret: ${database}-database } }.`,
    )
  const words = wordsIn(query)
  if (!/^(select|with|values|table)\b/i.test(words))
    tell('query', 'wrong-value', told`A lookup only reads.`, told`Begin the query with SELECT.`)
  if (words.replace(/;$/, '').includes(';'))
    tell('query', 'wrong-value', told`A lookup is one query.`, told`Leave out the ";".`)
  return { kind: 'database', database, ...parametersIn(query), timeoutMs: timeoutIn(written) }
}
