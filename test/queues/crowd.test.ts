// A crowd: a thousand agents, fifty queues, ten thousand callers, and everything that can happen, by chance. After every
// step nobody is offered two calls, nobody has two agents, no capacity is exceeded, and everybody is counted once.
import assert from 'node:assert/strict'
import t from 'tap'
import { CAPACITY, loadOf } from '../../src/agents/agent.ts'
import type { FloorFact, FloorInput } from '../../src/queues/events.ts'
import { emptyFloor, type Floor } from '../../src/queues/floor.ts'
import type { QueueRules, Roster } from '../../src/queues/roster.ts'
import { type FloorStep, stepFloor } from '../../src/queues/step.ts'
import { STRATEGY_NAMES } from '../../src/queues/strategies/strategies.ts'
import { type Random, randomOf } from '../core/world/random.ts'

const AGENTS = 1_000
const QUEUES = 50
const CALLERS = 10_000
const SKILLS = ['english', 'french', 'billing', 'vip']

function crowd(random: Random): Roster {
  const queues: Record<string, QueueRules> = {}
  for (let n = 0; n < QUEUES; n++)
    queues[`q${n}`] = rulesOf(random, STRATEGY_NAMES[n % STRATEGY_NAMES.length] as string)
  const agents: Roster['agents'] = Object.fromEntries(
    Array.from({ length: AGENTS }, (_, n) => {
      const seats = new Set(Array.from({ length: 1 + random.below(4) }, () => random.below(QUEUES)))
      const skills = SKILLS.filter(() => random.oneIn(2)).map(skill => [skill, 1 + random.below(5)])
      const agent = {
        phone: `phone${n}`,
        queues: [...seats].map(queue => ({
          queue: `q${queue}`,
          rank: random.below(10),
          level: 1 + random.below(3),
        })),
        skills: Object.fromEntries(skills) as Record<string, number>,
        weight: 1 + random.below(3),
      }
      return [`agent${n}`, agent]
    }),
  )
  return {
    agents,
    queues,
    chance: salt => ((salt.length * 37 + salt.charCodeAt(salt.length - 1)) % 100) / 100,
  }
}

function rulesOf(random: Random, strategy: string): QueueRules {
  const [ringMs, wrapUpMs, restMs] = [15_000, random.pick([0, 5_000]), 2_000]
  return {
    ...{ strategy, ringMs, wrapUpMs, restMs },
    ...(random.oneIn(3)
      ? {
          level: 1,
          widen: [
            { afterMs: 10_000, level: 2 },
            { afterMs: 20_000, level: 3 },
          ],
        }
      : {}),
    ...(random.oneIn(2) ? { ageingMs: 20_000 } : {}),
    ...(random.oneIn(4) ? { weight: 3 } : {}),
    ...(random.oneIn(4) ? { maxWaiting: 40 } : {}),
    ...(random.oneIn(4) ? { maxTalking: 5 } : {}),
    ...(random.oneIn(4) ? { pauseAfter: { 'no-answer': 3 } } : {}),
    ...(random.oneIn(4) ? { lastAgentMs: 10_000 } : {}),
  }
}

type Caller = { state: 'waiting' | 'talking' | 'over'; agent?: string; since: number; served?: number }

/** The people around the floor; they do what chance says, and remember what must be true. */
class Crowd {
  readonly random: Random
  readonly roster: Roster
  readonly callers = new Map<string, Caller>()
  /** The callers who are in the house, to pick from. */
  readonly here: string[] = []
  readonly offers = new Map<string, { conversation: string; agents: Set<string> }>()
  readonly counts = { entered: 0, answered: 0, abandoned: 0, refused: 0 }
  floor: Floor = emptyFloor
  now = 1_000
  steps = 0

  constructor(seed: number) {
    this.random = randomOf(seed)
    this.roster = crowd(this.random)
    this.tell({ type: 'TeamChanged', hash: 'v1' })
    for (const { phone } of Object.values(this.roster.agents))
      if (!this.random.oneIn(3)) this.tell({ type: 'PhoneSeen', phone, reachable: true })
  }

  tell(input: FloorInput): void {
    const step = stepFloor(this.floor, input, this.now, this.roster)
    this.floor = step.floor
    this.steps++
    // Nobody said in time how it went: the floor took it back.
    for (const command of step.commands) if (command.type === 'RevokeOffer') this.offers.delete(command.offer)
    for (const fact of step.facts) this.note(fact)
    this.check(step)
  }

