// The reconciler's ear for what a call still waits to hear and has missed: a phone that was picked up, a prompt that
// ended. Without it an agent would talk to nobody until his time to ring is over, and a caller would hear silence.
import type { Call } from '../calls/call.ts'
import type { LegId, PlayId } from '../calls/events.ts'
import { ringingLegsOf } from '../calls/parties.ts'
import { courseOf } from '../calls/phases/course.ts'
import type { Sighting } from './exchange.ts'
import type { Doubt, ReconcilerParts } from './reconciler.ts'

/** @returns legs that ring, as far as the call knows. Who picked up and hears whom he gets rings no more. */
export function ringingStill(call: Call): LegId[] {
  const { phase, caller } = call
  switch (phase.name) {
    case 'ringing':
      return phase.greeting ? [] : ringingLegsOf(call)
    case 'consulting':
      if (phase.party.state === 'calling') return [phase.party.called.dialled.leg]
      return phase.party.state === 'ringing' && !phase.party.greeting ? [phase.party.ringing.leg] : []
    case 'reaching':
      // Once he is asked for his key, he is there.
      return phase.dialled && !phase.asked ? [phase.dialled.leg] : ringingLegsOf(call)
    case 'forwarding':
      return [phase.called.dialled.leg]
    case 'dialling': {
      const own = phase.ownUntil === undefined ? [] : [caller.leg]
      return phase.dialled ? [...own, phase.dialled.leg] : own
    }
    default:
      return ringingLegsOf(call)
  }
}

/** @returns plays whose end leads on. */
export function playingStill(call: Call): PlayId[] {
  const { phase } = call
  const said = 'wait' in phase ? [phase.wait.saying, phase.wait.song] : []
  const rung = phase.name === 'consulting' && phase.party.state === 'ringing' ? phase.party : phase
  const greeting = 'greeting' in rung ? rung.greeting?.play : undefined
  return [courseOf(call)?.playing, ...said, greeting].filter(play => play !== undefined)
}

export function unheardAnswers(
  { switchboard }: ReconcilerParts,
  { legs }: Sighting,
  calls: readonly Call[],
): Doubt[] {
  const answered = new Set(legs.filter(({ role, up }) => role === 'agent' && up).map(({ leg }) => leg))
  return calls.flatMap(call =>
    ringingStill(call)
      .filter(leg => answered.has(leg))
      .map(leg => ({
        name: `unheard ${leg}`,
        what: 'a phone was picked up and nobody had said so',
        details: { leg, conversation: call.id },
        mend: () => switchboard.calls.happened(call.id, { type: 'LegJoined', leg }),
      })),
  )
}

/**
 * Ask before the look: by the time it is done, every end that Asterisk told has been heard.
 * @returns plays that calls wait for and that play no more
 */
export async function silentPlays({ switchboard, exchange }: ReconcilerParts): Promise<ReadonlySet<string>> {
  const awaited = switchboard.calls.calls().flatMap(playingStill)
  const runs = await Promise.all(awaited.map(exchange.playRuns))
  return new Set(awaited.filter((_, n) => !runs[n]))
}

export function unheardEnds(
  { switchboard }: ReconcilerParts,
  silent: ReadonlySet<string>,
  calls: readonly Call[],
): Doubt[] {
  return calls.flatMap(call =>
    playingStill(call)
      .filter(play => silent.has(play))
      .map(play => ({
        name: `silent ${play}`,
        what: 'a prompt was over and nobody had said so',
        details: { play, conversation: call.id },
        mend: () => switchboard.calls.happened(call.id, { type: 'PlayEnded', play, outcome: 'done' }),
      })),
  )
}
