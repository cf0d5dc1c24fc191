// transfer: sends the caller to a queue, to one agent, into another flow, or to a number outside, for good. Names of the
// configuration and of the team, and numbers that are written here: none that somebody keyed in can be called by it.
//
//   - transfer: { queue: support }
//   - transfer: { agent: binh }  # only his phone rings
//     ring: 30s                  # how long the caller waits for him; default 30s
//     no-answer: leave-message   # then, or when he is not there
//   - transfer: { flow: clinic, section: doctors }
//   - transfer: { number: "028 3822 5678" }   # where config/outbound.yaml has a class for flows that reaches it
//     no-answer: leave-message   # busy, nobody there, no trunk free
//
//   entered ──▶ waiting ──(an agent's time is over)──▶ `no-answer`
//   entered ──▶ it rings outside ──(nobody is reached)──▶ `no-answer`
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
  | { readonly to: 'number'; readonly number: string; readonly noAnswer: string }
)

const only = { additionalProperties: false }

/** As people write it. */
const NumberSchema = Type.String({
  pattern: '^\\+?[0-9 ().\\-]{2,30}$',
  saying: 'a telephone number in quotes, such as "028 3822 5678"',
})

const schema = Type.Object(
  {
    transfer: Type.Union(
      [
        Type.Object({ queue: NameSchema }, only),
        Type.Object({ agent: NameSchema }, only),
        Type.Object({ flow: NameSchema, section: Type.Optional(NameSchema) }, only),
        Type.Object({ number: NumberSchema }, only),
      ],
      { saying: '{ queue: name }, { agent: name }, { flow: name } or { number: "028…" }' },
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
      case 'number':
        if (heard.type === 'not-reached') return { to: 'section', section: step.noAnswer, wishes: NO_WISHES }
        if (heard.type !== 'entered' && heard.type !== 'resumed') return STAY
        return { to: 'same', wishes: [{ type: 'call-outside', number: step.number }] }
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
    const unanswered: Mention = { kind: 'section', name: step.noAnswer, path: ['no-answer'] }
    if (step.to === 'agent') return [unanswered]
    return [{ kind: 'number', name: step.number, path: ['transfer', 'number'] }, unanswered]
  },
  ways: step => ({ waits: step.to !== 'flow', next: false, silent: [], ends: true }),
})

function readTransfer({ transfer: to, ring, ...written }: Static<typeof schema>): TransferStep {
  if ('queue' in to) return { verb: 'transfer', to: 'queue', queue: to.queue }
  if ('flow' in to) return { verb: 'transfer', to: 'flow', flow: to.flow, section: to.section ?? 'start' }
  const noAnswer = written['no-answer'] ?? ''
  if ('number' in to) return { verb: 'transfer', to: 'number', number: to.number, noAnswer }
  return { verb: 'transfer', to: 'agent', agent: to.agent, ringMs: durationMs(ring ?? '30s'), noAnswer }
}

/** One agent may not answer, nor a number; of a queue, and of a flow, that is their own business. */
function endsOfAgents(written: Static<typeof schema>): Problem[] {
  const isAgent = 'agent' in written.transfer
  const isNumber = 'number' in written.transfer
  if ((isAgent || isNumber) && written['no-answer'] === undefined)
    return [
      {
        code: 'missing-key',
        path: ['transfer'],
        at: 'key',
        sentence: told`"${'transfer'}" needs "${'no-answer'}" beside it.`,
        hint: isNumber
          ? told`Name the section that follows when nobody is reached there.`
          : told`Name the section that follows when this agent does not answer.`,
      },
    ]
  if (isAgent) return []
  return (isNumber ? (['ring'] as const) : (['ring', 'no-answer'] as const))
    .filter(key => written[key] !== undefined)
    .map(key => ({
      code: 'wrong-value',
      path: [key],
      at: 'key' as const,
      sentence: told`"${key}" means something for one agent only.`,
      hint: told`Delete it; a queue has max-wait and too-long of its own.`,
    }))
}
