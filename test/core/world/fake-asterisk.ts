// An exchange in memory, as far as the core can tell: legs, talks, plays and tapes. It answers by events.
import type { LegCommand } from '../../../src/calls/commands.ts'
import type { CallInput } from '../../../src/calls/events.ts'

export type Leg = {
  leg: string
  conversation: string
  kind: 'caller' | 'agent'
  up: boolean
  phone?: string
  talk?: string
  /** The call was told that it joined, and its answer can't get lost. */
  surelyHeard?: boolean
}

export class FakeAsterisk {
  readonly legs = new Map<string, Leg>()
  /** Talk → its conversation. */
  readonly talks = new Map<string, string>()
  readonly plays = new Map<string, { conversation: string; leg: string }>()
  readonly tapes = new Map<string, { conversation: string; leg: string; ear: string }>()
  readonly unreachable = new Set<string>()
  readonly #known = new Set<string>()
  readonly #emit: (conversation: string, input: CallInput) => void
  readonly #wall: () => number

  constructor(emit: (conversation: string, input: CallInput) => void, wall: () => number) {
    this.#emit = emit
    this.#wall = wall
  }

  knock(conversation: string, leg: string): void {
    this.legs.set(leg, { leg, conversation, kind: 'caller', up: true })
  }

  perform(conversation: string, command: LegCommand): void {
    switch (command.type) {
      case 'Play':
        if (!this.legs.has(command.leg))
          this.#emit(conversation, { type: 'PlayEnded', play: command.play, outcome: 'failed' })
        else this.plays.set(command.play, { conversation, leg: command.leg })
        return
      case 'StopPlay':
        return this.endPlay(command.play)
      case 'OpenTalk':
        this.talks.set(command.talk, conversation)
        return
      case 'JoinTalk':
        return this.#join(conversation, command.talk, command.leg)
      case 'LeaveTalk': {
        const leg = this.legs.get(command.leg)
        if (leg?.talk === command.talk) delete leg.talk
        return
      }
      case 'CloseTalk':
        this.talks.delete(command.talk)
        return
      case 'DialOut':
        return this.#dial(conversation, command.leg)
      case 'Ring':
        return this.#ring(conversation, command.leg, command.phone)
      case 'Record':
        if (!this.legs.has(command.leg)) this.#tapeEnded(conversation, command.recording, 'failed')
        else this.tapes.set(command.recording, { conversation, leg: command.leg, ear: command.ear })
        return
      case 'RecordMessage':
        if (!this.legs.has(command.leg)) this.#tapeEnded(conversation, command.recording, 'failed')
        else this.tapes.set(command.recording, { conversation, leg: command.leg, ear: '' })
        return
      case 'StopMessage':
        return this.endTape(command.recording, 'done')
      case 'Release':
        for (const [tape, { ear }] of this.tapes) if (ear === command.leg) this.endTape(tape, 'done')
        return this.end(command.leg, 16)
    }
  }

  answer(leg: Leg): void {
    leg.up = true
    this.#emit(leg.conversation, { type: 'LegJoined', leg: leg.leg })
  }

  heard(name: string, mayLose: boolean): void {
    const leg = this.legs.get(name)
    if (leg && !mayLose) leg.surelyHeard = true
  }

  end(name: string, cause: number, techCause?: number): void {
    const leg = this.legs.get(name)
    if (!leg) return
    this.legs.delete(name)
    for (const [play, { leg: on }] of this.plays) if (on === name) this.endPlay(play)
    for (const [tape, { leg: on }] of this.tapes) if (on === name) this.endTape(tape, 'done')
    const tech = techCause === undefined ? {} : { techCause }
    this.#emit(leg.conversation, { type: 'LegEnded', leg: name, cause, ...tech, endedAt: this.#wall() })
  }

  endPlay(play: string): void {
    const found = this.plays.get(play)
    this.plays.delete(play)
    if (found) this.#emit(found.conversation, { type: 'PlayEnded', play, outcome: 'done' })
  }

  endTape(recording: string, outcome: 'done' | 'failed'): void {
    const found = this.tapes.get(recording)
    this.tapes.delete(recording)
    if (found) this.#tapeEnded(found.conversation, recording, outcome)
  }

  /** It was killed and came back: nothing of before is left, and nobody said goodbye. */
  crash(): void {
    for (const all of [this.legs, this.talks, this.plays, this.tapes]) all.clear()
  }

  #ring(conversation: string, leg: string, phone: string): void {
    if (this.#known.has(leg)) return this.#failed(conversation, 'ring', leg, 409)
    if (this.unreachable.has(phone)) return this.#failed(conversation, 'ring', leg, 500)
    this.#known.add(leg)
    this.legs.set(leg, { leg, conversation, kind: 'agent', up: false, phone })
  }

  /** Some trunks say that it rings, some nothing until somebody picks up. */
  #dial(conversation: string, leg: string): void {
    if (this.#known.has(leg)) return this.#failed(conversation, 'dial-out', leg, 409)
    this.#known.add(leg)
    this.legs.set(leg, { leg, conversation, kind: 'agent', up: false })
    if (leg.length % 2 === 0) this.#emit(conversation, { type: 'LegRinging', leg })
  }

  #join(conversation: string, talk: string, name: string): void {
    const leg = this.legs.get(name)
    if (!leg) return
    if (!this.talks.has(talk)) return this.#failed(conversation, 'join-talk', name, 404)
    if (!leg.up) return this.#failed(conversation, 'join-talk', name, 422)
    leg.talk = talk
  }

  #failed(
    conversation: string,
    command: 'ring' | 'dial-out' | 'join-talk',
    subject: string,
    status: number,
  ): void {
    this.#emit(conversation, { type: 'CommandFailed', command, subject, status })
  }

  #tapeEnded(conversation: string, recording: string, outcome: 'done' | 'failed'): void {
    this.#emit(conversation, { type: 'RecordingEnded', recording, durationMs: 1_000, outcome })
  }
}
