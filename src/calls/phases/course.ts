// The flow under way, in the menu or beside the music: what the caller does and what was asked for goes to the flow;
// what the flow wishes becomes commands.
import { discretionAt } from '../../flows/discretion.ts'
import type { Heard, Wish } from '../../flows/flow.ts'
import { advance, isInQueueSection, isSameStep, withoutQueue } from '../../flows/interpreter.ts'
import type { Call } from '../call.ts'
import { BLOCKED_FLOW } from '../dial-plan.ts'
import type { CallInput } from '../events.ts'
import type { Outward } from '../outside.ts'
import { type Book, end, mint, resultInFlow, type Turn, toPhase, worldOf } from '../turn.ts'
import type { Course } from '../wait.ts'
import { forward } from './forwarding.ts'
import { promiseCallback } from './promised.ts'
import { soundsOf } from './sounds.ts'
import { hush, joinQueue, leaveQueue, musicAgain } from './waiting.ts'

/** @returns the flow under way, if this phase has one. */
export function courseOf({ phase }: Pick<Call, 'phase'>): Course | undefined {
  if (phase.name === 'ivr') return phase
  return phase.name === 'waiting' || phase.name === 'ringing' ? phase.wait : undefined
}

function setCourse(turn: Turn, course: Course): void {
  const { phase } = turn.call
  if (phase.name === 'ivr') toPhase(turn, { ...course, name: 'ivr' })
  if (phase.name === 'waiting' || phase.name === 'ringing')
    toPhase(turn, { ...phase, wait: { ...phase.wait, ...course } })
}

/** Removes what is over from the course. */
function drop(turn: Turn, ...keys: (keyof Omit<Course, 'place'>)[]): void {
  const { phase } = turn.call
  const course = phase.name === 'ivr' ? phase : 'wait' in phase ? phase.wait : undefined
  if (!course) return
  const rest = { ...course }
  for (const key of keys) delete rest[key]
  if ('name' in rest) toPhase(turn, rest)
  else if (phase.name === 'waiting' || phase.name === 'ringing') toPhase(turn, { ...phase, wait: rest })
}

/** @returns false when this was none of the flow's business. */
export function followCourse(turn: Turn, input: CallInput): boolean {
  const course = courseOf(turn.call)
  if (!course) return false
  switch (input.type) {
    case 'KeyPressed':
      if (input.leg === turn.call.caller.leg) hear(turn, { type: 'key', digit: input.digit })
      return true
    case 'PlayEnded':
      // A prompt that was stopped by a key reports its end later: by then another one plays, or none.
      if (input.play !== course.playing) return false
      drop(turn, 'playing')
      hear(turn, { type: input.outcome === 'done' ? 'played' : 'play-failed' })
      return true
    case 'TimeUp':
      if (course.wakeAt === undefined || course.wakeAt > turn.now.house) return false
      drop(turn, 'wakeAt')
      hear(turn, { type: 'time-up' })
      return true
    case 'RecordingEnded': {
      const { recording, durationMs, outcome } = input
      if (recording !== course.recording) return false
      drop(turn, 'recording')
      hear(turn, { type: 'recorded', recording, durationMs, outcome })
      if (input.hungUp) endedByCaller(turn)
      return true
    }
    case 'LookedUp':
      if (input.ask !== course.asking) return true
      drop(turn, 'asking')
      hear(turn, { type: 'looked-up', outcome: input.outcome, values: input.values })
      return true
    case 'DialDecided':
      if (input.ask !== course.asking) return true
      drop(turn, 'asking')
      if (input.to) sendOutside(turn, input.to)
      else hear(turn, { type: 'not-reached' })
      return true
    case 'SecretCollected': {
      const { handle, length, outcome } = input
      if (handle !== course.secret) return true
      drop(turn, 'secret')
      hear(turn, { type: 'secret', handle, length, outcome })
      return true
    }
    default:
      return false
  }
}

/** The flow went on without him, and may have come to its end: it was he who ended the call. */
function endedByCaller(turn: Turn): void {
  const { phase } = turn.call
  if (phase.name !== 'ending' || phase.ending.reason !== 'flow-ended') return
  toPhase(turn, { ...phase, ending: { ...phase.ending, reason: 'caller-hung-up', who: 'caller' } })
}

/** After a restart of ours: what played or was asked is gone, and the verb repeats it. */
export function resumeCourse(turn: Turn): void {
  const recording = courseOf(turn.call)?.recording
  drop(turn, 'playing', 'wakeAt', 'recording', 'asking', 'secret')
  // A message that went on without us is closed, and he is asked to say it again.
  if (recording) turn.commands.push({ type: 'StopMessage', recording })
  hear(turn, { type: 'resumed' })
}

/** Are the caller's next keys none of the journal's business? Also those that he types ahead of such a question. */
export function keysAreDiscreet(call: Call, book: Book): boolean {
  const place = courseOf(call)?.place
  return place !== undefined && discretionAt(book.flow, place) !== 'open'
}

