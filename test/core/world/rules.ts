// What must be true whatever happens, watched at every step (design.md §8).
import assert from 'node:assert/strict'
import { excludedBy } from '../../../src/agents/agent.ts'
import { type Call, legsOf } from '../../../src/calls/call.ts'
import type { Ending } from '../../../src/calls/ending.ts'
import type { Step } from '../../../src/calls/step.ts'
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
        const { offer } = call.phase.name === 'ringing' ? call.phase.ringing : { offer: '' }
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
        const [id = ''] = fact.agents
        assert(floor.agents.get(id)?.reachable, `${id} was offered a call on an unreachable phone`)
        if (!SEATS_MANY.has(input.type)) nobodyWasPassedOver(floor, roster, id, fact.conversation)
      } else if (fact.type === 'AgentStateChanged') {
        assert.equal(fact.from, this.#phases.get(fact.agent) ?? fact.from, `${fact.agent} jumped`)
        this.#phases.set(fact.agent, fact.to)
      }
    }
    // Who left the team and comes back, begins anew.
    for (const agent of this.#phases.keys()) if (!floor.agents.has(agent)) this.#phases.delete(agent)
    nobodyWaitsBesideAFreeSeat(floor)
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

function nobodyWaitsBesideAFreeSeat({ queues }: Floor): void {
  for (const name in queues) {
    const queue = queues[name]
    assert(!queue?.open.length || !queue.free.length, `somebody waits in ${name} beside a free seat`)
  }
}

function offersAgree({ waiting, agents }: Floor): void {
  for (const [id, { offer }] of waiting) {
    const state = offer && agents.get(offer.agent)?.state
    if (!offer) continue
    assert(
      state?.name === 'offered' && state.offer === offer.offer,
      `${id} waits for an agent who knows nothing`,
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
  assert(one?.offer?.agent === agent, 'an offer is remembered on both sides')
  for (const { queue } of roster.agents[agent]?.queues ?? []) {
    const head = queues[queue]?.open[0]
    assert(!head || waitingOrder(one, head) < 0, `${head?.conversation} was before ${served}`)
  }
}

/** What was stored, entry by entry, gives the same floor again. */
function storedFloorIsTheSame(floor: Floor, stored: StoredFloor, roster: Roster): void {
  const again = stored.read(roster)
  assert.deepEqual(again.agents.toObject(), floor.agents.toObject(), 'agents were stored as they are')
  assert.deepEqual(again.waiting.toObject(), floor.waiting.toObject(), 'callers were stored as they wait')
  assert.deepEqual(again.timers, floor.timers, 'timers are as they are built anew')
  assert.equal(again.offers, floor.offers)
  for (const name of new Set([...Object.keys(floor.queues), ...Object.keys(again.queues)])) {
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
  for (const { id, phase, leaving } of calls) {
    const busy =
      phase.name === 'ringing' ? [phase.ringing.agent] : phase.name === 'talking' ? [phase.with.agent] : []
    const owed = leaving.flatMap(({ then }) => (then && 'agent' in then ? [then.agent] : []))
    for (const agent of [...busy, ...owed]) {
      assert(!agents.has(agent), `${agent} serves two, one of them is ${id}`)
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
  for (const { phase } of calls.values()) {
    if (phase.name === 'talking') talks.set(phase.with.agent, (talks.get(phase.with.agent) ?? 0) + 1)
  }
  for (const { id, phase } of calls.values()) {
    if (phase.name !== 'talking') continue
    const { agent } = phase.with
    const state = floor.agents.get(agent)?.state
    // A phone that was answered on two lines while time jumped: no order of ours can undo that.
    if (mood === 'rough' && talks.get(agent) !== 1) continue
    assert(
      state?.name === 'busy' && state.conversation === id,
      `${agent} talks with ${id}, but is ${state?.name}`,
    )
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
