// say: plays one prompt, or several in a row, and goes on. A key pressed meanwhile is kept for a menu that follows.
//
//   - say: welcome
//   - say: [welcome, please-wait]
import Type from 'typebox'
import { handingOn, NO_WISHES, STAY, type Turn, verb } from '../verb.ts'
import { NameSchema } from '../written.ts'

export type SayStep = { readonly verb: 'say'; readonly prompts: readonly string[] }

const schema = Type.Object(
  {
    say: Type.Union([NameSchema, Type.Array(NameSchema, { minItems: 1, maxItems: 20 })], {
      saying: 'the key of a prompt, such as welcome, or a list of keys',
    }),
  },
  { additionalProperties: false },
)

export const say = verb({
  schema,
  read: (written): SayStep => ({
    verb: 'say',
    prompts: typeof written.say === 'string' ? [written.say] : written.say,
  }),
  step(step, heard, { typed }): Turn {
    switch (heard.type) {
      case 'entered':
      case 'resumed':
        return { to: 'same', wishes: [{ type: 'play', prompts: step.prompts }], ...handingOn(typed) }
      case 'played':
      case 'play-failed':
        return { to: 'next', wishes: NO_WISHES, ...handingOn(typed) }
      case 'key':
        // The first key counts: who types ahead answers the menu that comes first.
        return { ...STAY, ...handingOn(typed ?? heard.digit) }
      case 'time-up':
        return { ...STAY, ...handingOn(typed) }
    }
  },
  mentions: step => step.prompts.map((name, index) => ({ kind: 'prompt', name, path: ['say', index] })),
  ways: () => ({ waits: true, next: true, silent: [] }),
})
