// language: what is said from here on is said in this language. Where a prompt is missing in it, the flow's own
// language speaks.
//
//   - language: en
import Type from 'typebox'
import { handingOn, type Turn, verb } from '../verb.ts'

export type LanguageStep = { readonly verb: 'language'; readonly language: string }

const schema = Type.Object(
  { language: Type.String({ pattern: '^[a-z]{2}$', saying: 'two letters, such as vi or en' }) },
  { additionalProperties: false },
)

export const language = verb({
  schema,
  read: (written): LanguageStep => ({ verb: 'language', language: written.language }),
  step: (step, _heard, { typed }): Turn => ({
    to: 'next',
    wishes: [{ type: 'speak', language: step.language }],
    ...handingOn(typed),
  }),
  mentions: step => [{ kind: 'language', name: step.language, path: ['language'] }],
  ways: () => ({ waits: false, next: true, silent: [] }),
})
