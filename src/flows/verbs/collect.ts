// collect: asks for a number and keeps it as `input.<name>`. A key may interrupt the prompt; `#` ends the number,
// `*` begins it again; the time-out runs from the prompt's end. What is wrong is said and asked again.
//
//   - collect: account           # becomes input.account
//     prompt: enter-account      # or several things to say as in `say`; default enter-digits
//     digits: 8                  # or length: { min: 6, max: 12 }; default 1 to 20
//     end: "#"                   # or "*"; default "#"
//     timeout: 5s                # until the first key; default 5s
//     between: 3s                # from key to key; default 3s
//     pattern: "9704[0-9]+"      # the whole number must match; runs in linear time
//     check: luhn                # luhn, mod97, mod11, vn-tax-code or cccd
//     confirm: true              # reads it back and asks for 1 (right) or 2 (again); default false
//     tries: 3                   # default 3
//     failed: operator           # after the last try; default: say goodbye and hang up
//
//   asking, listening (asking.ts) ──right──▶ next step, or ──confirm──▶ confirming ──played──▶ choosing
//          ▲         │                                                     │  1: next step       │
//          └─ again ─┴─ no tries left ─▶ leaving, or `failed`     2, time ─┴─ again ◀────────────┘
import Type, { type Static } from 'typebox'
import { told } from '../../told/told.ts'
import { type Asked, type Asking, ask, beginAsking, hearAnswer, isGiven } from '../asking.ts'
import { CHECKS, type Check, passes } from '../check-digit.ts'
import type { Heard, Spoken, Trace, Wish } from '../flow.ts'
import { type Keying, keyingFlaws, keyingSettings, readKeying } from '../keying.ts'
import { giveUp, isLeaving, leave } from '../leaving.ts'
import { type Pattern, patternFlaw, patternOf } from '../pattern.ts'
import type { Problem } from '../problem.ts'
import { mentionsIn, readSpoken, SpokenSchema, type Utterance } from '../spoken.ts'
import { handingOn, NO_WISHES, type Standing, type Turn, verb } from '../verb.ts'
import { NameSchema } from '../written.ts'

export type CollectStep = {
  readonly verb: 'collect'
  readonly name: string
  readonly say: readonly Utterance[]
  readonly keying: Keying
  readonly pattern?: Pattern
  readonly check?: Check
  readonly confirm: boolean
  readonly failed?: string
}

type Confirming = { phase: 'confirming' | 'choosing'; try: number; digits: string }

const isConfirming = (memory: Asking | Confirming): memory is Confirming =>
  memory.phase === 'confirming' || memory.phase === 'choosing'

const DEFAULT_MAX = 20

const schema = Type.Object(
  {
    collect: NameSchema,
    prompt: Type.Optional(SpokenSchema),
    ...keyingSettings,
    pattern: Type.Optional(Type.String({ minLength: 1, saying: 'a pattern such as "9704[0-9]+"' })),
    check: Type.Optional(
      Type.Union(
        CHECKS.map(check => Type.Literal(check)),
        { saying: CHECKS.join(', ') },
      ),
    ),
    confirm: Type.Optional(Type.Boolean()),
    failed: Type.Optional(NameSchema),
  },
  { additionalProperties: false },
)

export const collect = verb({
  schema,
  discreet: true,
  read: readCollect,
  flaws: written => [...keyingFlaws(written), ...badPattern(written.pattern)],
  step(step, heard, standing): Turn {
    const memory = standing.memory as Asking | Confirming | undefined
    if (heard.type === 'entered') return judged(step, 1, beginAsking(step, standing), standing)
    if (isLeaving(memory)) return leave(memory, heard)
    if (!memory) return ask(step, standing, 1)
    if (isConfirming(memory)) return confirm(step, memory, heard, standing)
    return judged(step, memory.try, hearAnswer(step, memory, heard, standing), standing)
  },
  mentions: ({ say, name, failed }) => [
    ...mentionsIn(say, ['prompt'], say.length > 1),
    { kind: 'writes', name: `input.${name}`, path: ['collect'] },
    ...(failed ? [{ kind: 'section', name: failed, path: ['failed'] } as const] : []),
  ],
  ways: ({ failed }) => ({
    waits: true,
    next: true,
    silent: failed ? [failed] : [],
    ends: failed === undefined,
  }),
})

