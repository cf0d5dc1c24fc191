// secret: asks for a PIN or the like. The digits never reach the flow, the journal, a log or the live state: who
// hears the keys keeps them, and the flow knows a handle, `secret.<name>`, that only a lookup can redeem. Keys
// typed ahead are dropped. After a restart it asks again.
//
//   - secret: pin                # becomes secret.pin
//     prompt: enter-your-pin     # default enter-pin
//     digits: 6                  # or length: { min: 4, max: 8 }; default 4 to 12
//     end: "#"                   # default "#"
//     timeout: 5s                # until the first key, from the prompt's end; default 5s
//     between: 3s                # default 3s
//     tries: 3                   # default 3
//     failed: operator           # after the last try; default: say goodbye and hang up
//
//   asking ──played, or the first key──▶ listening ──secret heard──▶ right: next step
//     ▲                                                │
//     └── again ◀── too short, or nothing came ────────┴── no tries left ──▶ leaving, or `failed`
import Type, { type Static } from 'typebox'
import type { Heard, Trace, Wish } from '../flow.ts'
import { type Keying, keyingFlaws, keyingSettings, readKeying } from '../keying.ts'
import { giveUp, isLeaving, leave } from '../leaving.ts'
import { mentionsIn, readSpoken, SpokenSchema, speak, type Utterance } from '../spoken.ts'
import { NO_WISHES, type Standing, type Turn, verb } from '../verb.ts'
import { NameSchema } from '../written.ts'

export type SecretStep = {
  readonly verb: 'secret'
  readonly name: string
  readonly say: readonly Utterance[]
  readonly keying: Keying
  readonly failed?: string
}

type Memory = { phase: 'asking' | 'listening'; try: number }

const DEFAULT_MIN = 4
const DEFAULT_MAX = 12
/** Longer than any prompt: while it is said, nobody is late. */
const PROMPT_MS = 180_000
/** Whoever collects has its own time-outs; this is the net below. */
const NET_MS = 5_000

const schema = Type.Object(
  {
    secret: NameSchema,
    prompt: Type.Optional(SpokenSchema),
    ...keyingSettings,
    failed: Type.Optional(NameSchema),
  },
  { additionalProperties: false },
)

export const secret = verb({
  schema,
  discreet: true,
  read: readSecret,
  flaws: keyingFlaws,
  step(step, heard, standing): Turn {
    const memory = standing.memory as Memory | undefined
    if (heard.type === 'entered' || memory === undefined) return ask(step, standing, 1)
    if (isLeaving(memory)) return leave(memory, heard)
    switch (heard.type) {
      case 'resumed':
        return ask(step, standing, memory.try)
      case 'played':
      case 'play-failed':
        return memory.phase === 'asking'
          ? listen(step, memory, [collecting(step, step.keying.firstMs)])
          : stay(memory)
      case 'key':
        // Which key it was is not looked at.
        return memory.phase === 'asking' ? listen(step, memory, [{ type: 'stop-playing' }]) : stay(memory)
      case 'secret':
        return heardSecret(step, memory, heard, standing)
      case 'time-up':
        if (memory.phase !== 'listening') return stay(memory)
        return again(step, memory, 0, standing, [{ type: 'stop-secret' }])
      default:
        return stay(memory)
    }
  },
  mentions: ({ say, name, failed }) => [
    ...mentionsIn(say, ['prompt'], say.length > 1),
    { kind: 'writes', name: `secret.${name}`, path: ['secret'] },
    ...(failed ? [{ kind: 'section', name: failed, path: ['failed'] } as const] : []),
  ],
  ways: ({ failed }) => ({
    waits: true,
    next: true,
    silent: failed ? [failed] : [],
    ends: failed === undefined,
  }),
})

function readSecret(written: Static<typeof schema>): SecretStep {
  const { digits, length, failed } = written
  const min = digits ?? length?.min ?? Math.min(DEFAULT_MIN, length?.max ?? DEFAULT_MIN)
  return {
    verb: 'secret',
    name: written.secret,
    say: readSpoken(written.prompt ?? 'enter-pin'),
    keying: { ...readKeying(written, DEFAULT_MAX), min },
    ...(failed ? { failed } : {}),
  }
}

const stay = (memory: Memory): Turn => ({ to: 'same', wishes: NO_WISHES, memory })

const collecting = ({ keying }: SecretStep, firstMs: number): Wish => {
  const { min, max, end, betweenMs } = keying
  return { type: 'collect-secret', min, max, end, firstMs, betweenMs }
}

/** Collects from the first word on, so that keys may interrupt it. */
function ask(step: SecretStep, standing: Standing, attempt: number, complaint?: string): Turn {
  const memory: Memory = { phase: 'asking', try: attempt }
  const say = [...(complaint ? [complaint] : []), ...speak(step.say, standing)]
  if (say.length === 0) return listen(step, memory, [collecting(step, step.keying.firstMs)])
  return { to: 'same', wishes: [collecting(step, PROMPT_MS), { type: 'play', say }], memory }
}

function listen({ keying }: SecretStep, memory: Memory, wishes: readonly Wish[]): Turn {
  const ms = keying.firstMs + keying.max * keying.betweenMs + NET_MS
  return {
    to: 'same',
    wishes: [...wishes, { type: 'wait', ms }],
    memory: { phase: 'listening', try: memory.try } satisfies Memory,
  }
}

function heardSecret(
  step: SecretStep,
  memory: Memory,
  { handle, length }: Extract<Heard, { type: 'secret' }>,
  standing: Standing,
): Turn {
  const { keying, name } = step
  const wishes: Wish[] = memory.phase === 'asking' ? [{ type: 'stop-playing' }] : []
  if (length < keying.min || length > keying.max) return again(step, memory, length, standing, wishes)
  const { section } = standing.at
  const trace: Trace = { type: 'InputTaken', section, name, length, outcome: 'ok' }
  // Who has keyed in the last digit may still press the end key.
  const habit = length === keying.max ? { habit: keying.end } : {}
  return { to: 'next', wishes, learnt: { [`secret.${name}`]: handle }, trace: [trace], ...habit }
}

function again(
  step: SecretStep,
  memory: Memory,
  length: number,
  standing: Standing,
  wishes: readonly Wish[],
): Turn {
  if (memory.try < step.keying.tries) {
    const turn = ask(step, standing, memory.try + 1, length > 0 ? 'enter-again' : undefined)
    return { ...turn, wishes: [...wishes, ...turn.wishes] }
  }
  const { section } = standing.at
  const { name, failed } = step
  const trace: Trace = { type: 'InputTaken', section, name, length, outcome: 'gave-up' }
  return { ...giveUp(failed, wishes, ['too-many-tries', 'goodbye']), trace: [trace] }
}
