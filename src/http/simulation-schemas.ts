// How simulations are asked for and told.
import { Type } from 'typebox'
import { DURATION_PATTERN } from '../flows/duration.ts'
import { STRATEGY_NAMES } from '../queues/strategies/strategies.ts'

const only = { additionalProperties: false }
const Duration = (description: string) => Type.String({ pattern: DURATION_PATTERN, description })
const Queue = Type.String({ minLength: 1, maxLength: 64 })
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })

const Change = Type.Object(
  {
    queue: Type.Optional(Queue),
    agents: Type.Optional(Type.Integer({ minimum: -200, maximum: 200, description: 'more, or fewer' })),
    strategy: Type.Optional(
      Type.String({
        ...{ minLength: 1, maxLength: 64 },
        description: `${STRATEGY_NAMES.join(', ')}, or the name of a file config/strategies/*.ts`,
      }),
    ),
    ring: Type.Optional(Duration('how long a phone rings')),
    'wrap-up': Type.Optional(Duration('granted after a call')),
    retry: Type.Optional(Duration('rest of an agent who let his phone ring out')),
    volume: Type.Optional(
      Type.Number({ minimum: 0.1, maximum: 5, description: 'as many calls as this multiple' }),
    ),
  },
  { ...only, description: 'what is missing stays as it was; without a queue all queues are meant' },
)

const Imagined = Type.Object(
  {
    queue: Queue,
    'calls-per-hour': Type.Number({ minimum: 1, maximum: 5_000 }),
    hours: Type.Number({ minimum: 0.5, maximum: 24 }),
    talk: Duration('mean'),
    patience: Type.Optional(Duration('mean; missing: nobody gives up')),
    agents: Type.Integer({ minimum: 1, maximum: 1_000 }),
  },
  { ...only, description: 'a day of which nothing is on record' },
)

const Variant = Type.Union(
  (['offered', 'answered', 'with-abandoned', 'without-short'] as const).map(name => Type.Literal(name)),
)

export const SimulationWish = Type.Object(
  {
    day: Type.Optional(Type.String({ ...Day, description: 'missing: the last day with calls' })),
    imagined: Type.Optional(Imagined),
    change: Type.Optional(Change),
    arrivals: Type.Optional(
      Type.Union([Type.Literal('recorded'), Type.Literal('random')], {
        description: 'the very calls of the day, or as many by chance in each half hour',
      }),
    ),
    'service-level': Type.Optional(Variant),
    within: Type.Optional(Duration('of the service level')),
    runs: Type.Optional(Type.Integer({ minimum: 2, maximum: 200 })),
    seed: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000_000 })),
  },
  only,
)

export const ReplayWish = Type.Object({ day: Type.Optional(Day) }, only)

const NAMES = ['offered', 'answered', 'abandoned', 'left', 'waiting'] as const
const MEASURES = ['serviceLevel', 'averageWaitMs', 'abandonRate', 'occupancy'] as const

const Confident = Type.Object(
  { mean: Type.Number(), low: Type.Number(), high: Type.Number() },
  { description: 'mean over the runs, and its 95 % confidence interval' },
)
const Sure = Type.Partial(
  Type.Object(Object.fromEntries([...NAMES, ...MEASURES].map(name => [name, Confident])) as SureNames),
)
type SureNames = Record<(typeof NAMES)[number] | (typeof MEASURES)[number], typeof Confident>

const Maybe = Type.Union([Type.Number(), Type.Null()])
const Compared = {
  real: Type.Optional(
    Type.Object({
      ...{ offered: Type.Integer(), answered: Type.Integer(), abandoned: Type.Integer() },
      ...{ left: Type.Integer(), waiting: Type.Integer() },
      ...{ serviceLevel: Maybe, averageWaitMs: Maybe, abandonRate: Maybe, occupancy: Maybe },
    }),
  ),
  base: Sure,
  changed: Sure,
  difference: Sure,
}
const Both = Type.Object({ serviceLevel: Maybe, averageWaitMs: Maybe })

export const SimulationView = Type.Object({
  day: Type.Optional(Type.String({ description: 'missing: an imagined one' })),
  timezone: Type.String(),
  calls: Type.Integer({ description: 'of the day, as it was' }),
  runs: Type.Integer(),
  tookMs: Type.Integer(),
  serviceLevel: Type.Object({
    variant: Type.String(),
    withinMs: Type.Integer(),
    title: Type.Object({ vi: Type.String(), en: Type.String() }),
  }),
  total: Type.Object(Compared, { description: 'real: as it was; base: simulated as it was' }),
  queues: Type.Array(Type.Object({ queue: Type.String(), title: Type.Optional(Type.String()), ...Compared })),
  halfHours: Type.Array(
    Type.Object({
      fromMs: Type.Integer({ description: 'of the day' }),
      calls: Type.Integer(),
      ...{ real: Type.Optional(Both), base: Both, changed: Both },
    }),
  ),
  strategies: Type.Array(Type.String(), { description: 'to choose from' }),
})

export const ReplayView = Type.Object({
  day: Type.String(),
  timezone: Type.String(),
  inputs: Type.Integer({ description: 'that were replayed' }),
  offers: Type.Integer({ description: 'decisions that were compared' }),
  differing: Type.Integer(),
  differences: Type.Array(
    Type.Object({
      seq: Type.Integer({ description: 'of the floor’s journal: floor:<seq>' }),
      input: Type.String(),
      recorded: Type.Array(Type.Unknown()),
      decided: Type.Array(Type.Unknown()),
    }),
    { description: 'the first hundred' },
  ),
  gaps: Type.Array(Type.Object({ after: Type.Integer(), before: Type.Integer() })),
  unplayable: Type.Integer({ description: 'records before the first note of the whole floor' }),
  tookMs: Type.Integer(),
})
