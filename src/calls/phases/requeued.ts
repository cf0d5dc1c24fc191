// A person sends the caller back into a queue. He keeps the time that he has waited already, and so is before all
// who came later; whoever rang or talked for him is let go, and free once his leg is gone.

import { atQueueStep } from '../../flows/interpreter.ts'
import type { Phase } from '../call.ts'
import type { CallInput } from '../events.ts'
import type { Turn } from '../turn.ts'
import { hear } from './course.ts'
import { dropRinging } from './ringing.ts'
import { dropTalking } from './talking.ts'
import { silence, standInLine } from './waiting.ts'

/** In any other phase, or into the queue that he waits in already, nothing happens. */
export function requeue(turn: Turn, { queue }: Extract<CallInput, { type: 'RequeueAsked' }>): void {
  const { phase } = turn.call
  if (!turn.book.queue(queue)) return
  if (phase.name === 'talking') return backFromTalk(turn, phase, queue)
  if ((phase.name !== 'waiting' && phase.name !== 'ringing') || phase.wait.queue === queue) return
  const { priority, since, place, talk } = phase.wait
  if (phase.name === 'ringing') dropRinging(turn, 'revoked')
  silence(turn, phase.wait)
  standInLine(turn, { queue, priority, since, place: atQueueStep(place), talk })
  waitAnew(turn)
}

function backFromTalk(turn: Turn, phase: Extract<Phase, { name: 'talking' }>, queue: string): void {
  const { waited, talk, recordings } = phase
  // A call that began to talk before this was written down.
  if (!waited) return
  dropTalking(turn, 'system')
  // The agent's ear goes with his leg; the caller's stays, and would hear him wait.
  for (const { ear, party } of recordings)
    if (party === 'caller') turn.commands.push({ type: 'Release', leg: ear, cause: 'normal' })
  const closing = [...(turn.call.closing ?? []), ...recordings.map(track => track.recording)]
  if (closing.length > 0) turn.call = { ...turn.call, closing }
  standInLine(turn, { queue, ...waited, talk })
  waitAnew(turn)
}

/** The queue's step wants to be woken again: its times run anew. */
function waitAnew(turn: Turn): void {
  hear(turn, { type: 'returned' })
}

/** A tape of an earlier talk is closed. @returns false: it is none of those. */
export function tapeClosed(turn: Turn, recording: string): boolean {
  const { closing, ...call } = turn.call
  if (!closing?.includes(recording)) return false
  const left = closing.filter(one => one !== recording)
  turn.call = left.length > 0 ? { ...call, closing: left } : call
  return true
}
