// queue-state: looks at a queue, and goes on by what it sees; nobody joins it by that. The first row whose conditions
// all hold leads on.
//
//   - queue-state: sales
//     when:
//       - { waiting: { from: 10 }, go: leave-message }          # how many callers wait
//       - { longest-wait: { from: 5m }, go: ask-callback }      # how long the first of them has waited
//       - { free: 0, here: { from: 1 }, go: all-busy }          # agents who could take a call now, and who are at work
//       - { here: 0, go: nobody-here }
//     else: join-sales           # default: the next step
//
// Numbers are one number, or a range with both ends in it.
import Type, { type Static } from 'typebox'
import { durationMs } from '../duration.ts'
import type { QueueState } from '../flow.ts'
import { handingOn, type Mention, NO_WISHES, type Standing, type Turn, verb } from '../verb.ts'
import { DurationSchema, NameSchema } from '../written.ts'

type Range = { readonly from?: number; readonly to?: number }

type Row = {
  readonly ranges: readonly (readonly [what: keyof QueueState, range: Range])[]
  readonly go: string
}

export type QueueStateStep = {
  readonly verb: 'queue-state'
  readonly queue: string
  readonly rows: readonly Row[]
  readonly else?: string
}

const CountSchema = Type.Integer({ minimum: 0, maximum: 100_000 })
const CountsSchema = Type.Union(
  [
    CountSchema,
    Type.Object(
      { from: Type.Optional(CountSchema), to: Type.Optional(CountSchema) },
      { additionalProperties: false, minProperties: 1 },
    ),
  ],
  { saying: 'a number, or { from: 1, to: 5 }' },
)
const TimesSchema = Type.Object(
  { from: Type.Optional(DurationSchema), to: Type.Optional(DurationSchema) },
  { additionalProperties: false, minProperties: 1, saying: 'a range of times such as { from: 5m }' },
)

const RowSchema = Type.Object(
  {
    waiting: Type.Optional(CountsSchema),
    'longest-wait': Type.Optional(TimesSchema),
    free: Type.Optional(CountsSchema),
    here: Type.Optional(CountsSchema),
    go: NameSchema,
  },
  {
    additionalProperties: false,
    minProperties: 2,
    saying: 'waiting, longest-wait, free or here with what they must be, and go: with a section',
  },
)

const schema = Type.Object(
  {
    'queue-state': NameSchema,
    when: Type.Array(RowSchema, { minItems: 1, maxItems: 50, saying: 'a list of rows, 50 at most' }),
    else: Type.Optional(NameSchema),
  },
  { additionalProperties: false },
)

export const queueState = verb({
  schema,
  read: readQueueState,
  step(step, _heard, standing): Turn {
    const ahead = handingOn(standing.typed)
    const to = whereTo(step, standing)
    if (to === undefined) return { to: 'next', wishes: NO_WISHES, ...ahead }
    return { to: 'section', section: to, wishes: NO_WISHES, ...ahead }
  },
  mentions: ({ queue, rows, else: otherwise }) => [
    { kind: 'queue', name: queue, path: ['queue-state'] },
    ...rows.map(({ go }, row): Mention => ({ kind: 'section', name: go, path: ['when', row, 'go'] })),
    ...(otherwise ? [{ kind: 'section', name: otherwise, path: ['else'] } as const] : []),
  ],
  ways: ({ rows, else: otherwise }) => ({
    waits: false,
    next: otherwise === undefined,
    silent: [...rows.map(({ go }) => go), ...(otherwise ? [otherwise] : [])],
  }),
})

function readQueueState({
  'queue-state': queue,
  when,
  else: otherwise,
}: Static<typeof schema>): QueueStateStep {
  const rows = when.map(({ go, 'longest-wait': longest, ...counts }): Row => {
    const ranges = Object.entries(counts).map(
      ([what, count]) => [what as keyof QueueState, rangeOf(count)] as const,
    )
    return { go, ranges: longest ? [...ranges, ['longestWaitMs', timesOf(longest)]] : ranges }
  })
  return { verb: 'queue-state', queue, rows, ...(otherwise ? { else: otherwise } : {}) }
}

const rangeOf = (written: Static<typeof CountsSchema>): Range =>
  typeof written === 'number' ? { from: written, to: written } : written

const timesOf = ({ from, to }: Static<typeof TimesSchema>): Range => ({
  ...(from === undefined ? {} : { from: durationMs(from) }),
  ...(to === undefined ? {} : { to: durationMs(to) }),
})

/** Of a queue that nobody knows anything about, no row holds. */
function whereTo({ queue, rows, else: otherwise }: QueueStateStep, { world }: Standing): string | undefined {
  const state = world.queueState?.(queue)
  const row = state && rows.find(({ ranges }) => ranges.every(([what, range]) => isIn(range, state[what])))
  return row?.go ?? otherwise
}

const isIn = ({ from = 0, to = Number.POSITIVE_INFINITY }: Range, count: number): boolean =>
  count >= from && count <= to
