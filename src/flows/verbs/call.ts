// call: takes the caller through another flow, or another section of this one, and goes on here when he returns
// (at the end of a section, or by `return`).
//
//   - call: { flow: satisfaction }
//   - call: read-balance                # a section of this flow
import Type, { type Static } from 'typebox'
import { handingOn, type Mention, NO_WISHES, type Turn, verb } from '../verb.ts'
import { NameSchema } from '../written.ts'

export type CallStep = { readonly verb: 'call'; readonly flow?: string; readonly section: string }

const schema = Type.Object(
  {
    call: Type.Union([NameSchema, Type.Object({ flow: NameSchema }, { additionalProperties: false })], {
      saying: 'a section of this flow, or { flow: name }',
    }),
  },
  { additionalProperties: false },
)

export const call = verb({
  schema,
  read: ({ call: to }: Static<typeof schema>): CallStep =>
    typeof to === 'string'
      ? { verb: 'call', section: to }
      : { verb: 'call', flow: to.flow, section: 'start' },
  step({ flow, section }, heard, { typed }): Turn {
    if (heard.type === 'returned') return { to: 'next', wishes: NO_WISHES, ...handingOn(typed) }
    const there = { wishes: NO_WISHES, returning: {}, ...handingOn(typed) }
    return flow === undefined ? { to: 'section', section, ...there } : { to: 'flow', flow, ...there }
  },
  mentions({ flow, section }): readonly Mention[] {
    if (flow === undefined) return [{ kind: 'section', name: section, path: ['call'] }]
    return [{ kind: 'flow', name: flow, path: ['call', 'flow'] }]
  },
  // What it calls leads back, so a circle through it has a way on.
  ways: () => ({ waits: false, next: true, silent: [] }),
})
