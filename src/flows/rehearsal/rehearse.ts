// A rehearsal: a flow with a caller made of data, without a telephone. Time is counted, nobody waits for it.
//
//   hear ──▶ the flow wishes ──▶ what happens next?  an answer that is due ▷ the caller's next act ▷ a prompt ends ▷ time
//     ▲                                │
//     └────────────────────────────────┘  until the call ends, or rests in a queue with nothing more to do
import type { Heard, Place, Spoken, Wish } from '../flow.ts'
import { advance, isInQueueSection, isSameStep, start, withoutQueue } from '../interpreter.ts'
import type { Step } from '../verbs/verbs.ts'
import { asksNow } from './asks.ts'
import { PROMPT_MS, type Script, speechIn } from './caller.ts'
import { isOwnAsk, type Met, metByPlay, metByRecording, metByTrace } from './met.ts'
import type { Asked, Deed, Moment, Rehearsal, Scene } from './scene.ts'
import { MAX_HAPPENINGS, placeOnly } from './scene.ts'

export type { Deed, Moment, Rehearsal, Scene } from './scene.ts'

export function rehearse(scene: Scene): Rehearsal {
  const stage = new Stage(scene)
  stage.hear({ type: 'entered' })
  for (let left = MAX_HAPPENINGS; left > 0 && !stage.isOver(); left--) if (!stage.goOn()) break
  return stage.told()
}

const LEAVES = new Set<Wish['type']>(['leave-queue', 'promise-callback', 'record', 'call-outside', 'hang-up'])

class Stage {
  readonly #scene: Scene
  readonly #moments: Moment[] = []
  readonly #deeds: Deed[] = []
  #script: Script
  #place: Place
  #language: string
  #now = 0
  #isPlaying = false
  #mayPress = false
  #wakeAt: number | undefined
  #asking: Asked | undefined
  #recording: string | undefined
  #secret: { min: number; end: string } | undefined
  #queue: { name: string; joinedAt: number } | undefined
  #minted = 0
  #ended: string | undefined
  isOver = (): boolean => this.#ended !== undefined

  constructor(scene: Scene) {
    this.#scene = scene
    this.#script = scene.script
    this.#place = start(scene.flow)
    this.#language = scene.language
  }

