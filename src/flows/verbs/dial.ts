// dial: the caller keys in the extension of somebody, and that one's phone rings: he waits in the queue of this
// one agent alone. A wrong extension is said and asked again.
//
//   - dial: enter-extension      # the prompt, or several things to say as in `say`
//     length: { min: 3, max: 4 } # or digits: 3; default 1 to 6
//     end: "#"                   # default "#"
//     timeout: 5s                # until the first key; default 5s
//     between: 3s                # default 3s
//     tries: 3                   # default 3
//     ring: 30s                  # how long it rings; default 30s
//     no-answer: leave-message   # when nobody answers; the place in the queue is given up
//     failed: operator           # after the last try; default: say goodbye and hang up
//
//   asking, listening (asking.ts) ──known──▶ ringing ──time up──▶ `no-answer`
//       ▲                  │ unknown
//       └──── again ───────┴── no tries left ──▶ leaving, or `failed`
import Type, { type Static } from 'typebox'
import { type Asked, type Asking, ask, beginAsking, hearAnswer, isGiven } from '../asking.ts'
import { durationMs } from '../duration.ts'
import type { Heard, Trace, Wish } from '../flow.ts'
import { type Keying, keyingFlaws, keyingSettings, readKeying } from '../keying.ts'
import { giveUp, isLeaving, leave } from '../leaving.ts'
import { mentionsIn, readSpoken, SpokenSchema, type Utterance } from '../spoken.ts'
import { NO_WISHES, type Standing, type Turn, verb } from '../verb.ts'
import { DurationSchema, NameSchema } from '../written.ts'

export type DialStep = {
  readonly verb: 'dial'
  readonly say: readonly Utterance[]
  readonly keying: Keying
  readonly ringMs: number
  readonly noAnswer: string
  readonly failed?: string
}

type Ringing = { phase: 'ringing' }

/** The queue of one agent alone. */
export const queueOfAgent = (agent: string): string => `agent:${agent}`

const MAX_EXTENSION = 6

const schema = Type.Object(
  {
    dial: SpokenSchema,
    ...keyingSettings,
    ring: Type.Optional(DurationSchema),
    'no-answer': NameSchema,
    failed: Type.Optional(NameSchema),
  },
  { additionalProperties: false },
)

export const dial = verb({
  schema,
  read: readDial,
  flaws: keyingFlaws,
  step(step, heard, standing): Turn {
    const memory = standing.memory as Asking | Ringing | undefined
    if (heard.type === 'entered') return called(step, 1, beginAsking(step, standing), standing)
    if (isLeaving(memory)) return leave(memory, heard)
    if (!memory) return ask(step, standing, 1)
    if (memory.phase === 'ringing') return ring(step, memory, heard)
    return called(step, memory.try, hearAnswer(step, memory, heard, standing), standing)
  },
  mentions: ({ say, noAnswer, failed }) => [
    ...mentionsIn(say, ['dial'], say.length > 1),
    { kind: 'section', name: noAnswer, path: ['no-answer'] },
    ...(failed ? [{ kind: 'section', name: failed, path: ['failed'] } as const] : []),
  ],
  ways: ({ failed }) => ({ waits: true, next: false, silent: failed ? [failed] : [], ends: true }),
})

function readDial(written: Static<typeof schema>): DialStep {
  const { failed } = written
  return {
    verb: 'dial',
    say: readSpoken(written.dial),
    keying: readKeying(written, MAX_EXTENSION),
    ringMs: durationMs(written.ring ?? '30s'),
    noAnswer: written['no-answer'],
    ...(failed ? { failed } : {}),
  }
}

function called(step: DialStep, attempt: number, asked: Asked, standing: Standing): Turn {
  if (!isGiven(asked)) return asked
  const { digits, wishes } = asked
  const isLongEnough = digits.length >= step.keying.min
  const agent = isLongEnough ? standing.world.agentAt(digits) : undefined
  if (agent === undefined) return again(step, attempt, digits, standing, wishes)
  return {
    to: 'same',
    wishes: [
      ...wishes,
      { type: 'join-queue', queue: queueOfAgent(agent), priority: 0 },
      { type: 'wait-in-queue', ms: step.ringMs },
    ],
    memory: { phase: 'ringing' } satisfies Ringing,
    trace: [taken(standing, digits, 'ok')],
  }
}

/** He waits, and keeps his place over a restart; only the time is to be wished for again. */
function ring({ ringMs, noAnswer }: DialStep, memory: Ringing, heard: Heard): Turn {
  if (heard.type === 'time-up') return { to: 'section', section: noAnswer, wishes: [{ type: 'leave-queue' }] }
  const wishes: readonly Wish[] =
    heard.type === 'resumed' ? [{ type: 'wait-in-queue', ms: ringMs }] : NO_WISHES
  return { to: 'same', wishes, memory }
}

function again(
  step: DialStep,
  attempt: number,
  digits: string,
  standing: Standing,
  wishes: readonly Wish[],
): Turn {
  if (attempt < step.keying.tries) {
    const turn = ask(step, standing, attempt + 1, digits === '' ? [] : ['extension-unknown'])
    return { ...turn, wishes: [...wishes, ...turn.wishes] }
  }
  const turn = giveUp(step.failed, wishes, ['too-many-tries', 'goodbye'])
  return { ...turn, trace: [taken(standing, digits, 'gave-up')] }
}

const taken = ({ at }: Standing, { length }: string, outcome: 'ok' | 'gave-up'): Trace => ({
  type: 'InputTaken',
  section: at.section,
  name: 'extension',
  length,
  outcome,
})