function readCollect(written: Static<typeof schema>): CollectStep {
  const { pattern, check, failed } = written
  return {
    verb: 'collect',
    name: written.collect,
    say: readSpoken(written.prompt ?? 'enter-digits'),
    keying: readKeying(written, DEFAULT_MAX),
    ...(pattern ? { pattern: patternOf(pattern) } : {}),
    ...(check ? { check } : {}),
    confirm: written.confirm ?? false,
    ...(failed ? { failed } : {}),
  }
}

function badPattern(pattern: string | undefined): Problem[] {
  const flaw = pattern === undefined ? undefined : patternFlaw(pattern)
  if (flaw === undefined) return []
  const sentence = told`This can't be used as a pattern: ${flaw}.`
  return [
    {
      code: 'bad-pattern',
      path: ['pattern'],
      sentence,
      hint: told`For example "[0-9]{8}", or "9704[0-9]+".`,
    },
  ]
}

/** Once there is a number: is it right? */
function judged(step: CollectStep, attempt: number, asked: Asked, standing: Standing): Turn {
  if (!isGiven(asked)) return asked
  const { digits, wishes, rest, habit } = asked
  if (!isRight(step, digits)) return again(step, attempt, digits, standing, wishes)
  if (!step.confirm)
    return accept(step, digits, standing, wishes, { ...handingOn(rest), ...(habit ? { habit } : {}) })
  if (rest.startsWith('1')) return accept(step, digits, standing, wishes, handingOn(rest.slice(1)))
  return readBack(digits, attempt, wishes)
}

function isRight({ keying, pattern, check }: CollectStep, digits: string): boolean {
  if (digits.length < keying.min || digits.length > keying.max) return false
  if (pattern && !pattern.matches(digits)) return false
  return check === undefined || passes(check, digits)
}

function readBack(digits: string, attempt: number, wishes: readonly Wish[]): Turn {
  const say: Spoken[] = ['you-entered', { digits }, 'press-1-to-confirm']
  const memory: Confirming = { phase: 'confirming', try: attempt, digits }
  return { to: 'same', wishes: [...wishes, { type: 'play', say }], memory }
}

function confirm(step: CollectStep, memory: Confirming, heard: Heard, standing: Standing): Turn {
  const { phase, digits } = memory
  switch (heard.type) {
    case 'resumed':
      return readBack(digits, memory.try, NO_WISHES)
    case 'played':
    case 'play-failed':
      if (phase !== 'confirming') break
      return {
        to: 'same',
        wishes: [{ type: 'wait', ms: step.keying.firstMs }],
        memory: { ...memory, phase: 'choosing' } satisfies Confirming,
      }
    case 'key': {
      const wishes: Wish[] = phase === 'confirming' ? [{ type: 'stop-playing' }] : []
      if (heard.digit === '1') return accept(step, digits, standing, wishes, {})
      if (heard.digit === '2') return again(step, memory.try, '', standing, wishes)
      break
    }
    case 'time-up':
      if (phase !== 'choosing') break
      if (memory.try < step.keying.tries) return readBack(digits, memory.try + 1, NO_WISHES)
      return again(step, memory.try, digits, standing, NO_WISHES)
  }
  return { to: 'same', wishes: NO_WISHES, memory }
}

function accept(
  { name }: CollectStep,
  digits: string,
  { at }: Standing,
  wishes: readonly Wish[],
  ahead: { typed?: string; habit?: string },
): Turn {
  const trace: Trace = { type: 'InputTaken', section: at.section, name, length: digits.length, outcome: 'ok' }
  return { to: 'next', wishes, learnt: { [`input.${name}`]: digits }, trace: [trace], ...ahead }
}

/** One more try, if there is one left. */
function again(
  step: CollectStep,
  attempt: number,
  digits: string,
  standing: Standing,
  wishes: readonly Wish[],
): Turn {
  if (attempt < step.keying.tries) {
    const turn = ask(step, standing, attempt + 1, digits === '' ? [] : ['enter-again'])
    return { ...turn, wishes: [...wishes, ...turn.wishes] }
  }
  const { section } = standing.at
  const { name, failed } = step
  const trace: Trace = { type: 'InputTaken', section, name, length: digits.length, outcome: 'gave-up' }
  return { ...giveUp(failed, wishes, ['too-many-tries', 'goodbye']), trace: [trace] }
}
