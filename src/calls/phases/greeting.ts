// Between picking up and talking: the agent hears whom he gets (queue, wait), and may have to press 1, so that a mailbox
// of a mobile phone never has a caller.

import { isInQueueSection } from '../../flows/interpreter.ts'
import type { Phase } from '../call.ts'
import type { CallInput, LegId, PlayId } from '../events.ts'
import type { Greeting } from '../parties.ts'
import { mint, type Turn, toPhase } from '../turn.ts'
import type { Wait } from '../wait.ts'
import { stopMusic } from './music.ts'
import { soundsOf } from './sounds.ts'
import { connect } from './talking.ts'

export const ACCEPT_KEY = '1'

/** How long he has to press it once he has heard all. */
export const ACCEPT_MS = 8_000

/** Longer than anything that is said to him: then it never ended. */
export const MOST_SAID_MS = 30_000

/** @returns false when he hears nothing, and talks at once. */
export function greet(turn: Turn): boolean {
  const { phase } = turn.call
  if (phase.name !== 'ringing') return false
  const whispered = greetingAt(turn, phase.ringing.leg, phase.wait)
  const { wait, found } = tellFound(turn, phase.wait)
  const greeting = whispered && found ? { ...whispered, found } : (whispered ?? foundOnly(found))
  if (!greeting) return false
  toPhase(turn, { ...phase, wait, greeting, ringUntil: turn.now.house + MOST_SAID_MS })
  return true
}

const foundOnly = (found: PlayId | undefined): Greeting | undefined =>
  found === undefined ? undefined : { play: found, confirm: false }

/**
 * The caller hears that his call is recorded, if he must, and that somebody is there for him; the latter not while he
 * hears a section of the flow.
 */
function tellFound(turn: Turn, wait: Wait): { wait: Wait; found?: PlayId } {
  const { language, caller } = turn.call
  const { consent, found: told = [] } = turn.book.queue(wait.queue) ?? {}
  const isElsewhere = isInQueueSection(wait.place)
  const say = soundsOf([...(consent === undefined ? [] : [consent]), ...(isElsewhere ? [] : told)], language)
  if (say.length === 0) return { wait }
  if (isElsewhere && wait.playing) turn.commands.push({ type: 'StopPlay', play: wait.playing })
  if (wait.saying) turn.commands.push({ type: 'StopPlay', play: wait.saying })
  const { musicAt: _, ...quiet } = stopMusic(turn, wait)
  const found = mint(turn, 'play')
  turn.commands.push({ type: 'Play', leg: caller.leg, play: found, say, language })
  return { wait: { ...quiet, saying: found }, found }
}

/** What this queue says to whoever picks up for it. @param since house ms. @returns undefined: nothing */
export function greetingAt(
  turn: Turn,
  leg: LegId,
  { queue, since }: { queue: string; since: number },
): Greeting | undefined {
  const { language } = turn.call
  const { whisper = [], whisperWait = false, confirm = false } = turn.book.queue(queue) ?? {}
  const minutes = Math.round((turn.now.house - since) / 60_000)
  const waited = whisperWait && minutes > 0 ? ['has-waited', { number: minutes }, 'minutes'] : []
  const say = soundsOf([...whisper, ...waited, ...(confirm ? ['press-1-to-accept'] : [])], language)
  if (say.length === 0) return undefined
  const play = mint(turn, 'play')
  turn.commands.push({ type: 'Play', leg, play, say, language })
  return { play, confirm }
}

/** The agent wants the caller, who still hears what he must before he is recorded: then they talk when that is over. */
export function accept(turn: Turn): void {
  const { phase } = turn.call
  if (phase.name !== 'ringing' || !phase.greeting?.confirm) return
  const { play, found } = phase.greeting
  if (found === undefined || turn.book.queue(phase.wait.queue)?.consent === undefined) return connect(turn)
  turn.commands.push({ type: 'StopPlay', play })
  toPhase(turn, { ...phase, greeting: { play: found, confirm: false } })
}

export const isGreeted = ({ greeting }: Extract<Phase, { name: 'ringing' }>): boolean =>
  greeting !== undefined

/** @returns false when this was none of the greeting's business. */
export function takeGreeting(turn: Turn, input: CallInput): boolean {
  const { phase } = turn.call
  if (phase.name !== 'ringing' || input.type !== 'PlayEnded' || !phase.greeting) return false
  const { play, confirm, found } = phase.greeting
  if (input.play === found) {
    // For him, music again: the agent still hears whom he gets.
    toPhase(turn, { ...phase, greeting: { play, confirm } })
    return false
  }
  if (input.play !== play) return false
  if (found) {
    toPhase(turn, { ...phase, greeting: { play: found, confirm } })
    return true
  }
  if (confirm) toPhase(turn, { ...phase, ringUntil: turn.now.house + ACCEPT_MS })
  else connect(turn)
  return true
}
