// What may stand in a flow, taken from its published JSON schema: the verbs with their settings and fixed values.
type Setting = {
  /** What it is chosen from; none: anything else may stand there. */
  readonly values: readonly string[]
  readonly about: string
}

export type VerbWords = { readonly settings: ReadonlyMap<string, Setting>; readonly about: string }

export type FlowLanguage = ReadonlyMap<string, VerbWords>

type Schema = {
  readonly title?: string
  readonly description?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly anyOf?: readonly Schema[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly type?: string
  readonly $defs?: Readonly<Record<string, Schema>>
}

/** @param schema of a flow: each verb is a definition whose title is its name */
export function languageOf(schema: Schema | undefined): FlowLanguage {
  return new Map(
    Object.entries(schema?.$defs ?? {}).flatMap(([verb, { title, description = '', properties = {} }]) => {
      if (title !== verb) return []
      const settings = Object.entries(properties).map(
        ([key, value]) => [key, { values: valuesOf(value), about: value.description ?? '' }] as const,
      )
      return [[verb, { settings: new Map(settings), about: description }] as const]
    }),
  )
}

function valuesOf({ enum: list, const: only, anyOf, type }: Schema): string[] {
  if (type === 'boolean') return ['true', 'false']
  if (list) return list.filter(value => typeof value === 'string')
  if (typeof only === 'string') return [only]
  return (anyOf ?? []).flatMap(one => (one.const === undefined && !one.enum ? [] : valuesOf(one)))
}
