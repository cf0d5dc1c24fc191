// The reconciler's eye for talks that are none: people who should hear each other and do not, and an agent who talks
// while the floor takes him for free. The call hears what it hears after a restart of ours, and asks again for all.
import type { Call } from '../calls/call.ts'
import type { Floor } from '../queues/floor.ts'
import type { Sighting } from './exchange.ts'
import type { Doubt } from './reconciler.ts'

/** @param resume tells the call what is really there */
export function unjoined(
  { legs, talks }: Sighting,
  calls: readonly Call[],
  resume: (call: Call) => void,
): Doubt[] {
  const up = new Set(legs.filter(one => one.up).map(one => one.leg))
  const joined = new Map(talks.map(({ talk, legs }) => [talk, new Set(legs)]))
  return calls.flatMap(call => {
    // On hold, or while somebody is asked, who hears whom is another matter.
    if (call.phase.name !== 'talking') return []
    const inIt = joined.get(call.phase.talk)
    const outside = [call.caller.leg, call.phase.with.leg].filter(leg => up.has(leg) && !inIt?.has(leg))
    if (outside.length === 0) return []
    return [
      {
        name: `unjoined ${call.id} ${outside}`,
        what: 'people in a talk did not hear each other and were joined again',
        details: { conversation: call.id, legs: outside },
        mend: () => resume(call),
      },
    ]
  })
}

/** He would be offered the next caller while he talks. */
export function takenForFree(floor: Floor, calls: readonly Call[], resume: (call: Call) => void): Doubt[] {
  return calls.flatMap(call => {
    if (!('with' in call.phase)) return []
    const { agent } = call.phase.with
    if (floor.agents.get(agent)?.state.name !== 'ready') return []
    return [
      {
        name: `free ${agent} ${call.id}`,
        what: 'an agent who talks was no longer taken for free',
        details: { agent, conversation: call.id },
        mend: () => resume(call),
      },
    ]
  })
}
