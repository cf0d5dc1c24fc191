// How reports are asked for and shown.
import { Type } from 'typebox'
import { DURATION_PATTERN } from '../flows/duration.ts'
import { Moment } from './cdr-schemas.ts'
import { Timezone } from './timezone.ts'

const Text = Type.Object({ vi: Type.String(), en: Type.String() })
const Language = Type.Union([Type.Literal('vi'), Type.Literal('en')])
const By = Type.Union(
  (['queue', 'agent', 'hotline', 'hour', 'day'] as const).map(by => Type.Literal(by)),
  { description: 'what its rows are; hour is the hour of the day' },
)
const Variant = Type.Union(
  (['offered', 'answered', 'with-abandoned', 'without-short'] as const).map(name => Type.Literal(name)),
)

export const ReportQuestion = Type.Object(
  {
    from: Moment,
    to: Moment,
    by: By,
    timezone: Type.Optional(Timezone),
    'service-level': Type.Optional(Variant),
    within: Type.Optional(Type.String({ pattern: DURATION_PATTERN, description: 'of the service level' })),
    language: Type.Optional(Language),
  },
  { additionalProperties: false },
)

const Column = Type.Object({
  key: Type.String(),
  title: Text,
  unit: Type.String({ description: 'count; percent, 0 to 100; ms' }),
  variant: Type.Optional(Type.String()),
  version: Type.Integer(),
  definition: Text,
})

const Row = Type.Object({
  key: Type.String(),
  label: Type.String(),
  values: Type.Record(Type.String(), Type.Union([Type.Number(), Type.Null()])),
  open: Type.String({ description: 'the conversations of the row, an address below /api/v1' }),
  opens: Type.Record(Type.String(), Type.String(), {
    description: 'column → the conversations that its number counts',
  }),
  counts: Type.Record(Type.String(), Type.Integer(), {
    description: 'column → how many these are',
  }),
})

export const ReportView = Type.Object({
  columns: Type.Array(Column),
  rows: Type.Array(Row),
  totals: Type.Omit(Row, ['key', 'label']),
})

export const ReportList = Type.Array(
  Type.Object({
    name: Type.String(),
    title: Text,
    dimensions: Type.Array(Type.Object({ by: Type.String(), title: Text })),
    metrics: Type.Array(Column),
    serviceLevels: Type.Array(Type.Object({ variant: Type.String(), title: Text }), {
      description: 'variants to choose from, ?service-level=…&within=20s',
    }),
  }),
)
