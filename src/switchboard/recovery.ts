// After a start of ours: what Redis remembers is held against what is really there. Each conversation hears how
// its missing legs ended, then one Resumed; the rest follows from its own step. Calls we never heard of are let in.
import { type Call, legsOf, talkOf } from '../calls/call.ts'
import { ringingLegsOf, standsInLine } from '../calls/parties.ts'
import type { Exchange, Sighting } from './exchange.ts'
import type { Live } from './live.ts'
import type { Switchboard } from './switchboard.ts'

export type RecoveryParts = {
  switchboard: Switchboard
  exchange: Exchange
  /** What an earlier process left, at the first opening of the line; later the calls are in memory already. */
  stored?: ReadonlyMap<string, Live>
  /** Asterisk is not the one that these calls were made in: all of their legs are gone. */
  asteriskRestarted: boolean
  /** Epoch ms. */
  now(): number
}

/** @returns how many conversations were resumed, and how many unknown callers were let in. */
export async function recover(parts: RecoveryParts): Promise<{ resumed: number; adopted: number }> {
  const { switchboard, exchange, stored } = parts
  const sighting = await lookUntilSeen(exchange)
  for (const [conversation, live] of stored ?? []) {
    switchboard.calls.restore(conversation, live)
    switchboard.dialDesk.remember(live.call)
    switchboard.promises.remember(live.call)
  }
  const before = switchboard.calls.calls()
  // Only after a start: later, words between calls and floor may be on their way, and the floor knows best.
  if (stored) switchboard.floor.happened({ type: 'FloorResumed', ...whatTheyDo(before) })
  for (const { phone, reachable } of sighting.phones) switchboard.ears.phoneSeen(phone, reachable)
  for (const call of rungFirst(before)) await resume(parts, call, sighting)
  let adopted = 0
  for (const { conversation, visitor } of sighting.legs) {
    if (!visitor || switchboard.calls.has(conversation)) continue
    switchboard.ears.knocked(conversation, visitor, true)
    adopted++
  }
  return { resumed: before.length, adopted }
}

/**
 * Whoever was being offered may stand in line again, before all others. That must be known before the agents of talks that
 * are over look for a caller, or he is passed by.
 */
function rungFirst(calls: readonly Call[]): readonly Call[] {
  const isRung = (call: Call) => Number(ringingLegsOf(call).length > 0)
  return calls.toSorted((a, b) => isRung(b) - isRung(a))
}

/** One call is told what of it is really there. */
export async function resume(
  { switchboard, exchange, ...parts }: Omit<RecoveryParts, 'stored'>,
  call: Call,
  seen: Sighting,
): Promise<void> {
  const { asteriskRestarted } = parts
  const legs = seen.legs.filter(one => one.conversation === call.id)
  for (const leg of asteriskRestarted ? [] : legsOf(call)) {
    const there = legs.find(one => one.leg === leg)
    if (!there) {
      const end = await exchange.endOf(leg)
      // A phone of which nobody knows an end was perhaps never rung: the call rings it again by the same id.
      if (!end && ringingLegsOf(call).includes(leg)) continue
      const { endedAt, cause } = end ?? { endedAt: parts.now(), cause: 0 }
      switchboard.calls.happened(call.id, { type: 'LegEnded', leg, cause, endedAt })
    } else if (there.role === 'agent' && there.up) {
      switchboard.calls.happened(call.id, { type: 'LegJoined', leg })
    }
  }
  const recordings: string[] = []
  for (const recording of recordingsOf(call))
    if (await exchange.tapeRuns(recording)) recordings.push(recording)
  switchboard.calls.happened(call.id, {
    type: 'Resumed',
    legs: legs.map(one => one.leg),
    talks: seen.talks.filter(one => one.talk === talkOf(call)).map(one => one.talk),
    recordings,
    asteriskRestarted,
  })
}

/** What the floor may go on believing. An ending that still owes the floor a word counts as what it was. */
export function whatTheyDo(calls: readonly Call[]): {
  waiting: string[]
  offered: string[]
  talking: string[]
} {
  const owes = (call: Call, type: string) => call.leaving.some(({ then }) => then?.type === type)
  const ids = (which: (call: Call) => boolean) => calls.filter(which).map(call => call.id)
  return {
    waiting: ids(call => standsInLine(call) !== undefined),
    offered: ids(call => ringingLegsOf(call).length > 0 || isHeldFor(call) || owes(call, 'EndOffer')),
    talking: ids(
      call =>
        'with' in call.phase ||
        call.phase.name === 'dialling' ||
        (call.phase.name === 'reaching' && !isHeldFor(call)) ||
        owes(call, 'FinishTalk'),
    ),
  }
}

/** An agent is reserved while a customer is called back, and has not picked up himself. */
const isHeldFor = ({ phase }: Call): boolean =>
  phase.name === 'reaching' && (!phase.agent || phase.agent.until !== undefined)

function recordingsOf({ phase, closing = [] }: Call): string[] {
  if (phase.name === 'ivr' && phase.recording) return [...closing, phase.recording]
  if ('with' in phase || phase.name === 'outside')
    return [...closing, ...phase.recordings.map(track => track.recording)]
  return phase.name === 'ending' ? phase.recordings : [...closing]
}

async function lookUntilSeen(exchange: Exchange): Promise<Sighting> {
  for (;;) {
    const sighting = await exchange.look()
    if (sighting) return sighting
    await new Promise(resolve => setTimeout(resolve, 100))
  }
}
