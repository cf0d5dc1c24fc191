// voicemail: the caller leaves a message in a box, then goes on with the next step. Its phases, and from when on
// a message counts, are in message.ts.
//
//   - voicemail: sales           # the box
//     greeting: leave-message    # or several things to say as in `say`; default leave-message; # skips it
//     max: 2m                    # default 2m
//     silence: 5s                # so much silence ends it; any key does too; default 5s
//     review: true               # afterwards 1 keeps it, 2 plays it, 3 records again; default true
import Type, { type Static } from 'typebox'
import { durationMs } from '../duration.ts'
import type { Trace } from '../flow.ts'
import { beginMessage, hearMessage, type MessageRule, type Taking } from '../message.ts'
import { messageFlaws, messageSettings } from '../message-settings.ts'
import { mentionsIn, readSpoken, SpokenSchema } from '../spoken.ts'
import { type Turn, verb } from '../verb.ts'
import { NameSchema } from '../written.ts'

export type VoicemailStep = { readonly verb: 'voicemail'; readonly box: string; readonly rule: MessageRule }

const schema = Type.Object(
  {
    voicemail: NameSchema,
    greeting: Type.Optional(SpokenSchema),
    ...messageSettings,
    review: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)

export const voicemail = verb({
  schema,
  read: readVoicemail,
  flaws: messageFlaws,
  step({ rule }, heard, standing): Turn {
    const memory = standing.memory as Taking | undefined
    const isNew = heard.type === 'entered' || memory === undefined
    const took = isNew ? beginMessage(rule, standing) : hearMessage(rule, memory, heard, standing)
    const { wishes, dropped } = took
    const trace: Trace[] = dropped === undefined ? [] : [{ type: 'MessageDropped', recording: dropped }]
    return took.isOver ? { to: 'next', wishes, trace } : { to: 'same', wishes, trace, memory: took.memory }
  },
  mentions: ({ box, rule }) => [
    { kind: 'box', name: box, path: ['voicemail'] },
    ...mentionsIn(rule.greeting, ['greeting'], rule.greeting.length > 1),
  ],
  ways: () => ({ waits: true, next: true, silent: [] }),
})

function readVoicemail(written: Static<typeof schema>): VoicemailStep {
  return {
    verb: 'voicemail',
    box: written.voicemail,
    rule: {
      box: written.voicemail,
      greeting: readSpoken(written.greeting ?? 'leave-message'),
      maxMs: durationMs(written.max ?? '2m'),
      silenceMs: durationMs(written.silence ?? '5s'),
      review: written.review ?? true,
    },
  }
}
