// What must be true whatever happens, watched at every step (design.md §8).
import assert from 'node:assert/strict'
import { excludedBy } from '../../../src/agents/agent.ts'
import { type Call, legsOf } from '../../../src/calls/call.ts'
import type { Ending } from '../../../src/calls/ending.ts'
import { agentsOf, otherAgentOf, outsideLegOf, ringingLegsOf } from '../../../src/calls/parties.ts'
import type { Step } from '../../../src/calls/step.ts'
import { exclusionOf, unfit } from '../../../src/queues/candidates.ts'
import type { FloorInput } from '../../../src/queues/events.ts'
import { type Floor, queueOf } from '../../../src/queues/floor.ts'
import type { Roster } from '../../../src/queues/roster.ts'
import type { FloorStep } from '../../../src/queues/step.ts'
import { waitingOrder } from '../../../src/queues/waiting.ts'
import type { Leg } from './fake-asterisk.ts'
import type { StoredFloor } from './stored-floor.ts'
import type { World } from './world.ts'

const LIVE_STATE_LIMIT_BYTES = 16_384

/** Whole-floor events seat many at once; only for the others is the order of service plain to see. */
const SEATS_MANY: ReadonlySet<FloorInput['type']> = new Set(['FloorResumed', 'TeamChanged', 'TimeUp'])

export class Rules {
  readonly entered = new Set<string>()
  readonly ended = new Map<string, Ending>()
  readonly #told = new Map<string, number>()
  readonly #plays = new Set<string>()
  readonly #talked = new Set<string>()
  readonly #rung = new Map<string, string>()
  readonly #offers = new Set<string>()
  readonly #phases = new Map<string, string>()
  #steps = 0

  enters(conversation: string): void {
    assert(!this.entered.has(conversation), `${conversation} entered twice`)
    this.entered.add(conversation)
  }

