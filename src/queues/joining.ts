// Into the line: who may join, where he stands, and who has to leave because nobody is there to serve him.
import { exclusionOf, seatIn } from './candidates.ts'
import type { FloorInput } from './events.ts'
import { queueOf } from './floor.ts'
import { place } from './line.ts'
import { membersOf, type QueueRules } from './roster.ts'
import { findAgent, matchQueue } from './router.ts'
import { type FloorTurn, setQueue, setWaiting } from './turn.ts'
import { expectedOf, rounded, wentUnanswered } from './wait-learning.ts'
import { aged, placed, placedAt, type Waiting, waitingOrder } from './waiting.ts'

/** Joining twice is joining once: a restarted conversation says it again and keeps its place. */
export function callerJoined(turn: FloorTurn, input: Extract<FloorInput, { type: 'CallerJoined' }>): void {
  const { conversation, queue, position } = input
  const before = turn.floor.waiting.get(conversation)
  if (before?.offer && before.queue === queue) return
  // A person moved him: the phone that rings for the old queue is freed by its own OfferEnded.
  if (before?.offer) turn.commands.push({ type: 'RevokeOffer', conversation, offer: before.offer.offer })
  const rules = turn.roster.queues[queue]
  const waiting = placed(
    withGiven(before, newlyWaiting(turn, resumedOf(turn, before, input, rules), rules)),
    rules,
  )
  if (before?.queue !== queue) {
    const reason = rules && refusal(turn, waiting, rules)
    if (reason && input.mayBeRefused?.includes(reason)) return refuse(turn, before ?? waiting, queue, reason)
  }
  if (!before || before.queue !== queue || isAnotherPlace(before, waiting)) {
    if (before) setWaiting(turn, before, undefined)
    const { line } = queueOf(turn.floor, queue)
    setWaiting(turn, undefined, position === undefined ? waiting : placedAt(waiting, position, line))
  }
  findAgent(turn, conversation)
  if (!turn.floor.waiting.get(conversation)?.offer) tellPosition(turn, conversation)
}

type Joined = Extract<FloorInput, { type: 'CallerJoined' }>

/** Who gave up a moment ago, and calls again, waits since then: he gets his place back. */
function resumedOf(
  turn: FloorTurn,
  before: Waiting | undefined,
  input: Joined,
  rules: QueueRules | undefined,
): Joined & { resumed?: true } {
  if (before?.resumed && before.queue === input.queue) return { ...input, since: before.since, resumed: true }
  const { memory } = queueOf(turn.floor, input.queue)
  const since = rules?.resumeMs === undefined ? undefined : turn.now - rules.resumeMs
  const found = memory.gaveUp?.find(one => one.contact === input.contact && one.at >= (since ?? Infinity))
  if (!found) return input
  setQueue(turn, input.queue, {
    memory: { ...memory, gaveUp: memory.gaveUp?.filter(one => one !== found) ?? [] },
  })
  return { ...input, since: Math.min(input.since, found.since), resumed: true }
}

/** Nobody's list of those who gave up is longer. */
const MOST_GONE = 200

export function callerLeft(turn: FloorTurn, input: Extract<FloorInput, { type: 'CallerLeft' }>): void {
  const waiting = turn.floor.waiting.get(input.conversation)
  wentUnanswered(turn, input.conversation)
  setWaiting(turn, turn.floor.waiting.get(input.conversation), undefined)
  const resumeMs = waiting && turn.roster.queues[waiting.queue]?.resumeMs
  if (!input.gaveUp || !waiting?.contact || resumeMs === undefined) return
  const { memory } = queueOf(turn.floor, waiting.queue)
  const kept = (memory.gaveUp ?? []).filter(({ at }) => at >= turn.now - resumeMs).slice(1 - MOST_GONE)
  const gone = { contact: waiting.contact, since: waiting.since, at: turn.now }
  setQueue(turn, waiting.queue, { memory: { ...memory, gaveUp: [...kept, gone] } })
}

