// Taking a message from a caller: what `voicemail` and `record` share.
//
//   greeting ──played, or #──▶ recording ──long enough──▶ left ──▶ reviewing ──1, #, time──▶ on
//      ▲                         │  ▲  ▲                            │  ▲   └──3: dropped──▶ recording
//      │ (restart, or lost)      │  │  └── too short, 3 times: on   2: hearing
//      └─────────────────────────┘  └──played── too-short
//
// The rule: with a box, what is recorded is a message from its first word on: whoever hangs up while or after he
// speaks has left it (the call sees to that). Dropped is only what is too short, and what he speaks again (3).
import type { Heard, Wish } from './flow.ts'
import { speak, type Utterance } from './spoken.ts'
import { NO_WISHES, type Standing } from './verb.ts'

export type MessageRule = {
  readonly greeting: readonly Utterance[]
  /** Where it lies; without one it is no message, and the flow alone knows of it. */
  readonly box?: string
  readonly maxMs: number
  /** So much silence ends it. */
  readonly silenceMs: number
  /** May he hear it, and speak again? */
  readonly review: boolean
  /** One of our own people records a prompt: it counts by the key 1 only. */
  readonly studio?: true
}

export type Taking = {
  phase: 'greeting' | 'recording' | 'too-short' | 'reviewing' | 'choosing' | 'hearing' | 'failing'
  try: number
  /** The message that counts. */
  recording?: string
}

/** What a turn of it leads to. `dropped` is for the journal; `isOver`: go on. */
export type Took = {
  readonly memory: Taking
  readonly wishes: readonly Wish[]
  /** This one is long enough. */
  readonly taken?: string
  readonly dropped?: string
  readonly isOver?: true
}

const SHORTEST_MS = 1_000
const TRIES = 3
const CHOOSING_MS = 5_000
/** Who records has its own end; this is the net below. */
const NET_MS = 10_000

export function beginMessage(rule: MessageRule, standing: Standing, attempt = 1): Took {
  const say = speak(rule.greeting, standing)
  if (say.length === 0) return record(rule, attempt)
  return { memory: { phase: 'greeting', try: attempt }, wishes: [{ type: 'play', say }] }
}

export function hearMessage(rule: MessageRule, memory: Taking, heard: Heard, standing: Standing): Took {
  const stay: Took = { memory, wishes: NO_WISHES }
  switch (heard.type) {
    case 'played':
    case 'play-failed':
      return ended(rule, memory) ?? stay
    case 'key':
      return pressed(rule, memory, heard.digit) ?? stay
    case 'recorded':
      return memory.phase === 'recording' ? recorded(rule, memory, heard) : stay
    case 'time-up':
      if (memory.phase === 'choosing') return undecided(rule, memory)
      return memory.phase === 'recording' ? lost(rule, memory, standing) : stay
    case 'resumed':
      return resumed(rule, memory, standing)
    default:
      return stay
  }
}

function record(
  { box, maxMs, silenceMs }: MessageRule,
  attempt: number,
  first: readonly Wish[] = NO_WISHES,
): Took {
  const wishes: Wish[] = [
    ...first,
    { type: 'record', ...(box === undefined ? {} : { box }), maxMs, silenceMs, beep: true },
    { type: 'wait', ms: maxMs + NET_MS },
  ]
  return { memory: { phase: 'recording', try: attempt }, wishes }
}

/** A sentence is over. */
function ended(rule: MessageRule, memory: Taking): Took | undefined {
  switch (memory.phase) {
    case 'greeting':
    case 'too-short':
      return record(rule, memory.try)
    case 'reviewing':
      return { memory: { ...memory, phase: 'choosing' }, wishes: [{ type: 'wait', ms: CHOOSING_MS }] }
    case 'hearing':
      return review(rule, memory)
    case 'failing':
      return { memory, wishes: NO_WISHES, isOver: true }
  }
  return undefined
}

function pressed(rule: MessageRule, memory: Taking, digit: string): Took | undefined {
  const { phase } = memory
  const stop: Wish[] = phase === 'choosing' ? [] : [{ type: 'stop-playing' }]
  if (phase === 'greeting' || phase === 'too-short')
    return digit === '#' ? record(rule, memory.try, stop) : undefined
  if (phase === 'recording') return { memory, wishes: [{ type: 'stop-recording' }] }
  if (phase === 'failing' || memory.recording === undefined) return undefined
  const { recording } = memory
  if (rule.studio && digit === '1') return { memory, wishes: stop, taken: recording, isOver: true }
  if (!rule.studio && (digit === '1' || digit === '#')) return { memory, wishes: stop, isOver: true }
  if (digit === '2')
    return {
      memory: { ...memory, phase: 'hearing' },
      wishes: [...stop, { type: 'play-recording', recording }],
    }
  return digit === '3' ? { ...record(rule, 1, stop), dropped: recording } : undefined
}

function recorded(rule: MessageRule, memory: Taking, heard: Extract<Heard, { type: 'recorded' }>): Took {
  const { recording, durationMs, outcome } = heard
  if (outcome === 'failed')
    return {
      memory: { phase: 'failing', try: memory.try },
      wishes: [{ type: 'play', say: ['technical-problem'] }],
    }
  if (durationMs >= SHORTEST_MS) {
    const kept: Taking = { ...memory, recording }
    if (rule.studio) return review(rule, kept)
    return rule.review
      ? { ...review(rule, kept), taken: recording }
      : { memory: kept, wishes: NO_WISHES, taken: recording, isOver: true }
  }
  if (memory.try >= TRIES) return { memory, wishes: NO_WISHES, dropped: recording, isOver: true }
  return {
    memory: { phase: 'too-short', try: memory.try + 1 },
    wishes: tooShort(rule),
    dropped: recording,
  }
}

function review({ studio }: MessageRule, memory: Taking): Took {
  const say = [studio ? 'studio-review' : 'message-review']
  return { memory: { ...memory, phase: 'reviewing' }, wishes: [{ type: 'play', say }] }
}

/** He pressed nothing. A message stays; a prompt does not change by silence. */
function undecided(rule: MessageRule, memory: Taking): Took {
  if (rule.studio && memory.try < TRIES) return review(rule, { ...memory, try: memory.try + 1 })
  return { memory, wishes: NO_WISHES, isOver: true }
}

function tooShort({ studio }: MessageRule): Wish[] {
  return [{ type: 'play', say: [studio ? 'studio-too-short' : 'message-too-short'] }]
}

/** What was recorded never came. */
function lost(rule: MessageRule, memory: Taking, standing: Standing): Took {
  if (memory.try >= TRIES) return { memory, wishes: [{ type: 'stop-recording' }], isOver: true }
  const again = beginMessage(rule, standing, memory.try + 1)
  return { ...again, wishes: [{ type: 'stop-recording' }, ...again.wishes] }
}

/** What he had said before a restart lies in the box, if there is one; he is asked to say it again. */
function resumed(rule: MessageRule, memory: Taking, standing: Standing): Took {
  switch (memory.phase) {
    case 'greeting':
    case 'recording':
      return beginMessage(rule, standing, memory.try)
    case 'too-short':
      return { memory, wishes: tooShort(rule) }
    case 'failing':
      return { memory, wishes: [{ type: 'play', say: ['technical-problem'] }] }
    default:
      return review(rule, memory)
  }
}
