// A call of yesterday as a caller to rehearse with: which keys he pressed at which question, and what other systems
// answered. Told by its journal, replayed through the version that it had; up to the first queue, or its end.
import type { Flows, Heard, LookUpOutcome, Place, Trace, World } from '../flow.ts'
import { advance, start } from '../interpreter.ts'
import type { Step } from '../verbs/verbs.ts'
import { asksNow } from './asks.ts'
import type { Act } from './caller.ts'

/** What the journal says of a call, as far as it matters here. Other kinds of events are passed over. */
export type PastEvent = {
  readonly type: string
  readonly digit?: string
  readonly outcome?: string
  readonly length?: number
}

export type PastCaller = {
  readonly script: readonly Act[]
  /** In the order in which lookups were asked. */
  readonly answers: readonly LookUpOutcome[]
}

/** Digits that were kept secret stand for themselves by their number. */
const SOME_DIGIT = '1'

/** @returns undefined when the call can't be told by this version: it went another way than its journal says. */
export function pastCaller(
  flows: Flows,
  flow: string,
  events: readonly PastEvent[],
  world: World,
): PastCaller | undefined {
  const replay = new Replay(flows, flow, world)
  replay.hear({ type: 'entered' })
  for (const event of events) {
    if (replay.isOver) break
    replay.take(event)
  }
  return replay.told()
}

class Replay {
  readonly #flows: Flows
  readonly #world: World
  readonly #presses: string[] = []
  readonly #answers: LookUpOutcome[] = []
  #place: Place
  #isLost = false
  isOver = false

  constructor(flows: Flows, flow: string, world: World) {
    this.#flows = flows
    this.#world = world
    this.#place = start(flow)
  }

  told(): PastCaller | undefined {
    if (this.#isLost) return undefined
    return { script: this.#presses.map(press => ({ press })), answers: this.#answers }
  }

  take(event: PastEvent): void {
    const step = this.#step()
    switch (event.type) {
      case 'KeyPressed':
        return this.#key(step, event.digit ?? '')
      case 'PlayEnded':
        return isDiscreet(step)
          ? undefined
          : this.hear({ type: event.outcome === 'failed' ? 'play-failed' : 'played' })
      case 'TimeUp':
        return isDiscreet(step) ? undefined : this.hear({ type: 'time-up' })
      case 'LookedUp': {
        const outcome = event.outcome as LookUpOutcome
        this.#answers.push(outcome)
        return this.hear({ type: 'looked-up', outcome, values: {} })
      }
      case 'RecordingEnded':
        return this.hear({ type: 'recorded', recording: '', durationMs: 5_000, outcome: 'done' })
      case 'InputTaken':
        return this.#input(step, event)
      case 'QueueJoined':
      case 'CallEnded':
        this.isOver = true
    }
  }

  hear(heard: Heard): void {
    const before = this.#place
    const { place, wishes, trace } = advance(this.#flows, before, heard, this.#world)
    this.#place = place
    this.#usedAhead(before, heard, trace)
    const step = this.#step()
    for (const wish of wishes) {
      if (wish.type === 'join-queue' || wish.type === 'call-outside' || wish.type === 'hang-up')
        this.isOver = true
      if (wish.type === 'play' && step && asksNow(step, place.memory) && !isDiscreet(step))
        this.#presses.push('')
    }
  }

  #key(step: Step | undefined, digit: string): void {
    if (!step || isDiscreet(step)) return
    if (asksNow(step, this.#place.memory)) this.#presses.push(`${this.#presses.pop() ?? ''}${digit}`)
    this.hear({ type: 'key', digit })
  }

  /** What he typed ahead was for the questions that took it, though they were never said. */
  #usedAhead(before: Place, heard: Heard, trace: readonly Trace[]): void {
    const step = this.#stepAt(before)
    const { typed = '' } = before
    const isTyping = heard.type === 'key' && !(step && asksNow(step, before.memory))
    const isDropped = isTyping && this.#place.typed === before.typed && trace.length === 0
    if (isDropped) return
    const known = isTyping ? `${typed}${heard.digit}` : typed
    let used = known.slice(0, known.length - (this.#place.typed?.length ?? 0))
    for (const one of trace) {
      if (one.type !== 'KeyTaken' || !used.startsWith(one.digit)) continue
      this.#presses.push(one.digit)
      used = used.slice(1)
    }
    const now = this.#step()
    if (used !== '' && !isDiscreet(now)) this.#presses.push(used)
  }

  /** What he keyed in is nobody's business; that it was right, or not, is written. */
  #input(step: Step | undefined, { outcome, length = 0 }: PastEvent): void {
    if (!isDiscreet(step)) {
      this.#isLost = true
      return
    }
    const { section, step: index, memory: _, ...place } = this.#place
    if (outcome === 'ok') {
      this.#presses.push(`${SOME_DIGIT.repeat(length)}${step.keying.end}`)
      this.#place = { ...place, section, step: index + 1 }
      return this.hear({ type: 'entered' })
    }
    for (let n = 0; n < step.keying.tries; n++) this.#presses.push('')
    if (step.failed === undefined) this.isOver = true
    else {
      this.#place = { ...place, section: step.failed, step: 0 }
      this.hear({ type: 'entered' })
    }
  }

  #step(): Step | undefined {
    return this.#stepAt(this.#place)
  }

  #stepAt({ flow, section, step }: Place): Step | undefined {
    return this.#flows(flow)?.sections[section]?.[step]
  }
}

type Discreet = Extract<Step, { verb: 'collect' | 'secret' | 'dial' }>

const isDiscreet = (step: Step | undefined): step is Discreet =>
  step?.verb === 'collect' || step?.verb === 'secret' || step?.verb === 'dial'
