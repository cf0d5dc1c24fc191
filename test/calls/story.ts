// A call told as a story: given these events, when that one comes, then these facts and commands.
import type { Call } from '../../src/calls/call.ts'
import type { CallInput } from '../../src/calls/events.ts'
import { arrive, type Step, step } from '../../src/calls/step.ts'
import type { Book } from '../../src/calls/turn.ts'
import { deepFreeze } from '../../src/config/deep-freeze.ts'
import { book } from '../core/world/setting.ts'

type Arrival = Extract<CallInput, { type: 'CallArrived' }>

export const arrival: Arrival = {
  type: 'CallArrived',
  leg: 'L',
  hotline: 'main',
  via: 'carrier',
  contact: 'a1b2',
  numberKind: 'national',
  flow: 'main',
  version: 'v1',
  language: 'vi',
  arrivedAt: 500,
}

/** The call `c`, whose caller's leg is `L`. One event after another, at a house time that the story sets. */
export class Story {
  call: Call
  house = 1_000
  /** What the last event led to, in short words: `Release L normal`. */
  facts: string[] = []
  commands: string[] = []

  readonly #book: Book

  constructor(change: Partial<Arrival> = {}, rules: Book = book) {
    this.#book = rules
    const taken = arrive('c', deepFreeze({ ...arrival, ...change }), this.now, rules)
    this.call = deepFreeze(taken.call)
    this.#keep(taken)
  }

  get now() {
    return { wall: 1_000_000 + this.house, house: this.house }
  }

  get phase(): string {
    return this.call.phase.name
  }

  when(input: CallInput): this {
    this.#keep(step(this.call, deepFreeze(input), this.now, this.#book))
    return this
  }

  after(ms: number): this {
    this.house += ms
    return this
  }

  #keep({ call, facts, commands }: Step): void {
    // What Redis keeps is what goes on.
    this.call = deepFreeze(JSON.parse(JSON.stringify(call)) as Call)
    this.facts = facts.map(inWords)
    this.commands = commands.map(command => inWords(withoutContact(command)))
  }
}

/** Whoever joins a line says who he is, and by whom he was brought: told apart where it matters. */
function withoutContact(command: Step['commands'][number]): object {
  if (command.type !== 'JoinQueue') return command
  const { contact: _, mayBeRefused: __, ...rest } = command
  return rest
}

function inWords(value: object): string {
  const words = Object.values(value).map(part =>
    typeof part === 'object' && part !== null ? inWords(part) : String(part),
  )
  return words.join(' ')
}

export const key = (digit: string): CallInput => ({ type: 'KeyPressed', leg: 'L', digit })
export const played = (play: string): CallInput => ({ type: 'PlayEnded', play, outcome: 'done' })
export const timeUp: CallInput = { type: 'TimeUp' }
export const placed = (position: number): CallInput => ({ type: 'Placed', position })
export const hangUpAsked: CallInput = { type: 'HangUpAsked', by: 'eve' }
export const joined = (leg: string): CallInput => ({ type: 'LegJoined', leg })

export const offered = (offer = 'o1', agent = 'an'): CallInput => ({
  type: 'Offered',
  offer,
  agent,
  phone: `${agent}-phone`,
  ringMs: 15_000,
  wrapUpMs: 8_000,
})

export const gone = (leg: string, techCause?: number, cause = 16): CallInput => ({
  type: 'LegEnded',
  leg,
  cause,
  endedAt: 77,
  ...(techCause === undefined ? {} : { techCause }),
})

export const refused = (command: 'ring' | 'join-talk', subject: string, status: number): CallInput => ({
  type: 'CommandFailed',
  command,
  subject,
  status,
})

export const taped = (recording: string): CallInput => ({
  type: 'RecordingEnded',
  recording,
  durationMs: 1_000,
  outcome: 'done',
})

type Seen = { legs?: string[]; talks?: string[]; recordings?: string[]; asteriskRestarted?: boolean }

export const resumed = ({ legs, talks, recordings, asteriskRestarted }: Seen = {}): CallInput => ({
  type: 'Resumed',
  legs: legs ?? ['L'],
  talks: talks ?? ['c-talk-1'],
  recordings: recordings ?? [],
  asteriskRestarted: asteriskRestarted ?? false,
})

/** In the menu's first prompt: welcome is `c-play-1`. */
export const inMenu = () => new Story()
/** His talk is `c-talk-1`. Flow `direct` leads there at once. */
export const waiting = () => new Story({ flow: 'direct' })
/** An's phone rings: leg `c-agent-2`. */
export const ringing = () => waiting().after(100).when(offered())
/** Talking to An; sales records: `c-rec-3` hears the caller, `c-rec-5` the agent. */
export const talking = () => ringing().after(2_000).when(joined('c-agent-2'))
/** The caller hung up; the agent's leg and both tapes are still to go. */
export const ending = () => talking().after(9_000).when(gone('L'))
export const ended = () => ending().when(gone('c-agent-2')).when(taped('c-rec-3')).when(taped('c-rec-5'))
