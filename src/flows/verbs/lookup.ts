// lookup: asks another system, and goes on by what it answers. Its answers are `lookup.<name>` from then on. The
// caller never meets silence: `meanwhile` is said at once and to its end (a key cuts it short); without it, and
// whenever the answer is still not there, he is asked to wait.
//
//   - lookup: balance            # config/lookups.yaml says where, how, and for how long it is tried
//     with: { account: input.account, pin: secret.pin, phone: call.number, kind: gold }
//     meanwhile: checking        # default: lookup-please-wait, once it has lasted a second
//     found: tell-balance        # each of these: default the next step
//     not-found: ask-again
//     failed: operator
//
//               ┌───────── answer ────────────────────────────────▶ on
//   entered ──▶ quiet ──time up──▶ saying ──played──▶ (answer there: on) quiet ──▶ … ──too often──▶ failed
//        └──── meanwhile ────────────▲  └─ answer: kept until the sentence is over, or a key
import Type, { type Static } from 'typebox'
import type { Heard, LookUpOutcome, Spoken, Wish } from '../flow.ts'
import { InputsSchema, inputMentions, inputsOf } from '../inputs.ts'
import { mentionsIn, readSpoken, SpokenSchema, speak, type Utterance } from '../spoken.ts'
import type { Value, Values } from '../value.ts'
import { handingOn, type Mention, NO_WISHES, type Standing, type Turn, typedAhead, verb } from '../verb.ts'
import { NameSchema } from '../written.ts'

export type LookupStep = {
  readonly verb: 'lookup'
  readonly lookup: string
  readonly with: Readonly<Record<string, Value>>
  readonly meanwhile?: readonly Utterance[]
  readonly found?: string
  readonly notFound?: string
  readonly failed?: string
}

/** `said`: how often he was asked to wait. */
type Memory = { phase: 'quiet' | 'saying'; said: number; answer?: LookUpOutcome }

/** Before the first words, and between them. */
const FIRST_QUIET_MS = 1_000
const QUIET_MS = 4_000
/** A lookup has a time-out of its own; this is the net below: about three minutes. */
const MAX_SAID = 20

const schema = Type.Object(
  {
    lookup: NameSchema,
    with: Type.Optional(InputsSchema),
    meanwhile: Type.Optional(SpokenSchema),
    found: Type.Optional(NameSchema),
    'not-found': Type.Optional(NameSchema),
    failed: Type.Optional(NameSchema),
  },
  { additionalProperties: false },
)

export const lookup = verb({
  schema,
  read: readLookup,
  step(step, heard, standing): Turn {
    const memory = standing.memory as Memory | undefined
    const kept = handingOn(standing.typed)
    if (heard.type === 'entered' || memory === undefined) return { ...begin(step, standing), ...kept }
    if (heard.type === 'resumed') {
      if (memory.answer) return { ...goOn(step, memory.answer, NO_WISHES), ...kept }
      return { ...say(memory.said, ['lookup-please-wait'], [asking(step, standing)]), ...kept }
    }
    if (heard.type === 'key') {
      const typed = typedAhead(standing.typed, heard.digit)
      const { phase, answer } = memory
      if (phase === 'saying' && answer) return { ...goOn(step, answer, [{ type: 'stop-playing' }]), ...typed }
      return { to: 'same', wishes: NO_WISHES, memory, ...typed }
    }
    return { ...waiting(step, memory, heard), ...kept }
  },
  mentions: step => [
    { kind: 'lookup', name: step.lookup, path: ['lookup'] },
    ...inputMentions(step.with, ['with']),
    ...mentionsIn(step.meanwhile ?? [], ['meanwhile'], (step.meanwhile?.length ?? 0) > 1),
    ...Object.entries({ found: step.found, 'not-found': step.notFound, failed: step.failed }).flatMap(
      ([key, name]): Mention[] => (name === undefined ? [] : [{ kind: 'section', name, path: [key] }]),
    ),
  ],
  ways: ({ found, notFound, failed }) => {
    const silent = [found, notFound, failed].filter(section => section !== undefined)
    return { waits: true, next: silent.length < 3, silent }
  },
})

function readLookup(written: Static<typeof schema>): LookupStep {
  const { meanwhile, found, 'not-found': notFound, failed } = written
  return {
    verb: 'lookup',
    lookup: written.lookup,
    with: written.with ?? {},
    ...(meanwhile ? { meanwhile: readSpoken(meanwhile) } : {}),
    ...(found ? { found } : {}),
    ...(notFound ? { notFound } : {}),
    ...(failed ? { failed } : {}),
  }
}

const asking = (step: LookupStep, standing: Standing): Wish => ({
  type: 'look-up',
  lookup: step.lookup,
  with: inputsOf(step.with, standing),
})

function begin(step: LookupStep, standing: Standing): Turn {
  const words = speak(step.meanwhile ?? [], standing)
  if (words.length > 0) return say(0, words, [asking(step, standing)])
  return quiet({ phase: 'quiet', said: 0 }, FIRST_QUIET_MS, [asking(step, standing)])
}

function quiet(memory: Memory, ms: number, wishes: readonly Wish[] = NO_WISHES): Turn {
  return { to: 'same', wishes: [...wishes, { type: 'wait', ms }], memory: { ...memory, phase: 'quiet' } }
}

function say(said: number, words: readonly Spoken[], wishes: readonly Wish[] = NO_WISHES): Turn {
  const memory: Memory = { phase: 'saying', said: said + 1 }
  return { to: 'same', wishes: [...wishes, { type: 'play', say: words }], memory }
}

function waiting(step: LookupStep, memory: Memory, heard: Heard): Turn {
  const { phase, said, answer } = memory
  const stay: Turn = { to: 'same', wishes: NO_WISHES, memory }
  switch (heard.type) {
    case 'looked-up': {
      if (answer) return stay
      const learnt = learntFrom(heard.values)
      if (phase === 'quiet') return { ...goOn(step, heard.outcome, NO_WISHES), learnt }
      return { ...stay, memory: { ...memory, answer: heard.outcome } satisfies Memory, learnt }
    }
    case 'played':
    case 'play-failed':
      if (phase === 'quiet') return stay
      return answer ? goOn(step, answer, NO_WISHES) : quiet(memory, QUIET_MS)
    case 'time-up':
      if (phase === 'saying') return stay
      return said < MAX_SAID ? say(said, ['lookup-please-wait']) : goOn(step, 'failed', NO_WISHES)
    default:
      return stay
  }
}

function goOn(step: LookupStep, answer: LookUpOutcome, wishes: readonly Wish[]): Turn {
  const section = { found: step.found, 'not-found': step.notFound, failed: step.failed }[answer]
  return section === undefined ? { to: 'next', wishes } : { to: 'section', section, wishes }
}

const learntFrom = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`lookup.${name}`, value]))
