// menu: asks for one key. A key may interrupt the prompt; the time-out runs from the prompt's end.
//
//   - menu: main-menu            # the prompt, or several things to say as in `say`
//     timeout: 5s                # how long to wait for a key; default 5s
//     tries: 3                   # how often to ask; default 3
//     keys: { "1": sales, "2": support, "#": start }
//     no-input: operator         # after the last try without a key; default: say goodbye and hang up
//     invalid: operator          # after the last try with a wrong key; default: the same
//
//            played / play failed
//   asking ───────────────────────▶ listening     leaving (goodbye) ──▶ hang up
//     ▲  key not in `keys`, or time up  │             ▲
//     └─────────── next try ────────────┴── no tries ─┘ left and no target
import Type, { type Static } from 'typebox'
import { durationMs } from '../duration.ts'
import type { Heard, Wish } from '../flow.ts'
import { mentionsIn, readSpoken, SpokenSchema, speak, type Utterance } from '../spoken.ts'
import { handingOn, type Mention, NO_WISHES, type Standing, type Turn, verb } from '../verb.ts'
import { DigitPattern, DurationSchema, NameSchema } from '../written.ts'

export type MenuStep = {
  readonly verb: 'menu'
  readonly say: readonly Utterance[]
  readonly timeoutMs: number
  readonly tries: number
  readonly keys: ReadonlyMap<string, string>
  readonly noInput?: string
  readonly invalid?: string
}

type Memory = { phase: 'asking' | 'listening' | 'leaving'; try: number }

const schema = Type.Object(
  {
    menu: SpokenSchema,
    timeout: Type.Optional(DurationSchema),
    tries: Type.Optional(Type.Integer({ minimum: 1, maximum: 9, saying: 'a whole number from 1 to 9' })),
    keys: Type.Record(Type.String({ pattern: DigitPattern }), NameSchema, {
      minProperties: 1,
      additionalProperties: false,
      saying: 'keys of a phone with a section each, such as { "1": sales, "#": start }',
    }),
    'no-input': Type.Optional(NameSchema),
    invalid: Type.Optional(NameSchema),
  },
  { additionalProperties: false },
)

export const menu = verb({
  schema,
  read: readMenu,
  step(step, heard, standing): Turn {
    const memory = (standing.memory as Memory | undefined) ?? { phase: 'asking', try: 1 }
    if (heard.type === 'entered') {
      const [digit, ...rest] = standing.typed ?? ''
      if (digit === undefined) return ask(step, standing, 1)
      return { ...press(step, standing, memory, digit, false), ...handingOn(rest.join('')) }
    }
    if (memory.phase === 'leaving') return leave(heard, memory)
    switch (heard.type) {
      case 'resumed':
        return ask(step, standing, memory.try)
      case 'played':
      case 'play-failed':
        return memory.phase === 'asking' ? listen(step, memory) : stay(memory)
      case 'key':
        return press(step, standing, memory, heard.digit, memory.phase === 'asking')
      case 'time-up':
        // While we are asking, it belongs to a time-out from before: the prompt goes on.
        return memory.phase === 'listening' ? again(step, standing, memory, step.noInput, []) : stay(memory)
      default:
        return stay(memory)
    }
  },
  mentions: step => [
    ...mentionsIn(step.say, ['menu'], step.say.length > 1),
    ...[...step.keys].map(([digit, name]): Mention => ({ kind: 'section', name, path: ['keys', digit] })),
    ...(step.noInput ? [{ kind: 'section', name: step.noInput, path: ['no-input'] } as const] : []),
    ...(step.invalid ? [{ kind: 'section', name: step.invalid, path: ['invalid'] } as const] : []),
  ],
  ways: step => ({
    waits: true,
    next: false,
    silent: step.noInput ? [step.noInput] : [],
    ends: step.noInput === undefined || step.invalid === undefined,
  }),
})

function readMenu(written: Static<typeof schema>): MenuStep {
  return {
    verb: 'menu',
    say: readSpoken(written.menu),
    timeoutMs: durationMs(written.timeout ?? '5s'),
    tries: written.tries ?? 3,
    keys: new Map(Object.entries(written.keys)),
    ...(written['no-input'] ? { noInput: written['no-input'] } : {}),
    ...(written.invalid ? { invalid: written.invalid } : {}),
  }
}

function stay(memory: Memory): Turn {
  return { to: 'same', wishes: NO_WISHES, memory }
}

function ask(
  step: MenuStep,
  standing: Standing,
  attempt: number,
  first: readonly string[] = [],
  wishes: Wish[] = [],
): Turn {
  wishes.push({ type: 'play', say: [...first, ...speak(step.say, standing)] })
  return { to: 'same', wishes, memory: { phase: 'asking', try: attempt } satisfies Memory }
}

function listen(step: MenuStep, memory: Memory): Turn {
  const wishes: Wish[] = [{ type: 'wait', ms: step.timeoutMs }]
  return { to: 'same', wishes, memory: { phase: 'listening', try: memory.try } satisfies Memory }
}

function press(step: MenuStep, standing: Standing, memory: Memory, digit: string, playing: boolean): Turn {
  const wishes: Wish[] = playing ? [{ type: 'stop-playing' }] : []
  const section = step.keys.get(digit)
  if (section !== undefined) return { to: 'section', section, wishes, digit }
  return again(step, standing, memory, step.invalid, wishes, 'invalid-key')
}

/** One more try, if there is one left; else to the target, or goodbye. */
function again(
  step: MenuStep,
  standing: Standing,
  memory: Memory,
  target: string | undefined,
  wishes: Wish[],
  complaint?: string,
): Turn {
  if (memory.try < step.tries)
    return ask(step, standing, memory.try + 1, complaint ? [complaint] : [], wishes)
  if (target !== undefined) return { to: 'section', section: target, wishes }
  wishes.push({ type: 'play', say: ['goodbye'] })
  return { to: 'same', wishes, memory: { phase: 'leaving', try: memory.try } satisfies Memory }
}

function leave(heard: Heard, memory: Memory): Turn {
  if (heard.type === 'resumed') return { to: 'same', wishes: [{ type: 'play', say: ['goodbye'] }], memory }
  const over = heard.type === 'played' || heard.type === 'play-failed'
  return { to: 'same', wishes: over ? [{ type: 'hang-up' }] : [], memory }
}
