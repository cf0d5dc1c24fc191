// Somebody to whom we owe a call. He stands in line as if he had stayed on the line, at the place of his first call;
// when it is his turn he is called (reaching.ts).
//
//   promised, in line ──Offered──▶ reaching ──nobody reached──▶ promised, later ──time──▶ in line
//      └── he calls again, his time is over, cancelled, no attempt left ──▶ ended
import type { CallbackWish } from '../commands.ts'
import type { Reason } from '../ending.ts'
import type { CallbackCause, CallbackOf, CallInput } from '../events.ts'
import { type Promised, placeOf } from '../promise.ts'
import { type CallbackRule, end, type Turn, toPhase, worldOf } from '../turn.ts'
import { drop, reach } from './reaching.ts'
import { leaveQueue } from './waiting.ts'

/** Where a queue says nothing. */
const USUAL: CallbackRule = {
  ...{ first: 'customer', attempts: 3, retryMs: 15 * 60_000, expiresMs: 24 * 3_600_000, confirm: true },
}

/** Hours may be switched at any moment, and caps pass: what stops him now is looked at again. */
const LOOK_AGAIN_MS = 60_000

/** Ours, not his: no attempt that he was given. */
const OURS: ReadonlySet<CallbackCause> = new Set(['not-now', 'trunk-failed', 'trunk-silent', 'trunk-full'])

export const ruleOf = (turn: Turn, queue: string): CallbackRule => turn.book.queue(queue)?.callback ?? USUAL

/** The flow promises it: the caller leaves the line, and what he had there goes to the callback. */
export function promiseCallback(
  turn: Turn,
  wish: { queue: string; priority: number } & Partial<CallbackWish>,
) {
  const { phase, contact, numberKind = 'national' } = turn.call
  const { wall, house } = turn.now
  const wait = 'wait' in phase ? phase.wait : undefined
  const promised: CallbackWish = {
    queue: wish.queue,
    priority: wait?.priority ?? wish.priority,
    since: wall - (house - (wait?.since ?? house)),
    ...(wait?.skills ? { skills: wait.skills } : {}),
    contact: wish.contact ?? contact,
    numberKind: wish.numberKind ?? numberKind,
  }
  if (phase.name !== 'ivr') leaveQueue(turn)
  turn.facts.push({ type: 'CallbackPromised', queue: wish.queue })
  turn.call = { ...turn.call, promised }
  remindOfPromise(turn)
}

/** Also after a restart of ours: that it was asked for is written, that it was done perhaps not. */
export function remindOfPromise(turn: Turn): void {
  const { promised, hotline, language } = turn.call
  if (promised) turn.commands.push({ type: 'PromiseCallback', hotline, language, ...promised })
}

/** The first step of a callback. */
export function startPromise(turn: Turn, { queue, priority, since: sinceWall, skills }: CallbackOf): void {
  const { wall, house } = turn.now
  const { expiresMs } = ruleOf(turn, queue)
  const promise: Promised = {
    ...{ queue, priority, sinceWall, since: Math.min(house, house - (wall - sinceWall)), tried: 0 },
    ...(skills ? { skills } : {}),
    ...{ expiresAt: house + expiresMs, expiresAtWall: wall + expiresMs },
  }
  standAgain(turn, promise)
}

export function inPromised(turn: Turn, input: CallInput): void {
  const { phase } = turn.call
  if (phase.name !== 'promised') return
  const { promise } = phase
  switch (input.type) {
    case 'Offered':
      return reach(turn, promise, input)
    case 'TimeUp':
      if (promise.expiresAt <= turn.now.house) return giveUp(turn, 'expired')
      return phase.notBefore !== undefined && phase.notBefore <= turn.now.house
        ? standAgain(turn, promise)
        : undefined
    case 'CustomerCame':
      return customerCame(turn)
    case 'Resumed':
      return phase.notBefore === undefined ? standAgain(turn, promise) : undefined
  }
}

/** In line at his old place; or, outside of the hours, a little later. */
export function standAgain(turn: Turn, promise: Promised): void {
  if (!mayCallNow(turn, promise.queue)) {
    turn.commands.push({ type: 'LeaveQueue' })
    return toPhase(turn, { name: 'promised', promise, notBefore: turn.now.house + LOOK_AGAIN_MS })
  }
  turn.commands.push({ type: 'JoinQueue', ...placeOf(promise) })
  toPhase(turn, { name: 'promised', promise })
}

/** He was not reached: later again, if attempts are left. His agent is free already, or will be told so. */
export function notReached(turn: Turn, before: Promised, cause: CallbackCause): void {
  const { attempts, retryMs } = ruleOf(turn, before.queue)
  const promise = OURS.has(cause) ? before : { ...before, tried: before.tried + 1 }
  turn.facts.push({ type: 'CallbackMissed', cause })
  turn.commands.push({ type: 'LeaveQueue' })
  const laterMs = cause === 'not-now' ? LOOK_AGAIN_MS : retryMs
  toPhase(turn, { name: 'promised', promise, notBefore: turn.now.house + laterMs })
  if (promise.tried >= attempts) giveUp(turn, reasonOf(cause))
}

/** Is this an hour at which the queue calls people back? */
export function mayCallNow(turn: Turn, queue: string): boolean {
  const { hours } = ruleOf(turn, queue)
  return hours === undefined || worldOf(turn).isOpen(hours)
}

/** He has called again: his call stands where the callback stood. */
export function customerCame(turn: Turn): void {
  turn.commands.push({ type: 'LeaveQueue' })
  end(turn, { result: 'callback', reason: 'called-again', who: 'caller' }, turn.now.wall)
}

/** Somebody ends it. */
export function dropPromise(turn: Turn): void {
  const { phase } = turn.call
  if (phase.name === 'reaching') drop(turn, phase, 'caller-gone')
  if (phase.name === 'promised' || phase.name === 'reaching') turn.commands.push({ type: 'LeaveQueue' })
}

/** @returns false: Asterisk's restart is the end of it. House time may be another one. */
export function outlivesAsterisk(turn: Turn): boolean {
  const { phase, caller } = turn.call
  if (phase.name !== 'promised' && phase.name !== 'reaching') return false
  const { wall, house } = turn.now
  const { sinceWall, expiresAtWall } = phase.promise
  if (phase.name === 'reaching') {
    const { offer, agent } = phase.offered
    turn.commands.push({ type: 'EndOffer', offer, agent, cause: 'revoked' })
    if (phase.agent && phase.agent.until === undefined)
      turn.commands.push({ type: 'FinishTalk', agent, wrapUpMs: 0 })
  }
  turn.call = { ...turn.call, caller: { ...caller, up: false }, leaving: [] }
  standAgain(turn, {
    ...phase.promise,
    ...{ since: house - (wall - sinceWall), expiresAt: house + (expiresAtWall - wall) },
  })
  return true
}

function giveUp(turn: Turn, reason: Reason): void {
  const { phase } = turn.call
  if (phase.name === 'promised' && phase.notBefore === undefined) turn.commands.push({ type: 'LeaveQueue' })
  const who = reason === 'no-answer' || reason === 'busy' || reason === 'declined' ? 'callee' : 'system'
  end(turn, { result: 'unanswered', reason, who }, turn.now.wall)
}

function reasonOf(cause: CallbackCause): Reason {
  switch (cause) {
    case 'not-now':
    case 'trunk-failed':
    case 'trunk-silent':
    case 'trunk-full':
      return 'trunks-failed'
    case 'caller-gone':
      return 'declined'
    default:
      return cause
  }
}
