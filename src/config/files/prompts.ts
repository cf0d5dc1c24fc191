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

/** What the house itself says, whatever the flows are; without it no call can be served. */
export const BUILT_IN_PROMPTS: readonly string[] = [
  'please-wait',
  'invalid-key',
  'goodbye',
  'not-allowed',
  'no-such-number',
  'technical-problem',
  'call-refused',
  ...Array.from({ length: 20 }, (_, index) => `position-${index + 1}`),
]

/** What verbs say by themselves and what our own people hear. Values (numbers, dates …) come on top: VALUE_KEYS. */
export const SYSTEM_PROMPTS: readonly string[] = [
  ...['no-input', 'enter-digits', 'you-entered', 'press-1-to-confirm', 'enter-again', 'too-many-tries'],
  ...['enter-extension', 'extension-unknown', 'extension-busy', 'extension-no-answer'],
  ...['enter-pin', 'wrong-pin', 'lookup-please-wait', 'keep-waiting-or-message'],
  ...['leave-message', 'message-review', 'message-saved', 'message-too-short', 'message-deleted', 'beep'],
  ...['studio-enter-pin', 'studio-enter-number', 'studio-unknown-number', 'studio-record', 'studio-review'],
  ...['expected-wait', 'expected-wait-minute', 'expected-wait-short'],
  ...['call-recorded', 'has-waited', 'minutes', 'press-1-to-accept'],
  ...['callback-number', 'callback-enter', 'callback-no-number', 'callback-noted'],
  ...['callback-here', 'press-1-to-talk'],
  ...['studio-saved', 'studio-too-short', 'studio-not-saved'],
  ...['agent-logged-in', 'agent-logged-out', 'agent-paused', 'agent-ready'],
]
