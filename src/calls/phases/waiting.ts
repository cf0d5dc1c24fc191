// In the waiting room: music, a spoken position now and then, and at last an offer to an agent.
import type { Place, QueueWish, Spoken } from '../../flows/flow.ts'
import { atQueueStep, isInQueueSection, withoutQueue } from '../../flows/interpreter.ts'
import type { CallInput } from '../events.ts'
import { end, mint, type QueueRule, SPOKEN_POSITIONS, type Turn, toPhase, worldOf } from '../turn.ts'
import type { Course, Wait } from '../wait.ts'
import { followCourse, hear, resumeCourse } from './course.ts'
import { afterSong, startMusic, stopMusic } from './music.ts'
import { goBack } from './requeued.ts'
import { dropRinging, LEG_GONE, ring } from './ringing.ts'
import { soundsOf } from './sounds.ts'
import { minutesOf, waitSaid } from './spoken-wait.ts'

/** Music waits this long, so that a call which is taken at once never hears a blip of it. */
const MUSIC_AFTER_MS = 300

/**
 * Who waits already goes from one queue into another: he keeps the time that he has waited. Whoever was held at the door,
 * since we were away, stands where he would if we had not been.
 */
export function joinQueue(turn: Turn, wish: QueueWish, place: Place): void {
  const { caller, phase } = turn.call
  const { queue, skills } = wish
  const ageMs = Math.max(wish.ageMs ?? 0, turn.call.heldMs ?? 0)
  if (!turn.book.queue(queue)) {
    if (phase.name !== 'ivr') leaveQueue(turn)
    return end(turn, { result: 'failed', reason: 'flow-ended', who: 'system' }, turn.now.wall)
  }
  const before = 'wait' in phase ? phase.wait : undefined
  const owed = turn.book.owed?.(turn.call.contact, queue)
  const since = Math.min(before?.since ?? turn.now.house, turn.now.house - ageMs, owed?.since ?? Infinity)
  const talk = before?.talk ?? mint(turn, 'talk')
  if (phase.name === 'ringing') dropRinging(turn, 'revoked')
  if (before) silence(turn, before)
  else turn.commands.push(openTalk(turn, talk, queue), { type: 'JoinTalk', talk, leg: caller.leg })
  // We were to call him, and he calls himself: he has the place of the callback, which is over.
  if (owed) turn.commands.push({ type: 'TakeOverPlace', callback: owed.callback })
  const priority = Math.max(wish.priority, owed?.priority ?? 0)
  const { mayBeRefused, position, lastAgent } = wish
  const how = {
    ...(mayBeRefused === undefined ? {} : { mayBeRefused }),
    ...(position === undefined ? {} : { position }),
    ...(lastAgent === undefined ? {} : { lastAgent }),
  }
  standInLine(turn, { queue, priority, since, place, talk, ...(skills ? { skills } : {}) }, how)
}

/** A talk that will be recorded. Asterisk's shortcut between two phones passes its ears by, now and then for good. */
export const openTalk = (turn: Turn, talk: string, queue: string) =>
  ({ type: 'OpenTalk', talk, ...(turn.book.records(queue) ? { taped: true } : {}) }) as const

/** The flow takes him elsewhere: he gives up his place, and is alone with the flow again. */
export function leaveQueue(turn: Turn): void {
  const { phase } = turn.call
  if (phase.name !== 'waiting' && phase.name !== 'ringing') return
  const { queue, talk, place, playing, wakeAt } = phase.wait
  if (phase.name === 'ringing') dropRinging(turn)
  else turn.commands.push({ type: 'LeaveQueue' })
  const { playing: _, ...unheard } = phase.wait
  silence(turn, unheard)
  turn.commands.push({ type: 'LeaveTalk', talk, leg: turn.call.caller.leg }, { type: 'CloseTalk', talk })
  turn.facts.push({ type: 'QueueLeft', queue })
  turn.call = { ...turn.call, leftQueue: queue }
  const course: Course = { place: withoutQueue(place) }
  if (playing) course.playing = playing
  if (wakeAt !== undefined) course.wakeAt = wakeAt
  toPhase(turn, { ...course, name: 'ivr' })
}