export function hear(turn: Turn, heard: Heard): void {
  const before = courseOf(turn.call)
  if (!before) return
  const { book } = turn
  if (!book.flow(before.place.flow)) {
    if (turn.call.phase.name !== 'ivr') leaveQueue(turn)
    return end(turn, { result: 'failed', reason: 'flow-ended', who: 'system' }, turn.now.wall)
  }
  const { place, wishes, trace, ranAway } = advance(book.flow, before.place, heard, worldOf(turn))
  setCourse(turn, { ...before, place })
  // What a step waited for belongs to it: whoever moves on no longer wants to be woken for it.
  if (!isSameStep(place, before.place)) drop(turn, 'wakeAt', 'asking', 'secret')
  for (const fact of trace) turn.facts.push(fact)
  if (ranAway) {
    if (turn.call.phase.name !== 'ivr') leaveQueue(turn)
    return end(turn, { result: 'failed', reason: 'step-budget', who: 'system' }, turn.now.wall)
  }
  if (isInQueueSection(place) && !isInQueueSection(before.place)) hush(turn)
  for (const wish of wishes) grant(turn, wish)
  const after = courseOf(turn.call)?.place
  if (after && isInQueueSection(before.place) && !isInQueueSection(after)) musicAgain(turn)
}

/** Wishes that take a waiting caller elsewhere: his place in the queue is given up first. */
const LEAVES: ReadonlySet<Wish['type']> = new Set(['leave-queue', 'record', 'call-outside', 'hang-up'])

function grant(turn: Turn, wish: Wish): void {
  if (LEAVES.has(wish.type) && turn.call.phase.name !== 'ivr') leaveQueue(turn)
  const course = courseOf(turn.call)
  if (!course) return
  const { caller, contact } = turn.call
  switch (wish.type) {
    case 'play':
      return play(turn, course, soundsOf(wish.say, turn.call.language))
    case 'play-recording':
      return play(turn, course, [{ recording: wish.recording }])
    case 'stop-playing':
      if (course.playing) turn.commands.push({ type: 'StopPlay', play: course.playing })
      return drop(turn, 'playing')
    case 'wait':
      return setCourse(turn, { ...course, wakeAt: turn.now.house + wish.ms })
    case 'wait-in-queue': {
      const joinedAt = 'joinedAt' in course ? Number(course.joinedAt) : turn.now.house
      return setCourse(turn, { ...course, wakeAt: joinedAt + wish.ms })
    }
    case 'join-queue':
      return joinQueue(turn, wish, withoutQueue(course.place))
    case 'leave-queue':
      return
    case 'promise-callback':
      return promiseCallback(turn, wish)
    case 'speak':
      turn.facts.push({ type: 'LanguageChosen', language: wish.language })
      turn.call = { ...turn.call, language: wish.language }
      return
    case 'look-up': {
      const ask = mint(turn, 'ask')
      turn.commands.push({ type: 'LookUp', ask, lookup: wish.lookup, with: wish.with, contact })
      return setCourse(turn, { ...course, asking: ask })
    }
    case 'call-outside': {
      const ask = mint(turn, 'ask')
      const { leftQueue: queue } = turn.call
      turn.commands.push({ type: 'AskToDial', ask, number: wish.number, ...(queue ? { queue } : {}) })
      return setCourse(turn, { ...course, asking: ask })
    }
    case 'record': {
      const recording = mint(turn, 'msg')
      const { box, maxMs, silenceMs, beep } = wish
      turn.facts.push({ type: 'MessageStarted', recording, ...(box === undefined ? {} : { box }) })
      turn.commands.push({ type: 'RecordMessage', leg: caller.leg, recording, maxMs, silenceMs, beep })
      return setCourse(turn, { ...course, recording })
    }
    case 'stop-recording':
      if (course.recording) turn.commands.push({ type: 'StopMessage', recording: course.recording })
      return
    case 'collect-secret': {
      const { type: _, ...how } = wish
      const handle = mint(turn, 'secret')
      turn.commands.push({ type: 'CollectSecret', leg: caller.leg, handle, ...how })
      return setCourse(turn, { ...course, secret: handle })
    }
    case 'stop-secret':
      if (course.secret) turn.commands.push({ type: 'StopSecret', handle: course.secret })
      return drop(turn, 'secret')
    case 'hang-up': {
      const isBlocked = courseOf(turn.call)?.place.flow === BLOCKED_FLOW
      return end(
        turn,
        { result: resultInFlow(turn.call), reason: isBlocked ? 'blocked' : 'flow-ended', who: 'system' },
        turn.now.wall,
        wish.cause,
      )
    }
    default:
      return wish satisfies never
  }
}

/** He is no longer in the flow, until nobody is reached outside. */
function sendOutside(turn: Turn, to: Outward): void {
  const { phase, leftQueue: queue } = turn.call
  if (phase.name !== 'ivr') return
  if (phase.playing) turn.commands.push({ type: 'StopPlay', play: phase.playing })
  forward(turn, to, { place: phase.place, ...(queue === undefined ? {} : { queue }) })
}

function play(turn: Turn, course: Course, say: ReturnType<typeof soundsOf>): void {
  const { caller, language } = turn.call
  const id = mint(turn, 'play')
  turn.commands.push({ type: 'Play', leg: caller.leg, play: id, say, language })
  setCourse(turn, { ...course, playing: id })
}
