// callback: instead of waiting, the caller is called back when it is his turn; his place in the queue is kept for it.
// The number is read back; with 2 he keys in another one. A number that may not be called is refused at once.
//
//   - callback: sales            # the queue whose place is kept, and whose rules hold (callback: in config/queues.yaml)
//     timeout: 8s                # for a key, from the end of the prompt; default 8s
//     tries: 3                   # default 3
//     refused: leave-message     # no number that may be called, or none chosen; default: as at the end of the section
//
//   looking ──may be called──▶ offering (reads it back) ──1──▶ thanking ──▶ next step
//     ▲  └── may not ──▶ entering ◀──2──┘    └── no key, tries used up ──▶ `refused`
//     └──── digits # ─────┘
import Type, { type Static } from 'typebox'
import { durationMs } from '../duration.ts'
import type { Heard, Spoken, Trace, Wish } from '../flow.ts'
import { type Keying, keyed } from '../keying.ts'
import { NO_WISHES, type Standing, type Turn, verb } from '../verb.ts'
import { DurationSchema, NameSchema } from '../written.ts'

export type CallbackStep = {
  readonly verb: 'callback'
  readonly queue: string
  readonly timeoutMs: number
  readonly tries: number
  readonly refused?: string
}

/** The question that the house answers itself: may this number be called back, and how is it read? */
export const CALLBACK_ASK = '*callback'

/** The house answers at once; this is the net below it. */
const PATIENCE_MS = 2_000

/** His own number, or the digits that he has keyed in. */
type Asked = string | { caller: true }

/** `waits`: all is said, and his time runs; what wakes it before is a time of earlier. */
type Memory =
  | { phase: 'looking'; try: number; number: Asked }
  | { phase: 'offering'; try: number; waits?: true; number: string; contact: string; kind: string }
  | { phase: 'entering'; try: number; waits?: true; digits: string }
  | { phase: 'thanking' }

const schema = Type.Object(
  {
    callback: NameSchema,
    timeout: Type.Optional(DurationSchema),
    tries: Type.Optional(Type.Integer({ minimum: 1, maximum: 9, saying: 'a whole number from 1 to 9' })),
    refused: Type.Optional(NameSchema),
  },
  { additionalProperties: false },
)

export const callback = verb({
  schema,
  discreet: true,
  read: ({ callback: queue, timeout, tries, refused }: Static<typeof schema>): CallbackStep => ({
    ...{ verb: 'callback', queue, timeoutMs: durationMs(timeout ?? '8s'), tries: tries ?? 3 },
    ...(refused ? { refused } : {}),
  }),
  step(step, heard, standing): Turn {
    const memory = standing.memory as Memory | undefined
    if (heard.type === 'entered' || !memory) return look(step, { caller: true }, 1)
    switch (memory.phase) {
      case 'looking':
        return looked(step, memory, heard)
      case 'offering':
        return offered(step, memory, heard)
      case 'entering':
        return entered(step, memory, heard, standing)
      case 'thanking':
        return thanked(memory, heard)
    }
  },
  mentions: ({ queue, refused }) => [
    { kind: 'queue', name: queue, path: ['callback'] },
    ...(refused ? [{ kind: 'section', name: refused, path: ['refused'] } as const] : []),
  ],
  ways: ({ refused }) => ({
    ...{ waits: true, next: true, silent: refused ? [refused] : [], ends: refused === undefined },
  }),
})

function look({ queue }: CallbackStep, number: Asked, attempt: number): Turn {
  return {
    to: 'same',
    wishes: [
      { type: 'look-up', lookup: CALLBACK_ASK, with: { queue, number } },
      { type: 'wait', ms: PATIENCE_MS },
    ],
    memory: { phase: 'looking', try: attempt, number } satisfies Memory,
  }
}

function looked(step: CallbackStep, memory: Memory & { phase: 'looking' }, heard: Heard): Turn {
  const { try: attempt } = memory
  if (heard.type === 'resumed') return look(step, memory.number, attempt)
  if (heard.type === 'looked-up' && heard.outcome === 'found') {
    const { number, contact, kind } = heard.values
    return offer({
      ...{ phase: 'offering', try: attempt },
      ...{ number: String(number), contact: String(contact), kind: String(kind) },
    })
  }
  if (heard.type === 'looked-up' || heard.type === 'time-up')
    return enter(step, attempt, ['callback-no-number'])
  return { to: 'same', wishes: NO_WISHES, memory }
}

