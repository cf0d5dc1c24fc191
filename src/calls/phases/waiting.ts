// In the waiting room: music, a spoken position now and then, and at last an offer to an agent.
import type { Place } from '../../flows/flow.ts'
import type { Wait } from '../call.ts'
import type { CallInput } from '../events.ts'
import { end, mint, SPOKEN_POSITIONS, type Turn, toPhase } from '../turn.ts'
import { dropRinging, ring } from './ringing.ts'

/** Music waits this long, so that a call which is taken at once never hears a blip of it. */
const MUSIC_AFTER_MS = 300

export function joinQueue(turn: Turn, queue: string, priority: number, place: Place): void {
  const { caller } = turn.call
  if (!turn.book.queue(queue))
    return end(turn, { result: 'failed', reason: 'flow-ended', who: 'system' }, turn.now.wall)
  const talk = mint(turn, 'talk')
  const since = turn.now.house
  turn.commands.push({ type: 'OpenTalk', talk }, { type: 'JoinTalk', talk, leg: caller.leg })
  standInLine(turn, { queue, priority, since, place, talk })
}

/** His talk is there; from now on he waits in this queue. */
export function standInLine(
  turn: Turn,
  wait: Pick<Wait, 'queue' | 'priority' | 'since' | 'place' | 'talk'>,
): void {
  const { queue, priority, since } = wait
  turn.facts.push({ type: 'QueueJoined', queue, priority })
  turn.commands.push({ type: 'JoinQueue', queue, priority, since })
  const musicAt = turn.now.house + MUSIC_AFTER_MS
  toPhase(turn, { name: 'waiting', wait: { ...wait, music: 'off', musicAt } })
}

export function inWaiting(turn: Turn, input: CallInput): void {
  const { phase } = turn.call
  if (phase.name !== 'waiting') return
  switch (input.type) {
    case 'Placed':
      return tellPosition(turn, phase.wait, input.position)
    case 'Offered':
      return ring(turn, phase.wait, input)
    case 'PlayEnded':
    case 'TimeUp':
      return passTime(turn, input)
    case 'CommandFailed':
      return talkFailed(turn, input)
    case 'Resumed': {
      const { queue, priority, since } = phase.wait
      comeBack(turn, input)
      turn.commands.push({ type: 'JoinQueue', queue, priority, since })
    }
  }
}

/** After a restart of ours, waiting or ringing: what was written but perhaps never asked for is asked for again. */
export function comeBack(turn: Turn, input: Extract<CallInput, { type: 'Resumed' }>): void {
  const { phase, caller } = turn.call
  if (phase.name !== 'waiting' && phase.name !== 'ringing') return
  const { talk } = phase.wait
  turn.commands.push({ type: 'Answer', leg: caller.leg })
  if (!input.talks.includes(talk)) turn.commands.push({ type: 'OpenTalk', talk })
  turn.commands.push({ type: 'JoinTalk', talk, leg: caller.leg })
  const { saying: _, ...wait } = phase.wait
  toPhase(turn, { ...phase, wait: startMusic(turn, wait) })
}

/** Without his talk the caller could never hear an agent. That his leg is gone (400) will be heard of anyway. */
export function talkFailed(turn: Turn, input: Extract<CallInput, { type: 'CommandFailed' }>): void {
  const { phase, caller } = turn.call
  if (input.command !== 'join-talk' || input.subject !== caller.leg || input.status === 400) return
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
  if (wait.music === 'on') turn.commands.push({ type: 'StopMusic', leg: turn.call.caller.leg })
}

function startMusic(turn: Turn, wait: Wait): Wait {
  const rule = turn.book.queue(wait.queue)
  const { musicAt: _, ...rest } = wait
  turn.commands.push({ type: 'StartMusic', leg: turn.call.caller.leg, music: rule?.music ?? 'default' })
  return { ...rest, music: 'on' }
}

/** Says the position, and plans the next time. What is told never grows: a priority caller may pass, silently. */
function tellPosition(turn: Turn, wait: Wait, position: number): void {
  const rule = turn.book.queue(wait.queue)
  if (!rule) return
  const told = Math.min(position, wait.told ?? position)
  const next = { ...wait, told, announceAt: turn.now.house + rule.announceEveryMs }
  if (!rule.announcePosition || wait.saying) return toPhase(turn, { name: 'waiting', wait: next })
  const prompts = told <= SPOKEN_POSITIONS ? [`position-${told}`, 'please-wait'] : ['please-wait']
  const play = mint(turn, 'play')
  const { leg } = turn.call.caller
  if (wait.music === 'on') turn.commands.push({ type: 'StopMusic', leg })
  turn.commands.push({ type: 'Play', leg, play, prompts, language: turn.call.language })
  const { musicAt: _, ...rest } = next
  toPhase(turn, { name: 'waiting', wait: { ...rest, music: 'off', saying: play } })
}
