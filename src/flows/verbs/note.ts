// note: writes values into the record of the call, where agents and managers find them.
//
//   - note: { account: input.account, reason: billing }
import Type, { type Static } from 'typebox'
import type { Trace } from '../flow.ts'
import { InputsSchema, inputMentions, secretFlaws } from '../inputs.ts'
import { standsFor } from '../spoken.ts'
import type { Value } from '../value.ts'
import { handingOn, NO_WISHES, type Standing, type Turn, verb } from '../verb.ts'

export type NoteStep = { readonly verb: 'note'; readonly note: Readonly<Record<string, Value>> }

const schema = Type.Object({ note: InputsSchema }, { additionalProperties: false })

export const note = verb({
  schema,
  read: (written: Static<typeof schema>): NoteStep => ({ verb: 'note', note: written.note }),
  flaws: written => secretFlaws(written.note, ['note']),
  step: (step, _heard, standing): Turn => ({
    to: 'next',
    wishes: NO_WISHES,
    trace: notesOf(step.note, standing),
    ...handingOn(standing.typed),
  }),
  mentions: step => inputMentions(step.note, ['note']),
  ways: () => ({ waits: false, next: true, silent: [] }),
})

/** What is not known is not noted. */
function notesOf(note: Readonly<Record<string, Value>>, standing: Standing): Trace[] {
  return Object.entries(note).flatMap(([name, written]): Trace[] => {
    const value = standsFor(written, standing)
    return value === undefined ? [] : [{ type: 'NoteTaken', name, value }]
  })
}