  callStepped(before: Call | undefined, { call, facts, commands }: Step): void {
    for (const fact of facts) {
      if (fact.type === 'CallEnded') {
        assert(!this.ended.has(call.id), `${call.id} ended twice`)
        this.ended.set(call.id, fact.ending)
      } else if (fact.type === 'TalkStarted') {
        assert(!this.#talked.has(call.id), `${call.id} got a second agent`)
        this.#talked.add(call.id)
      } else if (fact.type === 'TalkEnded') {
        // Sent back into a queue, he may talk to another one.
        this.#talked.delete(call.id)
      } else if (fact.type === 'QueueJoined' || fact.type === 'QueueLeft') {
        // In another line he is told anew.
        this.#told.delete(call.id)
      }
    }
    assert.equal(call.phase.name === 'ended', this.ended.has(call.id), `${call.id} ends with its fact`)
    for (const command of commands) {
      if (command.type === 'Ring') {
        const rung = call.phase.name === 'ringing' ? call.phase.ringing : otherAgentOf(call)
        const { offer = '' } = rung ?? {}
        assert.equal(this.#rung.get(command.leg) ?? offer, offer, `${command.leg} was minted twice`)
        this.#rung.set(command.leg, offer)
      } else if (command.type === 'Play') {
        assert(!this.#plays.has(command.play), `${command.play} was minted twice`)
        this.#plays.add(command.play)
        const [first] = command.say
        if (typeof first === 'string') this.#tells(call.id, first)
      }
    }
    assert(call.minted >= (before?.minted ?? 0))
    if (++this.#steps % 16 > 0) return
    const stored = JSON.stringify(call)
    assert(stored.length <= LIVE_STATE_LIMIT_BYTES, `the live state of ${call.id} is too large`)
    assert.deepEqual(JSON.parse(stored), call, 'a call is the same after it was stored')
  }

  floorStepped({ floor, facts }: FloorStep, input: FloorInput, roster: Roster, stored: StoredFloor): void {
    for (const fact of facts) {
      if (fact.type === 'CallOffered') {
        assert(
          fact.agents.every(agent => roster.agents[agent]),
          'only the team is rung',
        )
        assert(!this.#offers.has(fact.offer), `${fact.offer} was minted twice`)
        this.#offers.add(fact.offer)
        for (const id of fact.agents) {
          assert(floor.agents.get(id)?.reachable, `${id} was offered a call on an unreachable phone`)
          if (!SEATS_MANY.has(input.type)) nobodyWasPassedOver(floor, roster, id, fact.conversation)
        }
      } else if (fact.type === 'AgentStateChanged') {
        assert.equal(fact.from, this.#phases.get(fact.agent) ?? fact.from, `${fact.agent} jumped`)
        this.#phases.set(fact.agent, fact.to)
      }
    }
    // Who left the team and comes back, begins anew.
    for (const agent of this.#phases.keys()) if (!floor.agents.has(agent)) this.#phases.delete(agent)
    nobodyWaitsBesideAFreeSeat(floor, roster)
    offersAgree(floor)
    if (++this.#steps % 16 === 0) storedFloorIsTheSame(floor, stored, roster)
  }

  #tells(conversation: string, prompt: string): void {
    const [, number] = prompt.match(/^position-(\d+)$/) ?? []
    if (number === undefined) return
    const position = Number(number)
    assert(position >= 1 && position <= (this.#told.get(conversation) ?? position), 'a told position grew')
    this.#told.set(conversation, position)
  }
}

function nobodyWaitsBesideAFreeSeat(floor: Floor, roster: Roster): void {
  for (const [name, { open, free, talking }] of floor.queues) {
    const rules = roster.queues[name]
    if (!rules || talking >= (rules.maxTalking ?? Infinity)) continue
    for (const waiting of open)
      for (const seat of free) {
        const agent = floor.agents.get(seat.agent)
        const isFit = agent && exclusionOf({ roster }, agent, waiting, rules, seat) === undefined
        assert(!isFit, `${waiting.conversation} waits in ${name} beside ${seat.agent}, who is free`)
      }
  }
}

function offersAgree({ waiting, agents }: Floor): void {
  for (const [id, { offer }] of waiting)
    for (const agent of offer ? [offer.agent, ...(offer.others ?? [])] : []) {
      const state = agents.get(agent)?.state
      assert(
        state?.name === 'offered' && state.offer === offer?.offer,
        `${id} waits for ${agent}, who knows nothing`,
      )
    }
}

function nobodyWasPassedOver(
  { waiting, queues }: Floor,
  roster: Roster,
  agent: string,
  served: string,
): void {
  const one = waiting.get(served)
  const rung = one?.offer ? [one.offer.agent, ...(one.offer.others ?? [])] : []
  assert(one && rung.includes(agent), 'an offer is remembered on both sides')
  const weight = (queue: string) => roster.queues[queue]?.weight ?? 1
  for (const seat of roster.agents[agent]?.queues ?? []) {
    const { open = [], talking = 0 } = queues.get(seat.queue) ?? {}
    const rules = roster.queues[seat.queue]
    if (!rules || talking >= (rules.maxTalking ?? Infinity)) continue
    const head = open.find(other => unfit(roster.agents[agent], agent, other, rules, seat) === undefined)
    const isLater =
      !head ||
      weight(seat.queue) < weight(one.queue) ||
      (weight(seat.queue) === weight(one.queue) && waitingOrder(one, head) < 0)
    assert(isLater, `${head?.conversation} was before ${served}`)
  }
}

/** What was stored, entry by entry, gives the same floor again. */
function storedFloorIsTheSame(floor: Floor, stored: StoredFloor, roster: Roster): void {
  const again = stored.read(roster)
  assert.deepEqual(again.agents.toObject(), floor.agents.toObject(), 'agents were stored as they are')
  assert.deepEqual(again.waiting.toObject(), floor.waiting.toObject(), 'callers were stored as they wait')
  assert.deepEqual(again.timers, floor.timers, 'timers are as they are built anew')
  assert.equal(again.offers, floor.offers)
  for (const name of new Set([...floor.queues.keys(), ...again.queues.keys()])) {
    assert.deepEqual(
      queueOf(again, name),
      queueOf(floor, name),
      `the index of ${name} is as it is built anew`,
    )
  }
}

/** While no time-out is late and nothing is lost, no phone rings for two, and nobody serves two. */
export function nobodyServesTwo(calls: Iterable<Call>, legs: Iterable<Leg>): void {
  const agents = new Set<string>()
  for (const call of calls) {
    for (const agent of agentsOf(call)) {
      assert(!agents.has(agent), `${agent} serves two, one of them is ${call.id}`)
      agents.add(agent)
    }
  }
  const phones = new Set<string>()
  for (const { phone } of legs) {
    assert(phone === undefined || !phones.has(phone), `${phone} rings for two`)
    if (phone) phones.add(phone)
  }
}

/** Entered = answered + abandoned + left + failed + still here. */
export function nobodyIsUncounted({ rules, calls }: World): void {
  assert.equal(rules.entered.size, rules.ended.size + calls.size, 'everybody is counted once')
}

/** While nothing is under way, calls, floor and exchange say the same. */
export function allIsAsItSeems({ calls, floor, asterisk, rules, mood }: World): void {
  const talks = new Map<string, number>()
  for (const call of calls.values())
    for (const agent of talkersIn(call)) talks.set(agent, (talks.get(agent) ?? 0) + 1)
  for (const call of calls.values()) {
    for (const agent of talkersIn(call)) {
      const state = floor.agents.get(agent)?.state
      // A phone that was answered on two lines while time jumped: no order of ours can undo that.
      if (mood === 'rough' && talks.get(agent) !== 1) continue
      assert(
        state?.name === 'busy' && state.conversation === call.id,
        `${agent} talks with ${call.id}, but is ${state?.name}`,
      )
    }
    if (mood !== 'rough') everybodyHearsWhomHeShould(call, asterisk.legs)
  }
  for (const { leg, conversation, kind, surelyHeard } of asterisk.legs.values()) {
    const call = calls.get(conversation)
    if (!call || kind === 'caller' || !surelyHeard) continue
    assert(legsOf(call).includes(leg), `${leg} joined ${conversation}, which does not know it`)
  }
  for (const [id, { reason }] of rules.ended) {
    assert(mood === 'rough' || reason !== 'command-failed', `${id} failed, and nothing was broken`)
  }
}

function talkersIn(call: Call): string[] {
  const { phase } = call
  if (!('with' in phase)) return []
  const other = otherAgentOf(call)
  const isHere = ringingLegsOf(call).length === 0
  return other && isHere ? [phase.with.agent, other.agent] : [phase.with.agent]
}

/** On hold the customer is in no talk; whoever talks is in that of his conversation, and nobody else is. */
function everybodyHearsWhomHeShould(call: Call, legs: ReadonlyMap<string, Leg>): void {
  const { phase, caller } = call
  if (!('with' in phase) && phase.name !== 'outside') return
  const other = otherAgentOf(call)
  const isRinging = ringingLegsOf(call).length > 0
  const inTalk = 'with' in phase ? [phase.with.leg] : []
  if (other && !isRinging) inTalk.push(other.leg)
  const outside = outsideLegOf(call)
  const isCalled = 'party' in phase && phase.party.state === 'calling'
  if (outside && !isCalled) inTalk.push(outside)
  if (['talking', 'conference', 'outside'].includes(phase.name)) inTalk.push(caller.leg)
  for (const leg of legs.values()) {
    if (leg.conversation !== call.id || call.leaving.some(one => one.leg === leg.leg)) continue
    const should: string | undefined = inTalk.includes(leg.leg) ? phase.talk : undefined
    assert.equal(leg.talk, should, `${leg.leg} in ${phase.name} hears ${leg.talk}, not ${should}`)
  }
}

/** When all is quiet: nothing is left, nobody is stuck, and the sums are right. */
export function allIsOver(rules: Rules, floor: Floor, live: number, legs: readonly string[]): void {
  assert.equal(live, 0, 'every conversation is over')
  assert.deepEqual(legs, [], 'no leg outlived its conversation')
  assert.equal(rules.entered.size, rules.ended.size, 'who entered, ended')
  assert.deepEqual([...floor.waiting.keys()], [], 'nobody stands in line')
  for (const agent of floor.agents.values()) {
    const why = excludedBy(agent)
    assert(why !== 'offered' && why !== 'busy', `${agent.id} is stuck: ${why}`)
    assert(agent.state.name !== 'wrap-up', `${agent.id} never came out of his wrap-up`)
  }
}
