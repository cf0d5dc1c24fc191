// sounds/<language>/prompts.yaml: the sentences that the built-in voice says until a recording replaces them.
import Type from 'typebox'
import type { Problem } from '../../flows/problem.ts'
import { configFile, named } from './config-file.ts'

const schema = Type.Record(
  Type.String({ pattern: '^[a-z][a-z0-9-]{0,63}$' }),
  Type.String({ minLength: 1, maxLength: 1000, saying: 'a sentence to be spoken, up to 1000 letters' }),
  {
    additionalProperties: false,
    maxProperties: 5000,
    saying: 'a key of small letters, digits and hyphens, such as welcome',
  },
)

export const promptsFile = configFile({
  path: 'prompts.yaml',
  schema,
  whenEmpty: {},
  read: (written): { value: Record<string, string>; problems: Problem[] } => ({
    value: named(Object.entries(written)),
    problems: [],
  }),
})

/** What the house itself says, whatever the flows are. */
export const BUILT_IN_PROMPTS: readonly string[] = [
  'please-wait',
  'invalid-key',
  'goodbye',
  'not-allowed',
  'no-such-number',
  'technical-problem',
  ...Array.from({ length: 20 }, (_, index) => `position-${index + 1}`),
]
