// Asking for a number, until there is one: the part that `collect` and `dial` share. They say what is right.
//
//   asking (prompt) ──played──▶ listening ──(end key, last digit, time)──▶ given
//      │  ▲                        ▲                                        │
//      │  └───── wrong: again ─────┼────────────────────────────────────────┘
//      └──── a key cuts it short ──┘
import type { Heard, Spoken, Wish } from './flow.ts'
import { type Keying, keyed } from './keying.ts'
import { speak, type Utterance } from './spoken.ts'
import { NO_WISHES, type Standing, type Turn } from './verb.ts'

export type Asking = { phase: 'asking' | 'listening'; try: number; digits: string }

/** How a step asks. */
export type Question = { readonly say: readonly Utterance[]; readonly keying: Keying }

/** The turn, while more is waited for; or what he keyed in, and what is to be wished with the next turn. */
export type Asked = Turn | { digits: string; wishes: readonly Wish[]; rest: string; habit?: string }

export function isGiven(asked: Asked): asked is Exclude<Asked, Turn> {
  return 'digits' in asked
}

/** Asks, or takes what was typed ahead. */
export function beginAsking(question: Question, standing: Standing): Asked {
  const memory: Asking = { phase: 'listening', try: 1, digits: '' }
  return standing.typed ? take(question, memory, standing.typed, NO_WISHES) : ask(question, standing, 1)
}

/** Says the prompt, after a complaint if there is one. */
export function ask(
  question: Question,
  standing: Standing,
  attempt: number,
  first: readonly Spoken[] = [],
): Turn {
  const memory: Asking = { phase: 'asking', try: attempt, digits: '' }
  const say = [...first, ...speak(question.say, standing)]
  // Nothing to say, since the values are not known: it asks in silence rather than standing still.
  if (say.length === 0) return listen(question, memory)
  return { to: 'same', wishes: [{ type: 'play', say }], memory }
}

export function hearAnswer(question: Question, memory: Asking, heard: Heard, standing: Standing): Asked {
  switch (heard.type) {
    case 'resumed':
      return ask(question, standing, memory.try)
    case 'played':
    case 'play-failed':
      return memory.phase === 'asking' ? listen(question, memory) : stay(memory)
    case 'key':
      return take(question, memory, heard.digit, memory.phase === 'asking' ? STOP : NO_WISHES)
    case 'time-up':
      // While we are asking, it belongs to a time-out from before.
      return memory.phase === 'listening' ? given(memory.digits, NO_WISHES, '') : stay(memory)
    default:
      return stay(memory)
  }
}

const STOP: readonly Wish[] = [{ type: 'stop-playing' }]

const stay = (memory: Asking): Turn => ({ to: 'same', wishes: NO_WISHES, memory })

function listen({ keying }: Question, memory: Asking): Turn {
  const wishes: Wish[] = [{ type: 'wait', ms: keying.firstMs }]
  return { to: 'same', wishes, memory: { ...memory, phase: 'listening' } satisfies Asking }
}

function take({ keying }: Question, memory: Asking, keys: string, wishes: readonly Wish[]): Asked {
  let { digits } = memory
  for (const [at, key] of [...keys].entries()) {
    const now = keyed(keying, digits, key)
    if (now.isDone) {
      const rest = keys.slice(at + 1)
      if (key === keying.end) return given(now.digits, wishes, rest)
      // Who was told "then press #" presses it, also when the last digit was enough.
      if (rest[0] === keying.end) return given(now.digits, wishes, rest.slice(1))
      return { ...given(now.digits, wishes, rest), ...(rest === '' ? { habit: keying.end } : {}) }
    }
    digits = now.digits
  }
  const next: Asking = { phase: 'listening', try: memory.try, digits }
  return { to: 'same', wishes: [...wishes, { type: 'wait', ms: keying.betweenMs }], memory: next }
}

const given = (digits: string, wishes: readonly Wish[], rest: string) => ({ digits, wishes, rest })
