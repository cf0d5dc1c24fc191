// The floor told as a story: given these events, when that one comes, then these facts and commands.
import { deepFreeze } from '../../src/config/deep-freeze.ts'
import type { FloorInput, OfferEnd } from '../../src/queues/events.ts'
import { emptyFloor, type Floor } from '../../src/queues/floor.ts'
import type { QueueRules, Roster } from '../../src/queues/roster.ts'
import { stepFloor } from '../../src/queues/step.ts'
import { StoredFloor } from '../core/world/stored-floor.ts'

const rules: QueueRules = { strategy: 'round-robin', ringMs: 15_000, wrapUpMs: 8_000, restMs: 5_000 }

/** Agent → his queues, in order of his seat: `{ an: ['sales'] }`. Everybody's phone is reachable at first. */
export function team(seats: Record<string, readonly string[]>, change: Partial<QueueRules> = {}): Roster {
  const agents: Record<string, Roster['agents'][string]> = {}
  const queues: Record<string, QueueRules> = {}
  for (const [id, names] of Object.entries(seats)) {
    agents[id] = { phone: `${id}-phone`, queues: names.map(queue => ({ queue, rank: 1 })) }
    for (const name of names) queues[name] = { ...rules, ...change }
  }
  return { agents, queues }
}

type Joined = Extract<FloorInput, { type: 'CallerJoined' }>

export class FloorStory {
  floor: Floor = deepFreeze(emptyFloor)
  roster: Roster
  now = 1_000
  /** What the last event led to. */
  facts: readonly string[] = []
  commands: readonly string[] = []
  readonly #stored = new StoredFloor()

  constructor(roster: Roster) {
    this.roster = roster
    this.when({ type: 'TeamChanged', hash: 'v1' })
    for (const { phone } of Object.values(roster.agents))
      this.when({ type: 'PhoneSeen', phone, reachable: true })
  }

  when(input: FloorInput): this {
    const taken = stepFloor(this.floor, deepFreeze(input), this.now, this.roster)
    this.floor = deepFreeze(taken.floor)
    this.#stored.write(taken)
    this.facts = taken.facts.map(fact => {
      if (fact.type === 'CallOffered') return `${fact.offer} ${fact.conversation} to ${fact.agents.join()}`
      if (fact.type === 'WaitProved') return `${fact.conversation} waited ${fact.waitedMs}`
      if (fact.type === 'WaitBlocked') return `${fact.conversation} ${fact.reason}`
      if (fact.type === 'StrategyStopped')
        return `${fact.offer} ${fact.strategy} ${fact.isOff ? 'off' : fact.code}`
      if (fact.type === 'JoinRefused') return `${fact.conversation} refused (${fact.reason})`
      return `${fact.agent} ${fact.to}${fact.reason ? ` (${fact.reason})` : ''}`
    })
    this.commands = taken.commands.map(command => {
      if (command.type === 'Offer') {
        const agents = [command, ...(command.others ?? [])].map(({ agent }) => agent)
        return `offer ${command.conversation} to ${agents.join()}`
      }
      if (command.type === 'RefuseJoin') return `refuse ${command.conversation} (${command.reason})`
      if (command.type === 'RevokeOffer') return `revoke ${command.offer} of ${command.conversation}`
      return `${command.conversation} is at ${command.position}`
    })
    return this
  }

  after(ms: number): this {
    this.now += ms
    return this
  }

  /** Us, killed and started: only what was stored is left. */
  restarts(): this {
    this.floor = deepFreeze(this.#stored.read(this.roster))
    return this
  }

  joins(conversation: string, queue = 'sales', priority = 0, more: Partial<Joined> = {}): this {
    return this.when({
      type: 'CallerJoined',
      conversation,
      queue,
      priority,
      since: this.now,
      mayBeRefused: ['full', 'empty'],
      ...more,
    })
  }

  leaves(conversation: string): this {
    return this.when({ type: 'CallerLeft', conversation })
  }

  /** The offer under way for this caller ends so. */
  ends(conversation: string, cause: OfferEnd): this {
    return this.when({ type: 'OfferEnded', conversation, ...this.offerOf(conversation), cause })
  }

  accepts(conversation: string): this {
    return this.when({ type: 'OfferAccepted', conversation, ...this.offerOf(conversation) })
  }

  finishes(conversation: string, agent: string, wrapUpMs = 8_000): this {
    return this.when({ type: 'TalkFinished', conversation, agent, wrapUpMs })
  }

  timeUp(): this {
    return this.when({ type: 'TimeUp' })
  }

  pauses(agent: string, reason = 'lunch'): this {
    return this.when({ type: 'AgentPaused', agent, reason, by: agent })
  }

  readies(agent: string): this {
    return this.when({ type: 'AgentReadied', agent, by: agent })
  }

  phone(agent: string, reachable: boolean): this {
    return this.when({ type: 'PhoneSeen', phone: `${agent}-phone`, reachable })
  }

  offerOf(conversation: string): { offer: string; agent: string } {
    const offer = this.floor.waiting.get(conversation)?.offer
    if (!offer) throw new Error(`${conversation} is not being offered.`)
    return offer
  }

  state(agent: string): string | undefined {
    return this.floor.agents.get(agent)?.state.name
  }

  /** Who is being offered to whom. */
  get offers(): Record<string, string> {
    const offered = [...this.floor.waiting.values()].flatMap(({ conversation, offer }) =>
      offer ? [[conversation, offer.agent] as const] : [],
    )
    return Object.fromEntries(offered)
  }
}
