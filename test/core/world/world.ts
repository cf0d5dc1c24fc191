// A small world: callers, agents and an exchange around the real calls and the real floor, with the switchboard's
// mailboxes between them. Whatever happens in it, and in which order, chance decides.
import { type Call, deadlineOf } from '../../../src/calls/call.ts'
import { type CallCommand, isForFloor } from '../../../src/calls/commands.ts'
import { OUTBOUND_FLOW } from '../../../src/calls/dial-plan.ts'
import type { CallInput } from '../../../src/calls/events.ts'
import type { Outward } from '../../../src/calls/outside.ts'
import { arrive, step } from '../../../src/calls/step.ts'
import { deepFreeze } from '../../../src/config/deep-freeze.ts'
import { CALLBACK_ASK } from '../../../src/flows/verbs/callback.ts'
import type { FloorInput } from '../../../src/queues/events.ts'
import { deadlineOfFloor, emptyFloor, type Floor } from '../../../src/queues/floor.ts'
import type { Roster } from '../../../src/queues/roster.ts'
import { stepFloor } from '../../../src/queues/step.ts'
import type { FloorCommand } from '../../../src/queues/turn.ts'
import { FakeAsterisk } from './fake-asterisk.ts'
import { type Random, randomOf } from './random.ts'
import { Rules } from './rules.ts'
import { worldBook as book, rosterOf, teamOf } from './setting.ts'
import { StoredFloor } from './stored-floor.ts'
import { type Message, Wires } from './wires.ts'

/**
 * calm: events cross each other freely, but nothing is lost and no timer is late; restarts: and we are killed at any
 * moment; rough: and Asterisk loses, repeats and reorders, comes and goes, and time jumps.
 */
export type Mood = 'calm' | 'restarts' | 'rough'

export class World {
  readonly mood: Mood
  readonly random: Random
  readonly rules = new Rules()
  readonly asterisk: FakeAsterisk
  readonly wires: Wires
  readonly calls = new Map<string, Call>()
  /** Who works here at all, and who does now: a change of the team is known when the floor hears of it. */
  readonly everybody: Roster
  roster: Roster
  readonly stored = new StoredFloor()
  floor: Floor = deepFreeze(emptyFloor)
  house = 1_000
  arrived = 0
  /** A wild seed replayed with a diary tells what happened, line by line. */
  readonly diary: string[] | undefined

  constructor(seed: number, mood: Mood, diary?: string[]) {
    this.mood = mood
    this.random = randomOf(seed)
    this.diary = diary
    this.wires = new Wires(this.random, mood === 'rough')
    this.asterisk = new FakeAsterisk(
      (conversation, input) =>
        this.wires.put(`asterisk→${conversation}`, { to: 'call', conversation, input }),
      () => this.now.wall,
    )
    this.everybody = rosterOf(this.random)
    this.roster = this.everybody
    this.tellFloor({ type: 'TeamChanged', hash: 'v1' })
    for (const { phone } of Object.values(this.roster.agents)) {
      if (!this.random.oneIn(6)) this.tellFloor({ type: 'PhoneSeen', phone, reachable: true })
    }
  }

  get now() {
    return { wall: 1_750_000_000_000 + this.house, house: this.house }
  }

  /** A caller is at the door; the door's own word may be late, like any other. */
  arrives(flow: string): void {
    const conversation = `c${++this.arrived}`
    this.asterisk.knock(conversation, `leg-${conversation}`)
    const input = arrival(`leg-${conversation}`, flow, this.now.wall)
    this.wires.put(`asterisk→${conversation}`, { to: 'call', conversation, input })
  }

  /** The reconciler found him standing there. */
  adopt(conversation: string, leg: string): void {
    this.tellCall(conversation, arrival(leg, 'main', this.now.wall))
  }

  press(conversation: string, leg: string, digit: string): void {
    const input = { type: 'KeyPressed', leg, digit } as const
    this.wires.put(`asterisk→${conversation}`, { to: 'call', conversation, input })
  }

  /** From people and phones; they too are heard a little later. */
  people(input: FloorInput): void {
    this.wires.put('people→floor', { to: 'floor', input })
  }