  note(fact: FloorFact): void {
    if (fact.type === 'JoinRefused') this.leaves(fact.conversation, 'refused')
    if (fact.type !== 'CallOffered') return
    const caller = this.callers.get(fact.conversation)
    assert.equal(caller?.state, 'waiting', `${fact.conversation} is offered, and does not wait`)
    for (const { conversation } of this.offers.values())
      assert.notEqual(conversation, fact.conversation, `${conversation} is offered twice`)
    this.offers.set(fact.offer, { conversation: fact.conversation, agents: new Set(fact.agents) })
  }

  /** What the step touched; the rest was true before. */
  check({ touched }: FloorStep): void {
    for (const name of touched) {
      const [kind, id = ''] = name.split(':')
      if (kind === 'agent') {
        const agent = this.floor.agents.get(id)
        assert(!agent || loadOf(agent) <= CAPACITY, `${id} has more than fits`)
        assert(!agent?.tasks?.length || agent.state.name !== 'busy', `${id} has a call beside tasks`)
      }
      const offer = kind === 'waiting' ? this.floor.waiting.get(id)?.offer : undefined
      for (const one of offer ? [offer.agent, ...(offer.others ?? [])] : []) {
        const state = this.floor.agents.get(one)?.state
        const task = this.floor.agents.get(one)?.tasks?.some(each => each.offer === offer?.offer)
        assert(
          task || (state?.name === 'offered' && state.offer === offer?.offer),
          `${one} does not know that he is rung`,
        )
      }
    }
  }

  leaves(conversation: string, how: 'abandoned' | 'refused'): void {
    const caller = this.callers.get(conversation)
    if (caller?.state !== 'waiting') return
    caller.state = 'over'
    this.counts[how]++
    this.here.splice(this.here.indexOf(conversation), 1)
  }

  arrives(): void {
    const { random } = this
    const conversation = `c${++this.counts.entered}`
    this.callers.set(conversation, { state: 'waiting', since: this.now })
    this.here.push(conversation)
    const skills = random.oneIn(4) ? { skills: [`${random.pick(SKILLS)}:${1 + random.below(3)}`] } : {}
    const cost = random.oneIn(5) ? { cost: 20 } : {}
    const lastAgent = random.oneIn(5) ? { lastAgent: `agent${random.below(AGENTS)}` } : {}
    const joins = {
      queue: `q${random.below(QUEUES)}`,
      priority: random.below(5),
      since: this.now,
      mayBeRefused: ['full', 'empty'],
    } as const
    this.tell({ type: 'CallerJoined', conversation, ...joins, ...skills, ...cost, ...lastAgent })
  }

  /** Each phone of an offer says how it went; one may answer. */
  offerGoesOn(): void {
    const { random } = this
    const next = this.offers.entries().next().value
    if (!next) return
    const [offer, { conversation, agents }] = next
    this.offers.delete(offer)
    const winner = random.oneIn(4) ? undefined : random.pick([...agents])
    const caller = this.callers.get(conversation)
    if (winner && caller?.state === 'waiting') {
      this.tell({ type: 'OfferAccepted', offer, conversation, agent: winner })
      Object.assign(caller, { state: 'talking', agent: winner, served: this.now })
      this.counts.answered++
    }
    const cause = winner ? 'elsewhere' : random.pick(['no-answer', 'busy', 'declined'] as const)
    for (const agent of agents) {
      if (agent === winner && caller?.agent === winner) continue
      this.tell({
        type: 'OfferEnded',
        offer,
        conversation,
        agent,
        cause: caller?.state === 'over' ? 'caller-gone' : cause,
      })
    }
  }

  someCallerMoves(): void {
    const { random } = this
    if (this.here.length === 0) return
    const conversation = random.pick(this.here)
    const caller = this.callers.get(conversation)
    if (caller?.state === 'talking') return this.finishes(conversation, caller)
    if (!random.oneIn(10)) return
    this.tell({ type: 'CallerLeft', conversation })
    this.leaves(conversation, 'abandoned')
  }

  finishes(conversation: string, caller: Caller): void {
    caller.state = 'over'
    this.here.splice(this.here.indexOf(conversation), 1)
    this.tell({
      type: 'TalkFinished',
      conversation,
      agent: caller.agent as string,
      wrapUpMs: this.random.pick([0, 5_000]),
    })
  }

