// set: writes values down, as `vars.<name>`, for `when`, `say` and lookups that follow.
//
//   - set: { segment: vip, again: input.account }     # vars.segment, vars.again
import Type, { type Static } from 'typebox'
import { InputsSchema, inputMentions, secretFlaws } from '../inputs.ts'
import { standsFor } from '../spoken.ts'
import type { Value } from '../value.ts'
import { handingOn, type Mention, NO_WISHES, type Standing, type Turn, verb } from '../verb.ts'

export type SetStep = { readonly verb: 'set'; readonly set: Readonly<Record<string, Value>> }

const schema = Type.Object({ set: InputsSchema }, { additionalProperties: false })

export const set = verb({
  schema,
  read: (written: Static<typeof schema>): SetStep => ({ verb: 'set', set: written.set }),
  flaws: written => secretFlaws(written.set, ['set']),
  step: (step, _heard, standing): Turn => ({
    to: 'next',
    wishes: NO_WISHES,
    learnt: learntFrom(step.set, standing),
    ...handingOn(standing.typed),
  }),
  mentions: step => [
    ...inputMentions(step.set, ['set']),
    ...Object.keys(step.set).map(
      (name): Mention => ({ kind: 'writes', name: `vars.${name}`, path: ['set', name] }),
    ),
  ],
  ways: () => ({ waits: false, next: true, silent: [] }),
})

/** What is not known is written as an empty text: an older value must not shine through. */
function learntFrom(written: Readonly<Record<string, Value>>, standing: Standing): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(written).map(([name, value]) => [`vars.${name}`, standsFor(value, standing) ?? '']),
  )
}