/** His talk is there; from now on he waits in this queue. */
export function standInLine(
  turn: Turn,
  wait: Pick<Wait, 'queue' | 'priority' | 'since' | 'place' | 'talk' | 'skills' | 'back'>,
  how: Pick<QueueWish, 'mayBeRefused' | 'position' | 'lastAgent'> = {},
): void {
  const { queue, priority, since, skills } = wait
  const wanted = skills ? { skills } : {}
  turn.facts.push({ type: 'QueueJoined', queue, priority, ...wanted })
  // Who hides his number is nobody in particular.
  const known = turn.call.numberKind === 'anonymous' ? {} : { contact: turn.call.contact }
  turn.commands.push({ type: 'JoinQueue', queue, priority, since, ...known, ...wanted, ...how })
  const joinedAt = turn.now.house
  toPhase(turn, {
    name: 'waiting',
    wait: { ...wait, joinedAt, music: 'off', musicAt: joinedAt + MUSIC_AFTER_MS },
  })
}

export function inWaiting(turn: Turn, input: CallInput): void {
  const { phase } = turn.call
  if (phase.name !== 'waiting') return
  if (followCourse(turn, input)) return
  if (input.type === 'TimeUp' && goBack(turn)) return
  switch (input.type) {
    case 'Placed':
      return tellPosition(turn, phase.wait, input)
    case 'Offered':
      return ring(turn, phase.wait, input)
    case 'JoinRefused':
      return input.queue === phase.wait.queue ? refused(turn, input.reason) : undefined
    case 'PlayEnded':
    case 'TimeUp':
      return passTime(turn, input)
    case 'CommandFailed':
      return talkFailed(turn, input)
    case 'Resumed': {
      comeBack(turn, input)
      const { phase: now } = turn.call
      if (now.name !== 'waiting') return
      const { queue, priority, since, skills } = now.wait
      turn.commands.push({ type: 'JoinQueue', queue, priority, since, ...(skills ? { skills } : {}) })
    }
  }
}

/** The queue has no place for him; whatever he heard beside it, the flow says where he goes. */
function refused(turn: Turn, reason: 'full' | 'empty'): void {
  const { phase } = turn.call
  if (phase.name !== 'waiting') return
  const { wait } = phase
  if (wait.playing) turn.commands.push({ type: 'StopPlay', play: wait.playing })
  const { playing: _, ...rest } = wait
  toPhase(turn, { ...phase, wait: { ...rest, place: atQueueStep(wait.place) } })
  hear(turn, { type: 'refused', reason })
}

/** After a restart of ours, waiting or ringing: what was written but perhaps never asked for is asked for again. */
export function comeBack(turn: Turn, input: Extract<CallInput, { type: 'Resumed' }>): void {
  const { phase, caller } = turn.call
  if (phase.name !== 'waiting' && phase.name !== 'ringing') return
  const { talk } = phase.wait
  turn.commands.push({ type: 'Answer', leg: caller.leg })
  if (!input.talks.includes(talk)) turn.commands.push(openTalk(turn, talk, phase.wait.queue))
  turn.commands.push({ type: 'JoinTalk', talk, leg: caller.leg })
  const { saying: _, ...wait } = phase.wait
  // It may play on: the next one would wait for its end.
  if (wait.song) turn.commands.push({ type: 'StopPlay', play: wait.song })
  toPhase(turn, { ...phase, wait: isInQueueSection(wait.place) ? wait : startMusic(turn, wait) })
  resumeCourse(turn)
}

/** Without his talk the caller could never hear an agent. That his leg is gone (400) will be heard of anyway. */
export function talkFailed(turn: Turn, input: Extract<CallInput, { type: 'CommandFailed' }>): void {
  const { phase, caller } = turn.call
  if (input.command !== 'join-talk' || input.subject !== caller.leg || input.status === LEG_GONE) return
  if (phase.name === 'waiting') turn.commands.push({ type: 'LeaveQueue' })
  if (phase.name === 'ringing') dropRinging(turn)
  end(turn, { result: 'failed', reason: 'command-failed', who: 'system' }, turn.now.wall)
}