  someAgentMoves(): void {
    const { random } = this
    const agent = `agent${random.below(AGENTS)}`
    const [by, phone] = ['hoa', `phone${agent.slice(5)}`]
    if (random.oneIn(4)) this.tell({ type: 'AgentPaused', agent, reason: 'lunch', by })
    else if (random.oneIn(6)) this.tell({ type: 'PhoneSeen', phone, reachable: random.oneIn(2) })
    else this.tell({ type: 'AgentReadied', agent, by })
  }
}

t.test(`${AGENTS} agents, ${QUEUES} queues, ${CALLERS} callers, by chance`, async t => {
  const house = new Crowd(4_711)
  while (house.counts.entered < CALLERS) {
    house.arrives()
    for (let n = house.random.below(5); n > 0; n--) house.someCallerMoves()
    for (let n = house.random.below(4); n > 0; n--) house.offerGoesOn()
    if (house.random.oneIn(2)) house.someAgentMoves()
    house.now += house.random.below(400)
    if ((house.floor.timers[0]?.at ?? Number.POSITIVE_INFINITY) <= house.now) house.tell({ type: 'TimeUp' })
  }
  const { entered, answered, abandoned, refused } = house.counts
  const waiting = [...house.callers.values()].filter(({ state }) => state === 'waiting').length
  t.equal(entered, answered + abandoned + refused + waiting, 'everybody is counted once')
  t.equal(house.floor.waiting.size, waiting, 'and the floor knows the same')
  t.ok(
    answered > CALLERS / 2,
    `${answered} were answered, ${abandoned} gave up, ${refused} were refused, in ${house.steps} steps`,
  )

  // The evening: nobody new comes, everybody is at work. Nobody is forgotten.
  for (const { phone } of Object.values(house.roster.agents))
    house.tell({ type: 'PhoneSeen', phone, reachable: true })
  for (const agent of Object.keys(house.roster.agents)) house.tell({ type: 'AgentReadied', agent, by: 'hoa' })
  const longest = () => [...house.floor.waiting.values()].filter(one => !one.skills)
  for (let round = 0; round < 20_000 && (house.offers.size > 0 || longest().length > 0); round++) {
    house.offerGoesOn()
    const talking = house.here.find(id => house.callers.get(id)?.state === 'talking')
    if (talking) house.finishes(talking, house.callers.get(talking) as Caller)
    house.now = Math.max(house.now + 50, house.offers.size > 0 ? 0 : (house.floor.timers[0]?.at ?? 0))
    if ((house.floor.timers[0]?.at ?? Number.POSITIVE_INFINITY) <= house.now) house.tell({ type: 'TimeUp' })
  }
  t.same(longest(), [], 'nobody who wants no rare skill waits for ever')
})

t.test('with ageing nobody starves, however many of higher priority come', async t => {
  const roster: Roster = {
    agents: { an: { phone: 'an', queues: [{ queue: 'sales', rank: 0 }] } },
    queues: {
      sales: { strategy: 'round-robin', ringMs: 15_000, wrapUpMs: 0, restMs: 1_000, ageingMs: 10_000 },
    },
  }
  let floor = emptyFloor
  let now = 1_000
  let talking = ''
  let servedAt: number | undefined
  const tell = (input: FloorInput) => {
    const step = stepFloor(floor, input, now, roster)
    floor = step.floor
    for (const fact of step.facts)
      if (fact.type === 'CallOffered') {
        talking = fact.conversation
        if (talking === 'patient') servedAt = now
        const accepted = stepFloor(
          floor,
          { type: 'OfferAccepted', offer: fact.offer, conversation: talking, agent: 'an' },
          now,
          roster,
        )
        floor = accepted.floor
      }
  }
  tell({ type: 'TeamChanged', hash: 'v1' })
  tell({ type: 'PhoneSeen', phone: 'an', reachable: true })
  tell({ type: 'CallerJoined', conversation: 'first', queue: 'sales', priority: 0, since: now })
  tell({ type: 'CallerJoined', conversation: 'patient', queue: 'sales', priority: 0, since: now })
  for (let n = 0; n < 100 && servedAt === undefined; n++) {
    // More come than can be served, all of the highest priority.
    for (const k of [1, 2])
      tell({ type: 'CallerJoined', conversation: `vip${n}-${k}`, queue: 'sales', priority: 10, since: now })
    now += 5_000
    tell({ type: 'TalkFinished', conversation: talking, agent: 'an', wrapUpMs: 0 })
  }
  t.ok(servedAt !== undefined && servedAt - 1_000 <= 10 * 10_000 * 3, `served after ${servedAt} ms`)
})
