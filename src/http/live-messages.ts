// What the live socket says and hears.
import { type Static, Type } from 'typebox'
import { AgentView } from './agents.ts'
import { CallView } from './calls.ts'
import { QueueView } from './queues.ts'
import { Time } from './views.ts'

const head = {
  /** Number of the last change that is in it: what `resume` asks to go on from. */
  seq: Type.Integer(),
  at: Time,
  /** What the switchboard says of itself; `away` when it says nothing. */
  switchboard: Type.String(),
}

/** Everything that this person may see. */
export const LiveSnapshot = Type.Object({
  type: Type.Literal('snapshot'),
  ...head,
  agents: Type.Array(AgentView),
  calls: Type.Array(CallView),
  queues: Type.Array(QueueView),
})

/** What is otherwise since the message before: each view whole, and the ids of what is no longer there. */
export const LiveChanges = Type.Object({
  type: Type.Literal('changes'),
  ...head,
  agents: Type.Optional(Type.Array(AgentView)),
  calls: Type.Optional(Type.Array(CallView)),
  queues: Type.Optional(Type.Array(QueueView)),
  gone: Type.Optional(
    Type.Object({
      agents: Type.Optional(Type.Array(Type.String())),
      calls: Type.Optional(Type.Array(Type.String())),
      queues: Type.Optional(Type.Array(Type.String())),
    }),
  ),
})

/** The client's only word: tell me what I missed since then. Answered with changes, or with a snapshot. */
export const LiveResume = Type.Object({ type: Type.Literal('resume'), seq: Type.Integer() })

export type LiveMessage = Static<typeof LiveSnapshot> | Static<typeof LiveChanges>
export type LiveRequest = Static<typeof LiveResume>
