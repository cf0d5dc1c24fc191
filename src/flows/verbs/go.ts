// go: continues with the first step of another section, or of another flow for good.
//
//   - go: menu
//   - go: { flow: clinic }                       # begins at its start
//   - go: { flow: clinic, section: doctors }
import Type, { type Static } from 'typebox'
import { handingOn, type Mention, NO_WISHES, type Turn, verb } from '../verb.ts'
import { NameSchema } from '../written.ts'

export type GoStep = { readonly verb: 'go'; readonly flow?: string; readonly section: string }

const schema = Type.Object(
  {
    go: Type.Union(
      [
        NameSchema,
        Type.Object(
          { flow: NameSchema, section: Type.Optional(NameSchema) },
          { additionalProperties: false },
        ),
      ],
      { saying: 'a section of this flow, or { flow: name }' },
    ),
  },
  { additionalProperties: false },
)

export const go = verb({
  schema,
  read: readGo,
  step(step, _heard, { typed }): Turn {
    const { flow, section } = step
    if (flow === undefined) return { to: 'section', section, wishes: NO_WISHES, ...handingOn(typed) }
    return { to: 'flow', flow, section, wishes: NO_WISHES, ...handingOn(typed) }
  },
  mentions({ flow, section }): readonly Mention[] {
    if (flow === undefined) return [{ kind: 'section', name: section, path: ['go'] }]
    return [{ kind: 'flow', name: flow, path: ['go', 'flow'] }]
  },
  ways: ({ flow, section }) =>
    flow === undefined
      ? { waits: false, next: false, silent: [section] }
      : { waits: false, next: false, silent: [], ends: true },
})

function readGo({ go: to }: Static<typeof schema>): GoStep {
  if (typeof to === 'string') return { verb: 'go', section: to }
  return { verb: 'go', flow: to.flow, section: to.section ?? 'start' }
}
