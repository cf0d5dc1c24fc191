// record: records what the caller says and keeps which recording it is as `input.<name>`, for a `send` or a
// lookup; then the next step. It lies in no box. Its phases are in message.ts, without the review.
//
//   - record: complaint          # becomes input.complaint
//     prompt: tell-us            # or several things to say as in `say`; default leave-message; # skips it
//     max: 2m                    # default 2m
//     silence: 5s                # so much silence ends it; any key does too; default 5s
import Type, { type Static } from 'typebox'
import { durationMs } from '../duration.ts'
import { beginMessage, hearMessage, type MessageRule, type Taking } from '../message.ts'
import { messageFlaws, messageSettings } from '../message-settings.ts'
import { mentionsIn, readSpoken, SpokenSchema } from '../spoken.ts'
import { type Turn, verb } from '../verb.ts'
import { NameSchema } from '../written.ts'

export type RecordStep = { readonly verb: 'record'; readonly name: string; readonly rule: MessageRule }

const schema = Type.Object(
  { record: NameSchema, prompt: Type.Optional(SpokenSchema), ...messageSettings },
  { additionalProperties: false },
)

export const record = verb({
  schema,
  read: readRecord,
  flaws: messageFlaws,
  step({ name, rule }, heard, standing): Turn {
    const memory = standing.memory as Taking | undefined
    const isNew = heard.type === 'entered' || memory === undefined
    const took = isNew ? beginMessage(rule, standing) : hearMessage(rule, memory, heard, standing)
    const { wishes, dropped } = took
    // Whoever leaves the studio's step without saving has nothing, also when he had before.
    const taken = took.taken ?? (rule.studio && took.isOver ? '' : undefined)
    const turn = {
      wishes,
      ...(taken === undefined ? {} : { learnt: { [`input.${name}`]: taken } }),
      ...(dropped === undefined ? {} : { trace: [{ type: 'MessageDropped', recording: dropped } as const] }),
    }
    return took.isOver ? { ...turn, to: 'next' } : { ...turn, to: 'same', memory: took.memory }
  },
  mentions: ({ name, rule }) => [
    ...mentionsIn(rule.greeting, ['prompt'], rule.greeting.length > 1),
    { kind: 'writes', name: `input.${name}`, path: ['record'] },
  ],
  ways: () => ({ waits: true, next: true, silent: [] }),
})

function readRecord(written: Static<typeof schema>): RecordStep {
  return {
    verb: 'record',
    name: written.record,
    rule: {
      greeting: readSpoken(written.prompt ?? 'leave-message'),
      maxMs: durationMs(written.max ?? '2m'),
      silenceMs: durationMs(written.silence ?? '5s'),
      review: false,
    },
  }
}
