// What it means, phase by phase, when the caller hangs up, when a supervisor ends the call, and when Asterisk was lost.
import type { Call } from '../call.ts'
import type { Ending } from '../ending.ts'
import { end, finishIfDone, resultInFlow, type Turn } from '../turn.ts'
import { dropDialling } from './dialling.ts'
import { dropForwarding } from './forwarding.ts'
import { dropTalkOutside } from './outside.ts'
import { dropPromise, outlivesAsterisk } from './promised.ts'
import { customerGone } from './reaching.ts'
import { dropRinging } from './ringing.ts'
import { dropEverybody } from './talking.ts'

/** The one place that says what it means when the caller hangs up, phase by phase. */
export function callerGone(turn: Turn, endedAt: number): void {
  const { phase } = turn.call
  switch (phase.name) {
    case 'ivr':
      return end(turn, { result: resultInFlow(turn.call), reason: 'caller-hung-up', who: 'caller' }, endedAt)
    case 'dialling':
      dropDialling(turn)
      return end(turn, { result: 'unanswered', reason: 'agent-hung-up', who: 'agent' }, endedAt)
    case 'waiting':
      turn.commands.push({ type: 'LeaveQueue', gaveUp: true })
      return end(turn, { result: 'abandoned', reason: 'caller-hung-up', who: 'caller' }, endedAt)
    case 'ringing':
      dropRinging(turn, 'caller-gone', { gaveUp: true })
      return end(turn, { result: 'abandoned', reason: 'caller-hung-up', who: 'caller' }, endedAt)
    case 'promised':
      return
    case 'reaching':
      return customerGone(turn)
    case 'talking':
    case 'holding':
    case 'consulting':
    case 'conference':
      dropEverybody(turn, 'caller')
      return end(turn, { result: 'answered', reason: 'caller-hung-up', who: 'caller' }, endedAt)
    case 'forwarding':
    case 'outside':
      dropForwarding(turn)
      dropTalkOutside(turn)
      return end(turn, { result: resultInFlow(turn.call), reason: 'caller-hung-up', who: 'caller' }, endedAt)
    case 'ending':
    case 'ended':
      return finishIfDone(turn)
    default:
      phase satisfies never
  }
}

/** A supervisor ends it. */
export function hangUpAsked(turn: Turn): void {
  const { phase } = turn.call
  if (phase.name === 'ending' || phase.name === 'ended') return
  const result = resultNow(turn.call)
  everybodyGoes(turn)
  end(turn, { result, reason: 'hung-up-by-supervisor', who: 'supervisor' }, turn.now.wall)
}

function resultNow(call: Call): Ending['result'] {
  const { phase } = call
  if ('with' in phase) return 'answered'
  if (phase.name === 'dialling' || phase.name === 'promised' || phase.name === 'reaching') return 'unanswered'
  return IN_NO_LINE.has(phase.name) ? resultInFlow(call) : 'abandoned'
}

const IN_NO_LINE: ReadonlySet<string> = new Set(['ivr', 'forwarding', 'outside'])

/** Whoever rings, talks, or is looked for on his behalf. */
function everybodyGoes(turn: Turn): void {
  dropDialling(turn)
  dropPromise(turn)
  if (turn.call.phase.name === 'waiting') turn.commands.push({ type: 'LeaveQueue' })
  dropRinging(turn)
  dropForwarding(turn)
  dropTalkOutside(turn)
  dropEverybody(turn, 'system')
}

/** Asterisk itself restarted: every leg is gone, and nobody said goodbye. */
export function asteriskLost(turn: Turn): void {
  if (outlivesAsterisk(turn)) return
  everybodyGoes(turn)
  // Nobody is there to be released.
  turn.commands = turn.commands.filter(({ type }) => type !== 'Release')
  const { phase, caller, leaving } = turn.call
  for (const { then } of leaving) if (then) turn.commands.push(then)
  turn.call = { ...turn.call, caller: { ...caller, up: false }, leaving: [] }
  if (phase.name === 'ending') return finishIfDone(turn, true)
  if (phase.name === 'ended') return
  end(turn, { result: 'failed', reason: 'asterisk-lost', who: 'system' }, turn.now.wall)
  finishIfDone(turn, true)
}
