// How boxes and their messages are asked for and shown.
import { type Static, Type } from 'typebox'
import { Ms, Time } from './views.ts'

export const BoxView = Type.Object({
  name: Type.String(),
  title: Type.Record(Type.String(), Type.String(), { description: 'language → title' }),
  queue: Type.Optional(Type.String({ description: 'whose agents and supervisors hear it' })),
  hotline: Type.Optional(Type.String()),
  removed: Type.Optional(
    Type.Literal(true, {
      description:
        'no longer in the configuration: heard by who hears all boxes until its messages are erased',
    }),
  ),
  new: Type.Integer({ description: 'messages that nobody has heard' }),
  total: Type.Integer(),
})

export const MessageView = Type.Object({
  recording: Type.String(),
  conversation: Type.String(),
  box: Type.String(),
  hotline: Type.String(),
  caller: Type.Optional(Type.String({ description: 'to be called back; missing when anonymous or erased' })),
  callerShown: Type.Optional(Type.String({ description: 'as people read it' })),
  at: Time,
  durationMs: Ms,
  ready: Type.Boolean({ description: 'false while its sound is still on the way' }),
  heardAt: Type.Optional(Time),
  heardBy: Type.Optional(Type.String()),
  note: Type.Optional(Type.String()),
  deletedAt: Type.Optional(Type.String({ description: 'RFC 3339, UTC; erased some days later' })),
})
export type MessageView = Static<typeof MessageView>

export const MessagePage = Type.Object({
  messages: Type.Array(MessageView),
  next: Type.Optional(Type.String({ description: 'cursor of the next page' })),
})

export const MessageQuery = Type.Object(
  {
    state: Type.Optional(
      Type.Union([Type.Literal('new'), Type.Literal('heard'), Type.Literal('deleted')], {
        description: 'missing: all that are not deleted',
      }),
    ),
    cursor: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9_-]{1,300}$' })),
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
  },
  { additionalProperties: false },
)

export const Change = Type.Object(
  {
    heard: Type.Optional(Type.Boolean()),
    note: Type.Optional(
      Type.String({ maxLength: 1_000, description: 'replaces the one before; empty: none' }),
    ),
  },
  { additionalProperties: false, minProperties: 1 },
)
