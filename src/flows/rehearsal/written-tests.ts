// Tests as the owner writes them at the end of a flow.
//
//   tests:
//     - name: press 1 in office hours reaches sales
//       at: 2026-03-02T09:00           # the house's time; default a Monday at ten
//       press: "1"                     # or a list: ["1", "12345678#", { wait: 60s }, { speak: 10s }, hang-up]
//       hours: { office: open }        # instead of config/hours.yaml
//       queues: { sales: { waiting: 12, longest-wait: 6m, free: 0, here: 3 } }   # default: one agent, free; nobody waits
//       lookups: { balance: { found: { balance: 250000 } } }    # or not-found, failed
//       callback: refused              # the caller's number can't be called back; default: 0901234567 can
//       customer: { name: An, vip: true }                       # default: he is unknown
//       outside: no-answer             # nobody is reached at a number that he is sent to; default: somebody is
//       expect: [{ say: welcome }, { menu: main-menu }, { queue: sales }]
//
// `press`: one entry for each question; "" lets it pass. `expect`: what the caller meets, in order and without gaps;
// "..." stands for anything. A hangup at the end need not be written, and { section: name } may be, anywhere.
import Type, { type Static } from 'typebox'
import { told } from '../../told/told.ts'
import { durationMs } from '../duration.ts'
import type { Problem } from '../problem.ts'
import { SpokenSchema } from '../spoken.ts'
import { DurationSchema, NameSchema } from '../written.ts'
import type { Act } from './caller.ts'

const only = { additionalProperties: false }

const KeysSchema = Type.String({
  pattern: '^[0-9*#A-D]{0,64}$',
  saying: 'keys of a phone in quotes, such as "1"',
})

const ActSchema = Type.Union(
  [
    KeysSchema,
    Type.Object({ wait: DurationSchema }, only),
    Type.Object({ speak: DurationSchema }, only),
    Type.Literal('hang-up'),
  ],
  { saying: 'keys such as "1", { wait: 60s }, { speak: 10s } or hang-up' },
)

const ValuesSchema = Type.Record(NameSchema, Type.Union([Type.String(), Type.Number(), Type.Boolean()]))

const AnswerSchema = Type.Union(
  [Type.Literal('not-found'), Type.Literal('failed'), Type.Object({ found: ValuesSchema }, only)],
  { saying: 'not-found, failed or { found: { name: value } }' },
)

const CountSchema = Type.Integer({ minimum: 0, maximum: 100_000, saying: 'a whole number from 0 to 100000' })

const QueueStateSchema = Type.Object(
  {
    waiting: Type.Optional(CountSchema),
    'longest-wait': Type.Optional(DurationSchema),
    free: Type.Optional(CountSchema),
    here: Type.Optional(CountSchema),
  },
  { ...only, saying: 'how the queue stands, such as { waiting: 12, longest-wait: 6m, free: 0, here: 3 }' },
)

const CustomerSchema = Type.Object(
  {
    name: Type.Optional(Type.String({ maxLength: 200 })),
    segment: Type.Optional(Type.String({ maxLength: 64 })),
    vip: Type.Optional(Type.Boolean()),
    'last-agent': Type.Optional(NameSchema),
  },
  { ...only, saying: 'what is known of the caller, such as { name: An, segment: gold, vip: true }' },
)

const one = <K extends string>(key: K) =>
  Type.Object({ [key]: NameSchema } as Record<K, typeof NameSchema>, only)

const ExpectedSchema = Type.Union(
  [
    Type.Literal('...'),
    Type.Literal('hangup'),
    Type.Object({ say: SpokenSchema }, only),
    Type.Object({ menu: SpokenSchema }, only),
    Type.Object({ dial: SpokenSchema }, only),
    one('section'),
    one('callback'),
    one('collect'),
    one('secret'),
    one('lookup'),
    one('voicemail'),
    one('record'),
    one('send'),
    Type.Object({ queue: Type.String({ minLength: 1, maxLength: 80 }) }, only),
    Type.Object({ transfer: Type.String({ minLength: 1, maxLength: 40 }) }, only),
    Type.Object({ 'leave-queue': Type.Literal(true) }, only),
    Type.Object({ language: Type.String() }, only),
    Type.Object({ note: ValuesSchema }, only),
    Type.Object({ hangup: Type.String() }, only),
  ],
  {
    saying: 'what the caller meets, such as { say: welcome }, { menu: main-menu }, { queue: sales } or "..."',
  },
)

export const TestSchema = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 200, saying: 'a sentence that says what is tested' }),
    at: Type.Optional(
      Type.String({
        pattern:
          '^[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9](:[0-5][0-9])?(Z|[+-][0-9]{2}:[0-9]{2})?$',
        saying: 'a time such as 2026-03-02T09:00',
      }),
    ),
    hotline: Type.Optional(NameSchema),
    language: Type.Optional(Type.String({ pattern: '^[a-z]{2}$', saying: 'two letters, such as vi' })),
    hours: Type.Optional(
      Type.Record(
        NameSchema,
        Type.Union([Type.Literal('open'), Type.Literal('closed')], { saying: 'open or closed' }),
      ),
    ),
    queues: Type.Optional(Type.Record(NameSchema, QueueStateSchema)),
    lookups: Type.Optional(Type.Record(NameSchema, AnswerSchema)),
    customer: Type.Optional(CustomerSchema),
    callback: Type.Optional(Type.Literal('refused', { saying: 'refused' })),
    outside: Type.Optional(Type.Literal('no-answer', { saying: 'no-answer' })),
    chance: Type.Optional(Type.Number({ minimum: 0, maximum: 0.999999, saying: 'a number from 0 up to 1' })),
    caller: Type.Optional(
      Type.Union(
        ['national', 'international', 'short', 'internal', 'anonymous'].map(kind => Type.Literal(kind)),
        { saying: 'national, international, short, internal or anonymous' },
      ),
    ),
    press: Type.Optional(Type.Union([KeysSchema, Type.Array(ActSchema, { maxItems: 50 })])),
    expect: Type.Array(ExpectedSchema, {
      minItems: 1,
      maxItems: 100,
      saying: 'a list of what the caller meets',
    }),
  },
  only,
)

/** What a caller does and the world that he calls in: a test without its name and what it expects. */
export const scriptParts = TestSchema.properties

export const TestsSchema = Type.Array(TestSchema, { maxItems: 200, saying: 'a list of tests' })

export type WrittenTest = Static<typeof TestSchema>
export type Expected = WrittenTest['expect'][number]

/** What the caller of this test does. */
export function scriptOf({ press = [] }: Pick<WrittenTest, 'press'>): Act[] {
  const acts = typeof press === 'string' ? [press] : press
  return acts.map((act): Act => {
    if (act === 'hang-up') return { hangUp: true }
    if (typeof act === 'string') return { press: act }
    return 'wait' in act ? { waitMs: durationMs(act.wait) } : { speakMs: durationMs(act.speak) }
  })
}

/** Two tests of one name can't be told apart. */
export function namedTwice(tests: readonly { readonly name: string }[]): Problem[] {
  const seen = new Set<string>()
  return tests.flatMap(({ name }, index): Problem[] => {
    if (!seen.has(name)) {
      seen.add(name)
      return []
    }
    const sentence = told`There are two tests named "${name}".`
    const path = ['tests', index, 'name']
    return [{ code: 'name-twice', path, sentence, hint: told`Say in each name what is special about it.` }]
  })
}
