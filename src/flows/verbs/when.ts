// when: a table of rows; the first row whose conditions all hold says where to go. A condition is the name of a
// value with a value, a list of values, or a range with both ends in it. What is not known meets no condition.
//
//   - when:
//       - { vars.segment: [vip, gold], go: vip-sales }
//       - { lookup.balance: { from: 1, to: 50000 }, call.language: vi, go: low-balance }
//     else: menu                 # default: the next step
import Type, { type Static } from 'typebox'
import { told } from '../../told/told.ts'
import { type Condition, ConditionSchema, holds } from '../condition.ts'
import { isSecret } from '../inputs.ts'
import type { Problem } from '../problem.ts'
import { standsFor } from '../spoken.ts'
import { ReferencePattern } from '../value.ts'
import { handingOn, type Mention, NO_WISHES, type Standing, type Turn, verb } from '../verb.ts'
import { NameSchema } from '../written.ts'

type Row = { readonly conditions: readonly (readonly [name: string, Condition])[]; readonly go: string }

export type WhenStep = { readonly verb: 'when'; readonly rows: readonly Row[]; readonly else?: string }

const RowSchema = Type.Object(
  { go: NameSchema },
  {
    patternProperties: { [ReferencePattern]: ConditionSchema },
    additionalProperties: false,
    minProperties: 2,
    saying: 'names of values with their conditions, and go: with a section',
  },
)

const schema = Type.Object(
  {
    when: Type.Array(RowSchema, { minItems: 1, maxItems: 100, saying: 'a list of rows, 100 at most' }),
    else: Type.Optional(NameSchema),
  },
  { additionalProperties: false },
)

type WrittenRow = { go: string } & Record<string, Condition>

export const when = verb({
  schema,
  read: readWhen,
  flaws: written => secretConditions(written.when as WrittenRow[]),
  step(step, _heard, standing): Turn {
    const ahead = handingOn(standing.typed)
    const to = step.rows.find(row => isMet(row, standing))?.go ?? step.else
    if (to === undefined) return { to: 'next', wishes: NO_WISHES, ...ahead }
    return { to: 'section', section: to, wishes: NO_WISHES, ...ahead }
  },
  mentions: step => [
    ...step.rows.flatMap(({ conditions, go }, row): Mention[] => [
      ...conditions.map(([name]): Mention => ({ kind: 'uses', name, path: ['when', row, name] })),
      { kind: 'section', name: go, path: ['when', row, 'go'] },
    ]),
    ...(step.else ? [{ kind: 'section', name: step.else, path: ['else'] } as const] : []),
  ],
  ways: step => ({
    waits: false,
    next: step.else === undefined,
    silent: [...step.rows.map(({ go }) => go), ...(step.else ? [step.else] : [])],
  }),
})

function readWhen(written: Static<typeof schema>): WhenStep {
  const rows = (written.when as WrittenRow[]).map(({ go, ...conditions }) => ({
    go,
    conditions: Object.entries(conditions),
  }))
  return { verb: 'when', rows, ...(written.else ? { else: written.else } : {}) }
}

const isMet = ({ conditions }: Row, standing: Standing): boolean =>
  conditions.every(([name, condition]) => holds(condition, standsFor(name, standing)))

function secretConditions(rows: readonly WrittenRow[]): Problem[] {
  return rows.flatMap((row, at) =>
    Object.keys(row)
      .filter(isSecret)
      .map(name => ({
        code: 'secret-shown',
        path: ['when', at, name],
        at: 'key' as const,
        sentence: told`"${name}" is a secret: the flow has its handle only, and can't compare it.`,
        hint: told`Give it to a lookup, and ask what the lookup answers.`,
      })),
  )
}
