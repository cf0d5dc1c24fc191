// transfer: sends the caller to a queue, to one agent, or into another flow, for good. Names of the configuration and
// of the team only: no number that somebody keyed in can be called by it.
//
//   - transfer: { queue: support }
//   - transfer: { agent: binh }  # only his phone rings
//     ring: 30s                  # how long the caller waits for him; default 30s
//     no-answer: leave-message   # then, or when he is not there
//   - transfer: { flow: clinic, section: doctors }
//
//   entered ──▶ waiting ──(an agent's time is over)──▶ `no-answer`
import Type, { type Static } from 'typebox'
import { told } from '../../told/told.ts'
import { durationMs } from '../duration.ts'
import type { Problem } from '../problem.ts'
import { type Mention, NO_WISHES, STAY, type Turn, verb } from '../verb.ts'
import { DurationSchema, NameSchema } from '../written.ts'
import { queueOfAgent } from './dial.ts'

export type TransferStep = { readonly verb: 'transfer' } & (
  | { readonly to: 'queue'; readonly queue: string }
  | { readonly to: 'agent'; readonly agent: string; readonly ringMs: number; readonly noAnswer: string }
  | { readonly to: 'flow'; readonly flow: string; readonly section: string }
)

const only = { additionalProperties: false }

const schema = Type.Object(
  {
    transfer: Type.Union(
      [
        Type.Object({ queue: NameSchema }, only),
        Type.Object({ agent: NameSchema }, only),
        Type.Object({ flow: NameSchema, section: Type.Optional(NameSchema) }, only),
      ],
      { saying: '{ queue: name }, { agent: name } or { flow: name }' },
    ),
    ring: Type.Optional(DurationSchema),
    'no-answer': Type.Optional(NameSchema),
  },
  only,
)

export const transfer = verb({
  schema,
  read: readTransfer,
  flaws: endsOfAgents,
  step(step, heard): Turn {
    switch (step.to) {
      case 'flow':
        return { to: 'flow', flow: step.flow, section: step.section, wishes: NO_WISHES }
      case 'queue':
        if (heard.type !== 'entered') return STAY
        return { to: 'same', wishes: [{ type: 'join-queue', queue: step.queue, priority: 0 }] }
      case 'agent': {
        if (heard.type === 'time-up')
          return { to: 'section', section: step.noAnswer, wishes: [{ type: 'leave-queue' }] }
        const rings = { type: 'wait-in-queue', ms: step.ringMs } as const
        if (heard.type === 'resumed' || heard.type === 'returned') return { to: 'same', wishes: [rings] }
        if (heard.type !== 'entered') return STAY
        const joins = { type: 'join-queue', queue: queueOfAgent(step.agent), priority: 0 } as const
        return { to: 'same', wishes: [joins, rings] }
      }
      default:
        return step satisfies never
    }
  },
  mentions(step): readonly Mention[] {
    if (step.to === 'queue') return [{ kind: 'queue', name: step.queue, path: ['transfer', 'queue'] }]
    if (step.to === 'flow') return [{ kind: 'flow', name: step.flow, path: ['transfer', 'flow'] }]
    return [{ kind: 'section', name: step.noAnswer, path: ['no-answer'] }]
  },
  ways: step => ({ waits: step.to !== 'flow', next: false, silent: [], ends: true }),
})

function readTransfer({ transfer: to, ring, ...written }: Static<typeof schema>): TransferStep {
  if ('queue' in to) return { verb: 'transfer', to: 'queue', queue: to.queue }
  if ('flow' in to) return { verb: 'transfer', to: 'flow', flow: to.flow, section: to.section ?? 'start' }
  const noAnswer = written['no-answer'] ?? ''
  return { verb: 'transfer', to: 'agent', agent: to.agent, ringMs: durationMs(ring ?? '30s'), noAnswer }
}

/** One agent may not answer; of a queue, and of a flow, that is their own business. */
function endsOfAgents(written: Static<typeof schema>): Problem[] {
  const isAgent = 'agent' in written.transfer
  if (isAgent && written['no-answer'] === undefined)
    return [
      {
        code: 'missing-key',
        path: ['transfer'],
        at: 'key',
        sentence: told`"${'transfer'}" needs "${'no-answer'}" beside it.`,
        hint: told`Name the section that follows when this agent does not answer.`,
      },
    ]
  if (isAgent) return []
  return (['ring', 'no-answer'] as const)
    .filter(key => written[key] !== undefined)
    .map(key => ({
      code: 'wrong-value',
      path: [key],
      at: 'key' as const,
      sentence: told`"${key}" means something for one agent only.`,
      hint: told`Delete it; a queue has max-wait and too-long of its own.`,
    }))
}
