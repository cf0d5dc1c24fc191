// How CDRs are asked for and shown.
import { Type } from 'typebox'
import { DURATION_PATTERN } from '../flows/duration.ts'
import { Timezone } from './timezone.ts'
import { ID_PATTERN, Id, Ms, Time } from './views.ts'
import { OfferView, WaitView } from './why-views.ts'

const rfc3339 = '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?(Z|[+-]\\d{2}:\\d{2})$'
export const Moment = Type.String({
  pattern: rfc3339,
  description: 'RFC 3339, e.g. 2026-03-02T09:00:00+07:00',
})

const Within = Type.String({ pattern: DURATION_PATTERN, description: 'e.g. 20s, since joining the queue' })

/** What the numbers of reports open. */
const CountedFilters = Type.Object({
  counted: Type.Optional(
    Type.Union([
      Type.Literal('offered'),
      Type.Literal('answered'),
      Type.Literal('abandoned'),
      Type.Literal('missed'),
    ]),
  ),
  'answered-within': Type.Optional(Within),
  'removed-within': Type.Optional(Within),
  desk: Type.Optional(
    Type.String({
      pattern: ID_PATTERN,
      description: 'the agent whom they were offered to; the filters above then count his share',
    }),
  ),
  day: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
  hour: Type.Optional(Type.String({ pattern: '^([01]\\d|2[0-3])$' })),
  timezone: Type.Optional(Timezone),
})

export const Question = Type.Object(
  {
    from: Type.Optional(Moment),
    to: Type.Optional(Moment),
    number: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
    queue: Type.Optional(Id),
    agent: Type.Optional(Id),
    hotline: Type.Optional(Id),
    ending: Type.Optional(Id),
    held: Type.Optional(Type.Literal('true', { description: 'only those under a legal hold' })),
    cut: Type.Optional(
      Type.Literal('true', { description: 'only those of which a recording ends early, or is lost' }),
    ),
    ...CountedFilters.properties,
    cursor: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9_-]{1,300}$' })),
    limit: Type.Integer({ minimum: 1, maximum: 500, default: 50 }),
  },
  { additionalProperties: false },
)

export const Head = Type.Object({
  conversation: Type.String(),
  revision: Type.Integer(),
  channel: Type.String(),
  direction: Type.String({ description: 'inbound, or outbound: then the caller is who was called' }),
  hotline: Type.String(),
  via: Type.String(),
  caller: Type.Optional(Type.String({ description: 'missing when anonymous or erased' })),
  callerShown: Type.Optional(Type.String({ description: 'as people read it' })),
  contact: Type.String(),
  numberKind: Type.String(),
  flow: Type.String(),
  version: Type.String(),
  language: Type.String(),
  queue: Type.Optional(Type.String()),
  agent: Type.Optional(Type.String()),
  arrivedAt: Time,
  queuedAt: Type.Optional(Time),
  answeredAt: Type.Optional(Time),
  endedAt: Time,
  waitMs: Ms,
  ringMs: Ms,
  talkMs: Ms,
  wrapUpMs: Ms,
  ending: Type.Object({ result: Type.String(), reason: Type.String(), who: Type.String() }),
  callbackOf: Type.Optional(
    Type.String({ description: 'a callback: the conversation in which it was asked for' }),
  ),
  legalHold: Type.Boolean({ description: 'nothing of it is erased while this stands' }),
})

export const Whole = Type.Object({
  ...Head.properties,
  segments: Type.Array(
    Type.Object({
      kind: Type.String(),
      from: Time,
      to: Time,
      queue: Type.Optional(Type.String()),
      agent: Type.Optional(Type.String()),
      section: Type.Optional(Type.String()),
    }),
  ),
  keys: Type.Array(Type.Object({ at: Time, section: Type.String(), digit: Type.String() })),
  offers: Type.Array(OfferView),
  waits: Type.Array(WaitView),
  notes: Type.Array(
    Type.Object({
      at: Time,
      name: Type.String(),
      value: Type.Optional(
        Type.Union([Type.String(), Type.Number(), Type.Boolean()], { description: 'missing when erased' }),
      ),
    }),
    { description: 'what the flow wrote down' },
  ),
  callback: Type.Optional(Type.String({ description: 'the conversation in which he was called back' })),
  hold: Type.Optional(
    Type.Object(
      { at: Time, by: Type.String(), reason: Type.String() },
      { description: 'for those who may lift it' },
    ),
  ),
  recordings: Type.Array(
    Type.Object({
      recording: Type.String(),
      party: Type.String(),
      agent: Type.String(),
      state: Type.String(),
      durationMs: Type.Optional(Ms),
      missingMs: Type.Optional(
        Type.Integer({ description: 'so much is missing at its end: the disk was full' }),
      ),
      bytes: Type.Optional(Type.Integer()),
      sha256: Type.Optional(Type.String()),
    }),
  ),
})

export const Page = Type.Object({
  cdrs: Type.Array(Head),
  next: Type.Optional(Type.String({ description: 'cursor of the next page' })),
})