function offer(memory: Memory & { phase: 'offering' }): Turn {
  const say: Spoken[] = ['callback-number', { digits: memory.number }, 'press-1-to-confirm']
  return { to: 'same', wishes: [{ type: 'play', say }], memory }
}

function offered(step: CallbackStep, memory: Memory & { phase: 'offering' }, heard: Heard): Turn {
  const { contact, kind: numberKind } = memory
  switch (heard.type) {
    case 'resumed':
      // The house forgets a number that nobody has said yes to.
      return look(step, memory.number, memory.try)
    case 'played':
    case 'play-failed':
      return waiting(step, { ...memory, waits: true })
    case 'key': {
      const stop: Wish = { type: 'stop-playing' }
      if (heard.digit === '2') return enter(step, memory.try, [], [stop])
      if (heard.digit !== '1') break
      const promise: Wish = { type: 'promise-callback', queue: step.queue, priority: 0, contact, numberKind }
      return {
        to: 'same',
        wishes: [stop, promise, { type: 'play', say: ['callback-noted'] }],
        memory: { phase: 'thanking' } satisfies Memory,
      }
    }
    case 'time-up': {
      const { waits, ...before } = memory
      if (!waits) break
      if (memory.try >= step.tries) return refuse(step)
      return offer({ ...before, try: memory.try + 1 })
    }
  }
  return { to: 'same', wishes: NO_WISHES, memory }
}

const waiting = ({ timeoutMs }: CallbackStep, memory: Memory): Turn => ({
  to: 'same',
  wishes: [{ type: 'wait', ms: timeoutMs }],
  memory,
})

/** Asks for another number, after a complaint if there is one. */
function enter(
  step: CallbackStep,
  attempt: number,
  complaint: readonly Spoken[],
  wishes: readonly Wish[] = NO_WISHES,
): Turn {
  // The first complaint is about his own number, of which he could not know.
  if (attempt > step.tries) return refuse(step, wishes)
  return {
    to: 'same',
    wishes: [...wishes, { type: 'play', say: [...complaint, 'callback-enter'] }],
    memory: { phase: 'entering', try: attempt, digits: '' } satisfies Memory,
  }
}

function entered(
  step: CallbackStep,
  memory: Memory & { phase: 'entering' },
  heard: Heard,
  { at }: Standing,
): Turn {
  switch (heard.type) {
    case 'resumed':
      return enter(step, memory.try, [])
    case 'played':
    case 'play-failed':
      return waiting(step, { ...memory, waits: true })
    case 'time-up':
      if (!memory.waits) break
      if (memory.digits === '') return enter(step, memory.try + 1, [])
      return given(step, memory, memory.digits, at)
    case 'key': {
      const { digits, isDone } = keyed(KEYING, memory.digits, heard.digit)
      if (isDone) return given(step, memory, digits, at)
      return {
        to: 'same',
        wishes: [{ type: 'stop-playing' }, { type: 'wait', ms: KEYING.betweenMs }],
        memory: { ...memory, waits: true, digits } satisfies Memory,
      }
    }
  }
  return { to: 'same', wishes: NO_WISHES, memory }
}

const KEYING: Keying = { min: 1, max: 18, end: '#', firstMs: 8_000, betweenMs: 4_000, tries: 1 }

function given(
  step: CallbackStep,
  memory: Memory & { phase: 'entering' },
  digits: string,
  at: Standing['at'],
) {
  const { section } = at
  const trace: Trace = { type: 'InputTaken', section, name: 'callback', length: digits.length, outcome: 'ok' }
  return { ...look(step, digits, memory.try + 1), trace: [trace] }
}

function refuse({ refused }: CallbackStep, wishes: readonly Wish[] = NO_WISHES): Turn {
  return refused === undefined ? { to: 'end', wishes } : { to: 'section', section: refused, wishes }
}

function thanked(memory: Memory & { phase: 'thanking' }, heard: Heard): Turn {
  if (heard.type === 'resumed')
    return { to: 'same', wishes: [{ type: 'play', say: ['callback-noted'] }], memory }
  if (heard.type === 'played' || heard.type === 'play-failed') return { to: 'next', wishes: NO_WISHES }
  return { to: 'same', wishes: NO_WISHES, memory }
}
