// One simulated day: a discrete-event simulation around the floor's own engine, the one that routes real calls.
// What callers and agents do comes from the day and from dice; who gets whom, only from stepFloor.
//
//   joins ──CallerJoined──▶ engine ──Offer──▶ picks-up ──OfferAccepted──▶ hangs-up ──TalkFinished──▶ engine
//     └─ goes (patience) ──CallerLeft──▶        └─ rings-out ──OfferEnded──▶
import type { FloorInput, OfferEnd } from '../queues/events.ts'
import { deadlineOfFloor, emptyFloor } from '../queues/floor.ts'
import { stepFloor } from '../queues/step.ts'
import type { FloorCommand } from '../queues/turn.ts'
import { type Day, SHIFT_OVER } from './day.ts'
import { noteDesks, openDeskClock, sitDown, stopDesks } from './desk-clock.ts'
import { chanceOf, diceOf } from './dice.ts'
import type { Outcome, Visit } from './outcome.ts'
import type { Moment, Ring, Run, Visitor, Watch } from './run.ts'
import { draw } from './spread.ts'
import { plan, takeNext } from './timeline.ts'

/** @param seed the same day with the same seed goes the same way */
export function simulate(day: Day, seed: number, watch?: Watch): Outcome {
  const run: Run = {
    ...{ day, watch, floor: emptyFloor, nowMs: 0, wakesAtMs: Infinity },
    roster: { ...day.roster, chance: salt => chanceOf(seed, salt) },
    line: { heap: [], planned: 0 },
    visitors: new Map(),
    visits: [],
    desks: openDeskClock(day.span),
  }
  tell(run, { type: 'TeamChanged', hash: 'simulated' })
  for (const shift of day.shifts) plan(run.line, shift.fromMs, { type: 'sits-down', shift })
  for (const [nth, caller] of day.callers.entries()) {
    const visitor: Visitor = { caller, dice: diceOf(seed, nth), phase: 'waiting', rings: [] }
    plan(run.line, caller.joinsAtMs, { type: 'joins', visitor })
  }
  while (goOn(run));
  return {
    visits: [...run.visits, ...stillWaiting(run)],
    desks: stopDesks(run.desks, Math.min(day.endsAtMs, day.span.toMs)),
  }
}

/** Lets the next thing happen. @returns false when the day is over */
function goOn(run: Run): boolean {
  const nextAtMs = run.line.heap[0]?.atMs ?? Infinity
  const atMs = Math.min(nextAtMs, run.wakesAtMs)
  if (atMs === Infinity || atMs > run.day.endsAtMs) return false
  run.nowMs = Math.max(run.nowMs, atMs)
  if (run.wakesAtMs <= nextAtMs) {
    // Should it change nothing, it is not asked again before something else happens.
    run.wakesAtMs = Infinity
    tell(run, { type: 'TimeUp' })
    return true
  }
  const next = takeNext(run.line)
  if (next) happen(run, next.what)
  return true
}

function happen(run: Run, moment: Moment): void {
  switch (moment.type) {
    case 'joins':
      return joins(run, moment.visitor)
    case 'goes':
      return goes(run, moment.visitor)
    case 'picks-up':
      return picksUp(run, moment.ring)
    case 'rings-out':
      return ends(run, moment.ring, 'no-answer')
    case 'hangs-up': {
      const { conversation } = moment.visitor.caller
      const { agent, wrapUpMs } = moment.ring
      moment.visitor.phase = 'gone'
      run.visitors.delete(conversation)
      return tell(run, { type: 'TalkFinished', conversation, agent, wrapUpMs })
    }
    case 'sits-down': {
      const { agent, toMs } = moment.shift
      const phone = run.day.roster.agents[agent]?.phone
      if (phone === undefined) return
      sitDown(run.desks, agent, run.nowMs)
      tell(run, { type: 'AgentReadied', agent, by: agent })
      tell(run, { type: 'PhoneSeen', phone, reachable: true })
      return plan(run.line, toMs, { type: 'stands-up', shift: moment.shift })
    }
    case 'stands-up': {
      const { agent } = moment.shift
      return tell(run, { type: 'AgentPaused', agent, reason: SHIFT_OVER, by: agent })
    }
    case 'comes-back':
      if (run.desks.sits.has(moment.agent) && isPaused(run, moment.agent))
        tell(run, { type: 'AgentReadied', agent: moment.agent, by: moment.agent })
      return
    default:
      moment satisfies never
  }
}

/** After too many misses the floor pauses an agent until he says that he is there again. */
const COMES_BACK_AFTER_MS = 60_000

function isPaused({ floor }: Run, agent: string): boolean {
  const state = floor.agents.get(agent)?.state
  return state?.name === 'paused' && state.until === undefined && state.reason !== SHIFT_OVER
}

