// say: says one thing, or several in a row, and goes on. Keys pressed meanwhile are kept for a menu that follows.
//
//   - say: welcome
//   - say: [your-balance-is, { money: lookup.balance, currency: VND }]
//   - say: { text: "Xin chào {lookup.name}" }     # the voice reads it
import Type from 'typebox'
import { mentionsIn, readSpoken, SpokenSchema, speak, type Utterance } from '../spoken.ts'
import { handingOn, NO_WISHES, STAY, type Turn, typedAhead, verb } from '../verb.ts'

export type SayStep = { readonly verb: 'say'; readonly say: readonly Utterance[] }

const schema = Type.Object({ say: SpokenSchema }, { additionalProperties: false })

export const say = verb({
  schema,
  read: (written): SayStep => ({ verb: 'say', say: readSpoken(written.say) }),
  step(step, heard, standing): Turn {
    const { typed } = standing
    switch (heard.type) {
      case 'entered':
      case 'resumed': {
        const said = speak(step.say, standing)
        if (said.length === 0) return { to: 'next', wishes: NO_WISHES, ...handingOn(typed) }
        return { to: 'same', wishes: [{ type: 'play', say: said }], ...handingOn(typed) }
      }
      case 'played':
      case 'play-failed':
        return { to: 'next', wishes: NO_WISHES, ...handingOn(typed) }
      case 'key':
        return { ...STAY, ...typedAhead(typed, heard.digit) }
      default:
        return { ...STAY, ...handingOn(typed) }
    }
  },
  mentions: step => mentionsIn(step.say, ['say'], step.say.length > 1),
  ways: () => ({ waits: true, next: true, silent: [] }),
})
