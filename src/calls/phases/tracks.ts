// The tapes of a talk: one for each party, on an ear of its own.
import type { Track } from '../call.ts'
import type { CallInput, LegId } from '../events.ts'
import { otherAgentOf, outsideLegOf, type Talked } from '../parties.ts'
import { mint, type Turn } from '../turn.ts'

/** Begins to record what this leg says. */
export function track(turn: Turn, leg: LegId, party: Track['party'], agent: string): Track {
  const recording = mint(turn, 'rec')
  const taken: Track = { recording, ear: mint(turn, 'ear'), party, agent }
  turn.facts.push({ type: 'RecordingStarted', recording, party, agent })
  turn.commands.push({ type: 'Record', leg, ear: taken.ear, recording })
  return taken
}

/** After a restart of ours: tapes that do not run are begun again. */
export function recordAgain(
  turn: Turn,
  { recordings }: Pick<Talked, 'recordings'>,
  input: Extract<CallInput, { type: 'Resumed' }>,
): void {
  for (const { recording, ear, ...whose } of recordings) {
    const leg = legOf(turn, whose)
    if (leg && !input.recordings.includes(recording))
      turn.commands.push({ type: 'Record', leg, ear, recording })
  }
}

/** The customer goes on without his agent: his tape ends, and is waited for. The agent's ear goes with his leg. */
export function closeTapes(turn: Turn, { recordings }: Talked): void {
  for (const { ear, party } of recordings)
    if (party === 'caller') turn.commands.push({ type: 'Release', leg: ear, cause: 'normal' })
  const closing = [...(turn.call.closing ?? []), ...recordings.map(one => one.recording)]
  if (closing.length > 0) turn.call = { ...turn.call, closing }
}

/** Undefined: whoever was recorded has gone, and his tape has ended, or soon will. */
function legOf({ call }: Turn, { party, agent }: Pick<Track, 'party' | 'agent'>): LegId | undefined {
  if (party === 'caller') return call.caller.leg
  if (party === 'outside') return outsideLegOf(call)
  const here = 'with' in call.phase ? call.phase.with : undefined
  // A tape of an older version does not say whose it is: there was one agent only.
  if (agent === undefined || agent === here?.agent) return here?.leg
  const other = otherAgentOf(call)
  return other?.agent === agent ? other.leg : undefined
}
