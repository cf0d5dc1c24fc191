// go: continues with the first step of another section.
//
//   - go: menu
import Type from 'typebox'
import { handingOn, NO_WISHES, type Turn, verb } from '../verb.ts'
import { NameSchema } from '../written.ts'

export type GoStep = { readonly verb: 'go'; readonly section: string }

const schema = Type.Object({ go: NameSchema }, { additionalProperties: false })

export const go = verb({
  schema,
  read: (written): GoStep => ({ verb: 'go', section: written.go }),
  step: (step, _heard, { typed }): Turn => ({
    to: 'section',
    section: step.section,
    wishes: NO_WISHES,
    ...handingOn(typed),
  }),
  mentions: step => [{ kind: 'section', name: step.section, path: ['go'] }],
  ways: step => ({ waits: false, next: false, silent: [step.section] }),
})
