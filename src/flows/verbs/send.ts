// send: tells another system or a person of this call, by a signed webhook or by e-mail. The caller does not wait
// for it: it is written down here, and sent from there.
//
//   - send: order-event          # where to and how: config/
//     with: { order: input.order, phone: call.number }
import Type, { type Static } from 'typebox'
import { InputsSchema, inputMentions, inputsOf, secretFlaws } from '../inputs.ts'
import type { Value } from '../value.ts'
import { handingOn, NO_WISHES, type Turn, verb } from '../verb.ts'
import { NameSchema } from '../written.ts'

export type SendStep = {
  readonly verb: 'send'
  readonly send: string
  readonly with: Readonly<Record<string, Value>>
}

const schema = Type.Object(
  { send: NameSchema, with: Type.Optional(InputsSchema) },
  { additionalProperties: false },
)

export const send = verb({
  schema,
  read: (written: Static<typeof schema>): SendStep => ({
    verb: 'send',
    send: written.send,
    with: written.with ?? {},
  }),
  flaws: written => secretFlaws(written.with ?? {}, ['with']),
  step: (step, _heard, standing): Turn => ({
    to: 'next',
    wishes: NO_WISHES,
    trace: [{ type: 'SendingAsked', send: step.send, with: inputsOf(step.with, standing) }],
    ...handingOn(standing.typed),
  }),
  mentions: step => [
    { kind: 'send', name: step.send, path: ['send'] },
    ...inputMentions(step.with, ['with']),
  ],
  ways: () => ({ waits: false, next: true, silent: [] }),
})