function newlyWaiting(
  { now }: FloorTurn,
  { type: _, position: __, lastAgent, ...input }: Joined & { resumed?: true },
  rules: QueueRules | undefined,
): Waiting {
  const until = rules?.lastAgentMs === undefined ? now : input.since + rules.lastAgentMs
  const last = lastAgent !== undefined && until > now ? { last: { agent: lastAgent, until } } : {}
  return aged({ v: 1, ...input, ...last }, rules, now)
}

/** What a person gave him counts, whatever his conversation says when it joins again. */
const withGiven = (before: Waiting | undefined, waiting: Waiting): Waiting =>
  before?.given === undefined ? waiting : { ...waiting, priority: before.given, given: before.given }

const isAnotherPlace = (before: Waiting, after: Waiting): boolean =>
  before.priority !== after.priority || before.since !== after.since

/** Somebody gave him another priority: he goes to the place that it means, with the same wait. */
export function priorityChanged(
  turn: FloorTurn,
  { conversation, priority }: Extract<FloorInput, { type: 'PriorityChanged' }>,
): void {
  const before = turn.floor.waiting.get(conversation)
  if (!before || before.priority === priority) return
  const { lane: _, turnAt: __, ...plain } = before
  setWaiting(turn, before, undefined)
  const given = { ...plain, priority, given: priority }
  setWaiting(turn, undefined, placed(given, turn.roster.queues[before.queue]))
  findAgent(turn, conversation)
  if (!turn.floor.waiting.get(conversation)?.offer) tellPosition(turn, conversation)
}

export function tellPosition(turn: FloorTurn, conversation: string): void {
  const waiting = turn.floor.waiting.get(conversation)
  if (!waiting) return
  const position = place(queueOf(turn.floor, waiting.queue).line, waiting, waitingOrder) + 1
  const expected = expectedOf(turn, waiting)
  const wait = expected?.isSure ? { wait: rounded(expected) } : {}
  turn.commands.push({ type: 'TellPosition', conversation, position, ...wait })
}

function refusal(turn: FloorTurn, waiting: Waiting, rules: QueueRules): 'full' | 'empty' | undefined {
  const { line } = queueOf(turn.floor, waiting.queue)
  if (rules.maxWaiting !== undefined && line.length >= rules.maxWaiting) return 'full'
  return isEmpty(turn, waiting, rules) ? 'empty' : undefined
}

/** Is each of the queue's agents kept away by something that counts as not being there? */
function isEmpty(turn: FloorTurn, waiting: Waiting, rules: QueueRules): boolean {
  const { emptyWhen } = rules
  if (!emptyWhen) return false
  return membersOf(turn.roster, waiting.queue).every(id => {
    const agent = turn.floor.agents.get(id)
    const rule = agent ? exclusionOf(turn, agent, waiting, rules, seatIn(turn, id, waiting.queue)) : 'offline'
    return rule !== undefined && emptyWhen.includes(rule)
  })
}

function refuse(turn: FloorTurn, waiting: Waiting, queue: string, reason: 'full' | 'empty'): void {
  const { conversation } = waiting
  if (turn.floor.waiting.has(conversation)) setWaiting(turn, waiting, undefined)
  turn.facts.push({ type: 'JoinRefused', conversation, queue, reason })
  turn.commands.push({ type: 'RefuseJoin', conversation, queue, reason })
}

/** Queues whose agents came, went, or have one talk less: who waits there looks again, or leaves. */
export function lookAgain(turn: FloorTurn): void {
  for (const queue of turn.stirred) {
    const rules = turn.roster.queues[queue]
    if (!rules) continue
    if (rules.maxTalking !== undefined) matchQueue(turn, queue)
    if (!rules.leaveWhenEmpty) continue
    for (const waiting of queueOf(turn.floor, queue).open)
      if (waiting.mayBeRefused?.includes('empty') && isEmpty(turn, waiting, rules))
        refuse(turn, waiting, queue, 'empty')
  }
}
