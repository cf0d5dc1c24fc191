// hangup: ends the call. The end of a section without `go` does the same.
//
//   - hangup
import Type from 'typebox'
import { STAY, type Turn, verb } from '../verb.ts'

export type HangupStep = { readonly verb: 'hangup' }

// `- hangup` is read as `- hangup:` before the schema sees it.
const schema = Type.Object(
  { hangup: Type.Null({ saying: 'empty: hangup takes nothing' }) },
  { additionalProperties: false },
)

export const hangup = verb({
  schema,
  read: (): HangupStep => ({ verb: 'hangup' }),
  step: (_step, heard): Turn =>
    heard.type === 'entered' || heard.type === 'resumed'
      ? { to: 'same', wishes: [{ type: 'hang-up' }] }
      : STAY,
  mentions: () => [],
  ways: () => ({ waits: false, next: false, silent: [] }),
})
