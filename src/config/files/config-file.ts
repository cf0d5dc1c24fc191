// One file of config/: its schema, and how what is written becomes what the house is given.
import type { Static, TSchema } from 'typebox'
import Type from 'typebox'
import type { Problem } from '../../flows/problem.ts'
import { told, toldAs } from '../../told/told.ts'

export type ConfigFile<T> = {
  readonly path: string
  readonly schema: TSchema
  /** What stands there when the file is missing or empty; without it the file is needed. */
  readonly whenEmpty?: unknown
  /** How deep its entries lie, of which one may be wrong and the others right; default 1. */
  readonly entryDepth?: number
  /** Given data that fits the schema. `problems`: what no schema can say. */
  read(written: unknown): { value: T; problems: Problem[] }
}

/** Ties a file's schema to the type that its `read` is given. */
export function configFile<S extends TSchema, T>(file: {
  readonly path: string
  readonly schema: S
  readonly whenEmpty?: unknown
  readonly entryDepth?: number
  read(written: Static<S>): { value: T; problems: Problem[] }
}): ConfigFile<T> {
  return { ...file, read: written => file.read(written as Static<S>) }
}

/** A record without a prototype: a look-up of any name that nobody wrote answers undefined. */
export function named<T>(entries: Iterable<readonly [string, T]>): Record<string, T> {
  const record: Record<string, T> = Object.create(null)
  for (const [name, value] of entries) record[name] = value
  return record
}

/** Names that stand twice in a list; each becomes a problem at its second place. */
export function twice(list: readonly string[], what: string, key: string): Problem[] {
  return list.flatMap((name, index): Problem[] => {
    const first = list.indexOf(name)
    if (first === index) return []
    return [
      {
        code: 'twice',
        path: [index, key],
        sentence: told`The ${toldAs(what)} "${name}" is taken: entry ${first + 1} of this list has it.`,
        hint: told`Each needs its own.`,
      },
    ]
  })
}

export const PortSchema = Type.Object(
  { port: Type.Integer({ minimum: 1, maximum: 65_535, saying: 'a port number from 1 to 65535' }) },
  { additionalProperties: false },
)

export const LanguageSchema = Type.String({ pattern: '^[a-z]{2}$', saying: 'two letters, such as vi or en' })

export const CountrySchema = Type.String({ pattern: '^[A-Z]{2}$', saying: 'two capital letters, such as VN' })

export const DtmfSchema = Type.Enum(['rfc4733', 'inband', 'info', 'auto'], {
  saying: 'one of rfc4733, inband, info, auto',
})

export const OnOffSchema = Type.Enum(['on', 'off'], { saying: 'on or off' })
