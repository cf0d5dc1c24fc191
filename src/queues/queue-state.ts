// How a queue stands at this moment, for flows that ask before anybody joins it.
import { isOpen } from '../agents/agent.ts'
import { type Floor, queueOf } from './floor.ts'
import { membersOf, type Roster } from './roster.ts'

/** `here`: agents at work, with a phone: free, in a call or wrapping up. `longestWaitMs`: 0 when nobody waits. */
export type QueueState = { waiting: number; longestWaitMs: number; free: number; here: number }

/** @param now house ms */
export function queueStateOf(floor: Floor, roster: Roster, queue: string, now: number): QueueState {
  const { line, free } = queueOf(floor, queue)
  const since = line.reduce((earliest, one) => Math.min(earliest, one.since), now)
  const here = membersOf(roster, queue).filter(id => {
    const agent = floor.agents.get(id)
    if (!agent?.reachable) return false
    return isOpen(agent) || (agent.state.name !== 'paused' && agent.state.name !== 'offline')
  })
  return {
    waiting: line.length,
    longestWaitMs: Math.max(0, now - since),
    free: free.length,
    here: here.length,
  }
}
