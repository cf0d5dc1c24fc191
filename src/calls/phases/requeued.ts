// A person sends the caller back into a queue. He keeps the time that he has waited already, and so is before all
// who came later; whoever rang or talked for him is let go, and free once his leg is gone.
import type { CallInput } from '../events.ts'
import type { Turn } from '../turn.ts'
import { hear } from './course.ts'
import { fromLine, fromTalk } from './moved.ts'

/** In any other phase, or into the queue that he waits in already, nothing happens. */
export function requeue(turn: Turn, { queue }: Extract<CallInput, { type: 'RequeueAsked' }>): void {
  const { phase } = turn.call
  if (!turn.book.queue(queue)) return
  if (phase.name === 'talking' || phase.name === 'holding') return fromTalk(turn, phase, queue)
  if (phase.name === 'waiting' || phase.name === 'ringing') fromLine(turn, phase, queue)
}

/** The queue's step wants to be woken again: its times run anew. */
export function waitAnew(turn: Turn): void {
  hear(turn, { type: 'returned' })
}

/** Nobody answered in time where an agent sent him: he waits again where he came from. */
export function goBack(turn: Turn): boolean {
  const { phase } = turn.call
  if (phase.name !== 'waiting' || !phase.wait.back || phase.wait.back.at > turn.now.house) return false
  const { queue } = phase.wait.back
  if (!turn.book.queue(queue) || queue === phase.wait.queue) {
    const { back: _, ...wait } = phase.wait
    turn.call = { ...turn.call, phase: { ...phase, wait } }
  } else fromLine(turn, phase, queue)
  return true
}

/** A tape of an earlier talk is closed. @returns false: it is none of those. */
export function tapeClosed(turn: Turn, recording: string): boolean {
  const { closing, ...call } = turn.call
  if (!closing?.includes(recording)) return false
  const left = closing.filter(one => one !== recording)
  turn.call = left.length > 0 ? { ...call, closing: left } : call
  return true
}