/** Music and announcements, alike while waiting and while an agent's phone rings. */
export function passTime(turn: Turn, input: CallInput): void {
  const { phase } = turn.call
  if (phase.name !== 'waiting' && phase.name !== 'ringing') return
  const { wait } = phase
  if (input.type === 'PlayEnded') {
    const next = afterSong(turn, wait, input)
    if (next) return toPhase(turn, { ...phase, wait: next })
    if (input.play !== wait.saying) return
    const { saying: _, ...rest } = wait
    return toPhase(turn, { ...phase, wait: startMusic(turn, rest) })
  }
  if (wait.musicAt !== undefined && wait.musicAt <= turn.now.house) {
    toPhase(turn, { ...phase, wait: startMusic(turn, wait) })
  } else if (phase.name === 'waiting' && wait.announceAt !== undefined && wait.announceAt <= turn.now.house) {
    const { announceAt: _, ...rest } = wait
    turn.commands.push({ type: 'AskPosition' })
    toPhase(turn, { ...phase, wait: rest })
  }
}

/** Before the talk: the caller hears neither music nor announcements any more. */
export function silence(turn: Turn, wait: Wait): void {
  if (wait.saying) turn.commands.push({ type: 'StopPlay', play: wait.saying })
  if (wait.playing) turn.commands.push({ type: 'StopPlay', play: wait.playing })
  stopMusic(turn, wait)
}

/** A section is heard beside the queue: no music, no position meanwhile. */
export function hush(turn: Turn): void {
  const { phase } = turn.call
  if (phase.name !== 'waiting' && phase.name !== 'ringing') return
  const { playing, saying, musicAt: _, ...wait } = phase.wait
  silence(turn, { ...wait, ...(saying ? { saying } : {}) })
  const { song: __, ...quiet } = wait
  toPhase(turn, { ...phase, wait: { ...quiet, ...(playing ? { playing } : {}), music: 'off' } })
}

/** The section is over, and he still waits. */
export function musicAgain(turn: Turn): void {
  const { phase } = turn.call
  if (phase.name !== 'waiting' && phase.name !== 'ringing') return
  toPhase(turn, { ...phase, wait: startMusic(turn, phase.wait) })
}

/**
 * Says the position and how long it will last, and plans the next time. What is told never grows: a priority caller
 * may pass, silently.
 */
function tellPosition(
  turn: Turn,
  wait: Wait,
  { position, wait: expected }: Extract<CallInput, { type: 'Placed' }>,
): void {
  const rule = turn.book.queue(wait.queue)
  if (!rule) return
  const told = Math.min(position, wait.told ?? position)
  const minutes =
    expected && rule.announceWait ? { toldMinutes: minutesOf(expected, wait.toldMinutes) } : undefined
  // Where nothing is ever said, nobody asks again.
  const isSilent = !(rule.announcePosition || rule.announceWait || rule.comfort)
  const again = isSilent ? {} : { announceAt: turn.now.house + rule.announceEveryMs }
  const next = { ...wait, told, ...minutes, ...again }
  const comfort = comfortIn(turn, wait, rule)
  if (!(rule.announcePosition || minutes || comfort) || wait.saying || isInQueueSection(wait.place))
    return toPhase(turn, { name: 'waiting', wait: next })
  const place = rule.announcePosition && told <= SPOKEN_POSITIONS ? [`position-${told}`] : []
  const lasts = minutes ? waitSaid(minutes.toldMinutes) : []
  const say = soundsOf([...place, ...lasts, comfort ?? 'please-wait'], turn.call.language)
  const play = mint(turn, 'play')
  const { leg } = turn.call.caller
  const { musicAt: _, ...quiet } = stopMusic(turn, next)
  turn.commands.push({ type: 'Play', leg, play, say, language: turn.call.language })
  const comforted = comfort === undefined ? {} : { comforted: (wait.comforted ?? 0) + 1 }
  toPhase(turn, { name: 'waiting', wait: { ...quiet, ...comforted, saying: play } })
}

/** The message whose turn it is; not as soon as he joins: then he hears only where he stands. */
function comfortIn(turn: Turn, { told, comforted = 0 }: Wait, rule: QueueRule): Spoken | undefined {
  const { comfort = [], comfortAtRandom = false } = rule
  if (told === undefined || comfort.length === 0) return undefined
  const chance = worldOf(turn).chance(`comfort ${comforted}`)
  return comfort[comfortAtRandom ? Math.floor(chance * comfort.length) : comforted % comfort.length]
}