  /** @returns false when nothing is under way. */
  deliver(): boolean {
    const message = this.wires.take()
    if (message) this.#arrives(message)
    return message !== undefined
  }

  #arrives(message: Message): void {
    if (message.to === 'floor') return this.tellFloor(message.input)
    const { conversation } = message
    if (message.to === 'call') return this.tellCall(conversation, message.input)
    this.diary?.push(`  asterisk does ${JSON.stringify(message.command)}`)
    this.asterisk.perform(conversation, message.command)
  }

  tellCall(conversation: string, input: CallInput): void {
    const before = this.calls.get(conversation)
    if (!before && input.type !== 'CallArrived') return this.#nobodyThere(conversation, input)
    if (input.type === 'CallArrived') {
      // The same knock, heard again after its leg was gone: Asterisk does not do that, only our rough wires.
      if (before || (this.rules.ended.has(conversation) && !this.asterisk.legs.has(input.leg))) return
    }
    if (input.type === 'CallArrived') this.rules.enters(conversation)
    if (input.type === 'LegJoined') this.asterisk.heard(input.leg, this.wires.rough)
    const now = this.now
    deepFreeze(input)
    const taken = before
      ? step(before, input, now, book)
      : arrive(conversation, input as Extract<CallInput, { type: 'CallArrived' }>, now, book)
    deepFreeze(taken.call)
    this.diary?.push(
      `${this.house} ${conversation} ${JSON.stringify(input)} → ${JSON.stringify(taken.call.phase)}`,
    )
    this.rules.callStepped(before, taken)
    if (taken.call.phase.name === 'ended') this.calls.delete(conversation)
    else this.calls.set(conversation, taken.call)
    for (const command of taken.commands) this.#callAsks(conversation, command)
  }

  /** What the switchboard does with what is for a conversation that is over. */
  #nobodyThere(conversation: string, input: CallInput): void {
    if (input.type === 'LegJoined') {
      this.#callAsks(conversation, { type: 'Release', leg: input.leg, cause: 'normal' })
    } else if (input.type === 'Offered') {
      const { offer, others = [] } = input
      for (const { agent } of [input, ...others])
        this.#callAsks(conversation, { type: 'EndOffer', offer, agent, cause: 'caller-gone' })
    }
  }

  tellFloor(input: FloorInput): void {
    deepFreeze(input)
    if (input.type === 'TeamChanged') this.roster = teamOf(this.everybody, input.hash)
    const taken = stepFloor(this.floor, input, this.house, this.roster)
    this.floor = deepFreeze(taken.floor)
    this.diary?.push(`${this.house} floor ${JSON.stringify(input)} → ${JSON.stringify(taken.facts)}`)
    this.stored.write(taken)
    this.rules.floorStepped(taken, input, this.roster, this.stored)
    for (const command of taken.commands) this.#floorAsks(command)
  }

  #callAsks(conversation: string, command: CallCommand): void {
    if (isForFloor(command)) {
      const input = floorInput(conversation, command)
      this.wires.put(`${conversation}→floor`, { to: 'floor', input })
    } else if (command.type === 'LookUp') {
      const { ask } = command
      const input = { type: 'LookedUp', ask, ...this.#answers(command.lookup) } as const
      this.wires.put(`${conversation}→lookups`, { to: 'call', conversation, input })
    } else if (command.type === 'AskToDial') {
      const { ask } = command
      const said = this.random.oneIn(4) ? { denied: 'no-route' } : { to: outward(this.random) }
      const input = { type: 'DialDecided', ask, ...said } as const
      this.wires.put(`${conversation}→desk`, { to: 'call', conversation, input })
    } else if (command.type === 'PromiseCallback') {
      const input = this.#promised(conversation, command)
      this.wires.put(`${conversation}→promises`, { to: 'call', conversation: `${conversation}b`, input })
    } else if (command.type !== 'TakeOverPlace')
      this.wires.put(`${conversation}→asterisk`, { to: 'asterisk', conversation, command })
  }

  /** Most numbers may be called back. */
  #answers(lookup: string): Pick<Extract<CallInput, { type: 'LookedUp' }>, 'outcome' | 'values'> {
    if (lookup !== CALLBACK_ASK) return { outcome: 'found', values: {} }
    if (this.random.oneIn(5)) return { outcome: 'not-found', values: {} }
    return { outcome: 'found', values: { number: '0901', contact: 'k1', kind: 'national' } }
  }

  #promised(
    of: string,
    { type: _, hotline: __, language: ___, contact: _4, numberKind: _5, ...wish }: PromiseCallback,
  ): Arrival {
    const plain = arrival(`${of}b-out-0`, OUTBOUND_FLOW, this.now.wall)
    return { ...plain, callback: { of, ...wish } }
  }

  #floorAsks(command: FloorCommand): void {
    const { conversation } = command
    const input = callInput(command)
    const isPromise = this.calls.get(conversation)?.phase.name === 'promised'
    const out = this.random.oneIn(8) ? { denied: 'no-route' } : outward(this.random).plan
    const told = isPromise && input.type === 'Offered' ? { ...input, out } : input
    this.wires.put(`floor→${conversation}`, { to: 'call', conversation, input: told })
  }

  /** Timers whose time has come: a call's id, or `floor`. */
  due(): string[] {
    const due = [...this.calls.values()].filter(call => (deadlineOf(call) ?? Infinity) <= this.house)
    const names = due.map(call => call.id)
    return (deadlineOfFloor(this.floor) ?? Infinity) <= this.house ? [...names, 'floor'] : names
  }

  ringAlarm(name: string): void {
    if (name === 'floor') this.tellFloor({ type: 'TimeUp' })
    else this.tellCall(name, { type: 'TimeUp' })
  }

  /** @returns the next deadline of anybody; undefined: nobody waits for time. */
  nextDeadline(): number | undefined {
    const all = [...this.calls.values()].map(deadlineOf)
    const known = [...all, deadlineOfFloor(this.floor)].filter(at => at !== undefined)
    return known.length > 0 ? Math.min(...known) : undefined
  }
}

