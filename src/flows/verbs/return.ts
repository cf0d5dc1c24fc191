// return: ends this flow or section early, and the caller goes on where he was called from. When nobody called
// him here, the call ends, as at the end of a section.
//
//   - return
import Type from 'typebox'
import { handingOn, NO_WISHES, type Turn, verb } from '../verb.ts'

export type ReturnStep = { readonly verb: 'return' }

// `- return` is read as `- return:` before the schema sees it.
const schema = Type.Object(
  { return: Type.Null({ saying: 'empty: return takes nothing' }) },
  { additionalProperties: false },
)

export const back = verb({
  schema,
  read: (): ReturnStep => ({ verb: 'return' }),
  step: (_step, _heard, { typed }): Turn => ({ to: 'end', wishes: NO_WISHES, ...handingOn(typed) }),
  mentions: () => [],
  ways: () => ({ waits: false, next: false, silent: [], ends: true }),
})
