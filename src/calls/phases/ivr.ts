// In the menu: nothing but the flow.
import { start } from '../../flows/interpreter.ts'
import type { CallInput } from '../events.ts'
import { end, type Turn, toPhase } from '../turn.ts'
import { followCourse, hear, resumeCourse } from './course.ts'

/** The caller is at the door: pick up, enter the flow. */
export function enterFlow(turn: Turn, flow: string): void {
  turn.commands.push({ type: 'Answer', leg: turn.call.caller.leg })
  if (!turn.book.flow(flow))
    return end(turn, { result: 'failed', reason: 'flow-ended', who: 'system' }, turn.now.wall)
  toPhase(turn, { name: 'ivr', place: start(flow) })
  hear(turn, { type: 'entered' })
}

export function inIvr(turn: Turn, input: CallInput): void {
  if (input.type !== 'Resumed') return void followCourse(turn, input)
  // Written, but perhaps never asked for; twice does no harm.
  turn.commands.push({ type: 'Answer', leg: turn.call.caller.leg })
  resumeCourse(turn)
}
