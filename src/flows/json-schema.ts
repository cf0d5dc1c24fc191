// The flow language as a JSON Schema, for editors: made out of the schemas that check flows, so it is never behind.
import type { TSchema } from 'typebox'
import { InputsSchema } from './inputs.ts'
import { HEAD_SCHEMA } from './read-flow.ts'
import { SKILL_PARTS } from './skill-terms.ts'
import { SpokenSchema } from './spoken.ts'
import { VERB_WORDS } from './verb-words.ts'
import { type VerbName, verbNames, verbs } from './verbs/verbs.ts'
import { DurationSchema, NamePattern, NameSchema } from './written.ts'

export type JsonSchema = { readonly [key: string]: unknown }

const HEAD_WORDS: Readonly<Record<string, string>> = {
  flow: 'The name of this flow, as its file is called.',
  title: 'What people read.',
  language: 'What callers hear first where their hotline names none: two letters, such as vi or en.',
  tests:
    'What callers meet who do this or that. Run at each check; a failing one keeps a version from being published.',
}

/** Any name that is none of the head's. */
const SECTION_PATTERN = `^(?!(flow|title|language|tests)$)${NamePattern.slice(1)}`

/** Verbs that may stand alone, as a word. */
const ALONE: readonly VerbName[] = ['hangup', 'return']

export function flowSchema(): JsonSchema {
  const head = plain(HEAD_SCHEMA) as { properties: Record<string, JsonSchema>; required: string[] }
  const steps = {
    type: 'array',
    minItems: 1,
    description: 'A section: its steps, one after another. Callers begin at "start".',
    items: { anyOf: [...verbNames.map(name => ({ $ref: `#/$defs/${name}` })), { enum: ALONE }] },
  }
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'A flow of Tongdai',
    type: 'object',
    properties: {
      ...Object.fromEntries(
        Object.entries(head.properties).map(([key, schema]) => [
          key,
          described(schema, HEAD_WORDS[key] ?? ''),
        ]),
      ),
      start: { $ref: '#/$defs/steps' },
    },
    required: [...head.required, 'start'],
    patternProperties: { [SECTION_PATTERN]: { $ref: '#/$defs/steps' } },
    additionalProperties: false,
    $defs: { steps, ...partsOfAll(), ...Object.fromEntries(verbNames.map(name => [name, stepSchema(name)])) },
  }
}

const partsOfAll = (): JsonSchema =>
  Object.fromEntries(Object.entries(PARTS).map(([name, schema]) => [`part-${name}`, plain(schema, false)]))

function stepSchema(name: VerbName): JsonSchema {
  const schema = plain(verbs[name].schema) as { properties: Record<string, JsonSchema> }
  const { is, settings } = VERB_WORDS[name]
  const properties = Object.entries(schema.properties).map(([key, value]) => [
    key,
    described(value, key === name ? is : (settings[key] ?? '')),
  ])
  return { ...schema, title: name, description: is, properties: Object.fromEntries(properties) }
}

function described(schema: JsonSchema, words: string): JsonSchema {
  const description = [words, schema.description].filter(Boolean).join(' ')
  return description === '' ? schema : { ...schema, description }
}

/** Written once, and referred to. */
const PARTS: Readonly<Record<string, TSchema>> = {
  name: NameSchema,
  duration: DurationSchema,
  spoken: SpokenSchema,
  inputs: InputsSchema,
  ...SKILL_PARTS,
}
const SHARED: ReadonlyMap<string, string> = new Map(
  Object.entries(PARTS).map(([name, schema]) => [JSON.stringify(schema), `part-${name}`]),
)

/** As JSON: without TypeBox's own marks; what completes "must be" becomes a description. */
function plain(value: unknown, isShared = true): unknown {
  if (Array.isArray(value)) return value.map(one => plain(one))
  if (typeof value !== 'object' || value === null) return value
  const shared = isShared ? SHARED.get(JSON.stringify(value)) : undefined
  if (shared !== undefined) return { $ref: `#/$defs/${shared}` }
  const { saying, ...rest } = value as Record<string, unknown>
  const entries = Object.entries(rest).map(([key, one]) => [key, plain(one)])
  const description = typeof saying === 'string' ? { description: `Must be ${saying}.` } : {}
  return { ...Object.fromEntries(entries), ...description }
}

/** As the file beside the flows holds it. */
export const flowSchemaText = (): string => `${JSON.stringify(flowSchema(), null, 2)}\n`