  told(): Rehearsal {
    const done = { moments: this.#moments, deeds: this.#deeds, unused: this.#script }
    const end = { rests: this.#rests(), place: placeOnly(this.#place), elapsedMs: this.#now }
    return { met: this.#moments.map(({ met }) => met), ...done, ...end, language: this.#language }
  }

  #rests(): Rehearsal['rests'] {
    if (this.#ended !== undefined) return { ended: this.#ended }
    const asks = this.#asks() && !this.#standsInLine() ? this.#step()?.verb : undefined
    return asks === undefined ? { queue: this.#queue?.name ?? '' } : { asks }
  }

  #standsInLine = (): boolean => this.#queue !== undefined && !isInQueueSection(this.#place)

  #does(act: Deed['act'], left: Script = this.#script.slice(1)): void {
    this.#script = left
    this.#deeds.push({ act, after: this.#moments.length, isPlaying: this.#isPlaying })
  }

  #meet(met: Met, say?: readonly Spoken[]): void {
    const when = { atMs: this.#now, language: this.#language, place: placeOnly(this.#place) }
    this.#moments.push({ met, ...when, ...(say && { say }) })
  }

  /** @returns false when nothing more will happen. */
  goOn(): boolean {
    const [act] = this.#script
    if (this.#asking !== undefined) return this.#answer(this.#asking)
    if (this.#recording !== undefined) return this.#speak(this.#recording)
    const isDone = act === undefined || 'hangUp' in act
    if (act && isDone && !this.#scene.waitsForKeys) return this.#stop()
    if (act && 'press' in act && this.#mayPress && this.#asks()) return this.#press(act.press)
    if (this.#scene.waitsForKeys && isDone && this.#mayPress && this.#asks()) return this.#stop()
    if (this.#isPlaying) return this.#playedOut()
    if (act && 'waitMs' in act) return this.#passTime(act.waitMs)
    // He stands in line, and has nothing more to do: the next one to act is an agent.
    if (isDone && this.#standsInLine()) return this.#stop()
    if (this.#wakeAt !== undefined) return this.#wake(this.#wakeAt)
    return this.#stop()
  }

  /** Nothing comes by itself any more; he may hang up then. */
  #stop(): boolean {
    const [act] = this.#script
    if (!act || !('hangUp' in act)) return false
    this.#does(act)
    return this.#end('caller')
  }

  hear(heard: Heard): void {
    const before = this.#place
    const { flows, world } = this.#scene
    const { place, wishes, trace, ranAway } = advance(flows, before, heard, world(this.#now, this.#language))
    this.#place = place
    if (!isSameStep(before, place)) this.#wakeAt = undefined
    for (const met of trace.flatMap(metByTrace)) this.#meet(met)
    for (const wish of wishes) this.#grant(wish)
    if (ranAway) this.#end('ran-away')
  }

  #grant(wish: Wish): void {
    if (LEAVES.has(wish.type)) this.#leaveQueue()
    switch (wish.type) {
      case 'play':
        this.#meet(metByPlay(this.#step(), wish.say), wish.say)
        this.#isPlaying = true
        this.#mayPress = true
        return
      case 'play-recording':
      case 'stop-playing':
        this.#isPlaying = wish.type === 'play-recording'
        return
      case 'wait':
      case 'wait-in-queue':
        this.#wakeAt = wish.ms + ((wish.type === 'wait' ? undefined : this.#queue?.joinedAt) ?? this.#now)
        return
      case 'join-queue':
        this.#meet({ queue: wish.queue })
        this.#queue = { name: wish.queue, joinedAt: this.#now }
        this.#place = withoutQueue(this.#place)
        this.#mayPress = true
        return
      case 'promise-callback':
        return this.#meet({ callback: wish.queue })
      case 'leave-queue':
      case 'stop-recording':
        return
      case 'speak':
        this.#meet({ language: wish.language })
        this.#language = wish.language
        return
      case 'look-up':
        if (!isOwnAsk(wish.lookup)) this.#meet({ lookup: wish.lookup })
        this.#asking = wish
        return
      case 'record':
        this.#meet(metByRecording(this.#step()))
        this.#recording = `message-${++this.#minted}`
        return
      case 'collect-secret':
      case 'stop-secret':
        this.#secret = wish.type === 'stop-secret' ? undefined : { min: wish.min, end: wish.end }
        return
      case 'call-outside':
        this.#meet({ transfer: wish.number })
        // Who is reached there is no longer the flow's.
        if (this.#scene.nobodyOutside) this.#asking = wish
        else this.#ended = 'outside'
        return
      case 'hang-up':
        return void this.#end(wish.cause ?? 'normal')
      default:
        wish satisfies never
    }
  }

  #leaveQueue(): void {
    if (!this.#queue) return
    this.#queue = undefined
    this.#place = withoutQueue(this.#place)
    this.#meet({ 'leave-queue': true })
  }

  #end(how: string): boolean {
    if (this.#ended === undefined) this.#meet({ hangup: how })
    this.#ended ??= how
    return false
  }

  #answer(asked: Asked): boolean {
    this.#asking = undefined
    if (asked.type === 'call-outside') this.hear({ type: 'not-reached' })
    else this.hear({ type: 'looked-up', ...this.#scene.lookUp(asked.lookup, asked.with) })
    return true
  }

  #speak(recording: string): boolean {
    this.#recording = undefined
    const { durationMs, left } = speechIn(this.#script)
    this.#does({ speakMs: durationMs }, left)
    this.#now += durationMs
    this.hear({ type: 'recorded', recording, durationMs, outcome: 'done' })
    return true
  }

  #press(keys: string): boolean {
    this.#does({ press: keys })
    this.#mayPress = false
    const secret = this.#secret
    if (!secret) {
      for (const digit of keys) if (!this.isOver()) this.hear({ type: 'key', digit })
      return true
    }
    if (keys === '') return true
    this.hear({ type: 'key', digit: 'x' })
    this.#secret = undefined
    const digits = keys.replaceAll(secret.end, '')
    const outcome = digits.length >= secret.min ? 'done' : 'time-up'
    this.hear({ type: 'secret', handle: `secret-${++this.#minted}`, length: digits.length, outcome })
    return true
  }

  #playedOut(): boolean {
    this.#isPlaying = false
    this.#now += PROMPT_MS
    this.hear({ type: 'played' })
    return true
  }

  #wake(at: number): boolean {
    this.#now = Math.max(this.#now, at)
    this.#wakeAt = undefined
    this.hear({ type: 'time-up' })
    return true
  }

  /** Everything that is due within this time happens; the act itself is over then. */
  #passTime(ms: number): boolean {
    this.#script = this.#script.slice(1)
    const until = this.#now + ms
    for (let left = MAX_HAPPENINGS; left > 0 && !this.isOver(); left--) {
      if (this.#isPlaying && this.#now + PROMPT_MS <= until) this.#playedOut()
      else if (this.#wakeAt !== undefined && this.#wakeAt <= until) this.#wake(this.#wakeAt)
      else break
    }
    this.#now = Math.max(this.#now, until)
    return !this.isOver()
  }

  #asks(): boolean {
    const step = this.#step()
    return step !== undefined && asksNow(step, this.#place.memory)
  }

  #step(): Step | undefined {
    const { flow, section, step } = this.#place
    return this.#scene.flows(flow)?.sections[section]?.[step]
  }
}
