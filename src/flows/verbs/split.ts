// split: sends part of the callers one way and part another, to try something out. The same call always goes the
// same way.
//
//   - split: { new-menu: 30, old-menu: 70 }     # percent; together 100
import Type, { type Static } from 'typebox'
import { told } from '../../told/told.ts'
import type { Problem } from '../problem.ts'
import { handingOn, type Mention, NO_WISHES, type Turn, verb } from '../verb.ts'
import { NamePattern } from '../written.ts'

export type SplitStep = {
  readonly verb: 'split'
  readonly ways: readonly { readonly section: string; readonly percent: number }[]
}

const schema = Type.Object(
  {
    split: Type.Record(
      Type.String({ pattern: NamePattern }),
      Type.Integer({ minimum: 0, maximum: 100, saying: 'a whole number of percent, from 0 to 100' }),
      {
        additionalProperties: false,
        minProperties: 1,
        maxProperties: 20,
        saying: 'sections with a percentage each, such as { new-menu: 30, old-menu: 70 }',
      },
    ),
  },
  { additionalProperties: false },
)

export const split = verb({
  schema,
  read: (written: Static<typeof schema>): SplitStep => ({
    verb: 'split',
    ways: Object.entries(written.split).map(([section, percent]) => ({ section, percent })),
  }),
  flaws: written => sumFlaws(Object.values(written.split)),
  step({ ways }, _heard, { world, at, typed }): Turn {
    let left = world.chance(`${at.flow}/${at.section}/${at.step}`) * 100
    const way = ways.find(({ percent }) => {
      left -= percent
      return left < 0
    })
    const section = way?.section ?? ways.at(-1)!.section
    return { to: 'section', section, wishes: NO_WISHES, ...handingOn(typed) }
  },
  mentions: ({ ways }) =>
    ways.map(({ section: name }): Mention => ({ kind: 'section', name, path: ['split', name] })),
  ways: ({ ways }) => ({
    waits: false,
    next: false,
    silent: ways.map(({ section }) => section),
  }),
})

function sumFlaws(percents: readonly number[]): Problem[] {
  const sum = percents.reduce((total, percent) => total + percent, 0)
  if (sum === 100) return []
  const sentence = told`These parts make ${sum} percent together.`
  return [{ code: 'wrong-value', path: ['split'], sentence, hint: told`Let them make 100.` }]
}
