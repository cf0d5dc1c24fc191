// How follow-ups are asked for and shown.
import { type Static, Type } from 'typebox'
import { given, Id, Time } from './views.ts'

const Somebody = Type.Object({ id: Type.String(), name: Type.Optional(Type.String()) })

export const FollowUpView = Type.Object({
  id: Type.String({ description: 'its first conversation' }),
  queue: Type.String(),
  caller: Type.Optional(Type.String({ description: 'to be called back; missing when erased' })),
  callerShown: Type.Optional(Type.String({ description: 'as people read it' })),
  times: Type.Integer({ description: 'how often he gave up' }),
  firstAt: Time,
  lastAt: Time,
  lastCall: Type.String({ description: 'his latest conversation' }),
  dueAt: Time,
  state: Type.Union([Type.Literal('open'), Type.Literal('overdue'), Type.Literal('done')]),
  takenBy: Type.Optional(Somebody),
  closedAt: Type.Optional(Time),
  closedBy: Type.Optional(
    Type.Object(Somebody.properties, { description: 'missing: somebody has talked to him' }),
  ),
  closedCall: Type.Optional(Type.String({ description: 'the conversation in which he was talked to' })),
  note: Type.Optional(Type.String()),
})
export type FollowUpView = Static<typeof FollowUpView>

const Counts = {
  open: Type.Integer({ description: 'overdue ones too' }),
  overdue: Type.Integer(),
}

export const FollowUpCounts = Type.Object({
  ...Counts,
  queues: Type.Array(Type.Object({ queue: Type.String(), ...Counts })),
})

export const FollowUpPage = Type.Object({
  followUps: Type.Array(FollowUpView),
  next: Type.Optional(Type.String({ description: 'cursor of the next page' })),
})

export const FollowUpQuery = Type.Object(
  {
    state: Type.Union([Type.Literal('open'), Type.Literal('overdue'), Type.Literal('done')], {
      default: 'open',
      description: 'open: all that are to be done, overdue ones first',
    }),
    queue: Type.Optional(Id),
    cursor: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9_-]{1,300}$' })),
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
  },
  { additionalProperties: false },
)

export const DoneBody = Type.Object(
  { note: Type.Optional(Type.String({ maxLength: 1_000, description: 'what came of it' })) },
  { additionalProperties: false },
)

/** @param id of a person; null or undefined: nobody */
export function somebody(id: string | null, name: string | null): Static<typeof Somebody> | undefined {
  return id === null ? undefined : { id, ...given({ name }) }
}
