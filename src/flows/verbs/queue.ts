// queue: the caller waits for an agent of this queue. The flow rests here until the call leaves the queue.
//
//   - queue: sales
//     priority: 5                # 0 to 10, higher is served first; default 0
import Type from 'typebox'
import { STAY, type Turn, verb } from '../verb.ts'
import { NameSchema } from '../written.ts'

export type QueueStep = { readonly verb: 'queue'; readonly queue: string; readonly priority: number }

const schema = Type.Object(
  {
    queue: NameSchema,
    priority: Type.Optional(Type.Integer({ minimum: 0, maximum: 10, saying: 'a whole number from 0 to 10' })),
  },
  { additionalProperties: false },
)

export const queue = verb({
  schema,
  read: (written): QueueStep => ({ verb: 'queue', queue: written.queue, priority: written.priority ?? 0 }),
  step(step, heard): Turn {
    // Not again after a restart: the caller kept his place in the queue.
    if (heard.type !== 'entered') return STAY
    return { to: 'same', wishes: [{ type: 'join-queue', queue: step.queue, priority: step.priority }] }
  },
  mentions: step => [{ kind: 'queue', name: step.queue, path: ['queue'] }],
  ways: () => ({ waits: true, next: false, silent: [] }),
})
