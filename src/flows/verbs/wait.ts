// wait: a pause. Keys pressed meanwhile are kept for a menu that follows.
//
//   - wait: 3s                   # 100ms to 10m
import Type from 'typebox'
import { told } from '../../told/told.ts'
import { durationMs } from '../duration.ts'
import { handingOn, NO_WISHES, type Turn, typedAhead, verb } from '../verb.ts'
import { DurationSchema } from '../written.ts'

export type WaitStep = { readonly verb: 'wait'; readonly ms: number }

const SHORTEST_MS = 100
const LONGEST_MS = 600_000

const schema = Type.Object({ wait: DurationSchema }, { additionalProperties: false })

export const wait = verb({
  schema,
  read: (written): WaitStep => ({ verb: 'wait', ms: durationMs(written.wait) }),
  flaws: written => {
    const ms = durationMs(written.wait)
    if (ms >= SHORTEST_MS && ms <= LONGEST_MS) return []
    const sentence = told`A pause of ${written.wait} is not possible.`
    return [{ code: 'wrong-value', path: ['wait'], sentence, hint: told`Write a time from 100ms to 10m.` }]
  },
  step({ ms }, heard, { typed }): Turn {
    switch (heard.type) {
      case 'entered':
      case 'resumed':
        return { to: 'same', wishes: [{ type: 'wait', ms }], ...handingOn(typed) }
      case 'time-up':
        return { to: 'next', wishes: NO_WISHES, ...handingOn(typed) }
      case 'key':
        return { to: 'same', wishes: NO_WISHES, ...typedAhead(typed, heard.digit) }
      default:
        return { to: 'same', wishes: NO_WISHES, ...handingOn(typed) }
    }
  },
  mentions: () => [],
  ways: () => ({ waits: true, next: true, silent: [] }),
})
