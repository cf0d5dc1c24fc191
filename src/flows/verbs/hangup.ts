// hangup: ends the call. The end of a section without `go` does the same.
//
//   - hangup
//   - hangup: busy               # what the caller's network hears: normal, busy, congestion, no-such-number
import Type from 'typebox'
import type { HangupCause } from '../flow.ts'
import { STAY, type Turn, verb } from '../verb.ts'

export type HangupStep = { readonly verb: 'hangup'; readonly cause?: HangupCause }

const CAUSES: readonly HangupCause[] = ['normal', 'busy', 'congestion', 'no-such-number']

// `- hangup` is read as `- hangup:` before the schema sees it.
const schema = Type.Object(
  {
    hangup: Type.Union([Type.Null(), ...CAUSES.map(cause => Type.Literal(cause))], {
      saying: 'empty, or normal, busy, congestion or no-such-number',
    }),
  },
  { additionalProperties: false },
)

export const hangup = verb({
  schema,
  read: ({ hangup: cause }): HangupStep => ({ verb: 'hangup', ...(cause ? { cause } : {}) }),
  step({ cause }, heard): Turn {
    if (heard.type !== 'entered' && heard.type !== 'resumed') return STAY
    return { to: 'same', wishes: [{ type: 'hang-up', ...(cause ? { cause } : {}) }] }
  },
  mentions: () => [],
  ways: () => ({ waits: false, next: false, silent: [], ends: true }),
})