/** A number outside, and how it is reached: over one trunk, or two. */
export const outward = (random: Random): Outward => ({
  contact: 'z9y8x7',
  plan: {
    ...{ phone: 'phone1', agent: 'agent1', queue: 'sales', wrapUpMs: 0, route: 'all' },
    ...{ trunks: random.oneIn(2) ? ['one'] : ['one', 'two'], callerId: '+842871099999' },
    ...{ ringMs: 20_000, silentMs: 4_000, nextOn: [503], urgent: false, ownFirst: false, byLeg: true },
  },
})

type Arrival = Extract<CallInput, { type: 'CallArrived' }>
type PromiseCallback = Extract<CallCommand, { type: 'PromiseCallback' }>

function arrival(leg: string, flow: string, arrivedAt: number): Arrival {
  return {
    type: 'CallArrived',
    leg,
    hotline: 'main',
    via: 'carrier',
    contact: 'a1b2c3',
    numberKind: 'national',
    flow,
    version: 'v1',
    language: 'vi',
    arrivedAt,
  }
}

function floorInput(conversation: string, command: Extract<CallCommand, { type: FloorWord }>): FloorInput {
  switch (command.type) {
    case 'JoinQueue':
      return { ...command, type: 'CallerJoined', conversation }
    case 'LeaveQueue':
      return { type: 'CallerLeft', conversation }
    case 'AskPosition':
      return { type: 'PositionAsked', conversation }
    case 'EndOffer':
      return { ...command, type: 'OfferEnded', conversation }
    case 'AcceptOffer':
      return { ...command, type: 'OfferAccepted', conversation }
    case 'FinishTalk':
      return { ...command, type: 'TalkFinished', conversation }
  }
}

type FloorWord = 'JoinQueue' | 'LeaveQueue' | 'AskPosition' | 'EndOffer' | 'AcceptOffer' | 'FinishTalk'

function callInput(command: FloorCommand): CallInput {
  switch (command.type) {
    case 'Offer': {
      const { conversation: _, ...offer } = command
      return { ...offer, type: 'Offered' }
    }
    case 'RevokeOffer':
      return { type: 'OfferRevoked', offer: command.offer }
    case 'TellPosition':
      return { type: 'Placed', position: command.position }
    case 'RefuseJoin':
      return { type: 'JoinRefused', queue: command.queue, reason: command.reason }
  }
}