function joins(run: Run, visitor: Visitor): void {
  const { conversation, wish, ageMs, patienceMs } = visitor.caller
  run.visitors.set(conversation, visitor)
  if (patienceMs < Infinity) plan(run.line, run.nowMs + patienceMs, { type: 'goes', visitor })
  tell(run, { type: 'CallerJoined', ...wish, conversation, since: run.nowMs - ageMs })
}

function goes(run: Run, visitor: Visitor): void {
  if (visitor.phase !== 'waiting') return
  const { caller } = visitor
  settle(run, visitor, caller.goesAs)
  visitor.phase = 'gone'
  run.visitors.delete(caller.conversation)
  const live = visitor.rings.filter(ring => ring.isLive)
  if (live.length === 0) return tell(run, { type: 'CallerLeft', conversation: caller.conversation })
  for (const ring of live) ends(run, ring, 'caller-gone')
}

function picksUp(run: Run, ring: Ring): void {
  const { visitor, offer, agent } = ring
  if (!ring.isLive || visitor.phase !== 'waiting') return
  settle(run, visitor, 'answered')
  visitor.phase = 'talking'
  ring.isLive = false
  plan(run.line, run.nowMs + visitor.caller.talkMs, { type: 'hangs-up', visitor, ring })
  tell(run, { type: 'OfferAccepted', offer, conversation: visitor.caller.conversation, agent })
  for (const other of visitor.rings) ends(run, other, 'elsewhere')
}

function ends(run: Run, ring: Ring, cause: OfferEnd): void {
  if (!ring.isLive) return
  ring.isLive = false
  const { offer, agent } = ring
  tell(run, {
    type: 'OfferEnded',
    offer,
    conversation: ring.visitor.caller.conversation,
    agent,
    cause,
  })
}

function settle(run: Run, { caller }: Visitor, endedAs: Visit['endedAs']): void {
  const { joinsAtMs, wish } = caller
  run.visits.push({
    queue: wish.queue,
    joinedAtMs: joinsAtMs,
    endedAs,
    waitMs: run.nowMs - joinsAtMs,
  })
}

/** The engine takes a step, and what it asks for is done. */
function tell(run: Run, input: FloorInput): void {
  const step = stepFloor(run.floor, input, run.nowMs, run.roster)
  run.floor = step.floor
  run.watch?.(input, step, run.nowMs)
  noteDesks(run.desks, step.facts, run.nowMs)
  for (const fact of step.facts)
    if (fact.type === 'AgentStateChanged' && fact.to === 'paused' && isPaused(run, fact.agent))
      plan(run.line, run.nowMs + COMES_BACK_AFTER_MS, { type: 'comes-back', agent: fact.agent })
  if (step.touched.size > 0) run.wakesAtMs = deadlineOfFloor(step.floor) ?? Infinity
  for (const command of step.commands) obey(run, command)
}

function obey(run: Run, command: FloorCommand): void {
  const visitor = run.visitors.get(command.conversation)
  if (visitor?.phase !== 'waiting') return
  switch (command.type) {
    case 'Offer': {
      const { offer, ringMs, others = [] } = command
      visitor.rings = visitor.rings.filter(({ isLive }) => isLive)
      for (const { agent, wrapUpMs } of [command, ...others])
        rings(run, visitor, { offer, agent, wrapUpMs, ringMs })
      return
    }
    case 'RevokeOffer':
      for (const ring of visitor.rings) if (ring.offer === command.offer) ends(run, ring, 'revoked')
      return
    case 'RefuseJoin':
      // The flow leads him elsewhere.
      settle(run, visitor, 'left')
      visitor.phase = 'gone'
      run.visitors.delete(command.conversation)
  }
}

type Rung = { offer: string; agent: string; wrapUpMs: number; ringMs: number }

function rings(run: Run, visitor: Visitor, { offer, agent, wrapUpMs, ringMs }: Rung): void {
  const { pickUp, missed, wrapUpUsed } = run.day.habits
  const ring: Ring = { visitor, offer, agent, wrapUpMs: wrapUpMs * wrapUpUsed, isLive: true }
  visitor.rings.push(ring)
  const isMissed = visitor.dice() < missed
  const afterMs = draw(pickUp, visitor.dice)
  const isAnswered = !isMissed && afterMs < ringMs
  if (isAnswered) plan(run.line, run.nowMs + afterMs, { type: 'picks-up', ring })
  else plan(run.line, run.nowMs + ringMs, { type: 'rings-out', ring })
}

function stillWaiting(run: Run): Visit[] {
  return [...run.visitors.values()].flatMap(({ phase, caller }) =>
    phase === 'waiting'
      ? [
          {
            queue: caller.wish.queue,
            joinedAtMs: caller.joinsAtMs,
            endedAs: 'waiting' as const,
            waitMs: run.day.endsAtMs - caller.joinsAtMs,
          },
        ]
      : [],
  )
}
