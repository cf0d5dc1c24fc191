// Which records a CDR is made of, and when no more are to be expected.
import type { JournalRecord } from '../switchboard/journal.ts'

const kinds: ReadonlySet<string> = new Set<JournalRecord['event']['type']>([
  ...(['CallArrived', 'SectionEntered', 'KeyTaken', 'QueueJoined', 'QueueLeft', 'CallEnded'] as const),
  ...(['CallOffered', 'Offered', 'AgentRinging', 'OfferEnded', 'OfferAccepted'] as const),
  ...(['TalkStarted', 'TalkEnded', 'RecordingStarted', 'RecordingEnded'] as const),
  ...([
    'HoldStarted',
    'HoldEnded',
    'ConsultStarted',
    'ConsultAnswered',
    'ConsultEnded',
    'PartyRinging',
  ] as const),
  ...(['MessageStarted', 'MessageDropped'] as const),
  ...(['TrunkDialled', 'CallbackAnswered', 'CallbackMissed'] as const),
  ...(['ForwardingStarted', 'OutsideTalkStarted'] as const),
])

/** Whether the fold looks at this record at all. */
export function mattersToCdr({ event }: JournalRecord): boolean {
  if (event.type === 'AgentStateChanged') return event.from === 'busy' || isWrapUp(event)
  return kinds.has(event.type)
}

/** Whether a CDR that exists already reads differently with this record, which may have come late. */
export function changesCdr(record: JournalRecord): boolean {
  const { event } = record
  return event.type === 'AgentStateChanged' ? isWrapUp(event) : mattersToCdr(record)
}

/** The call is over, every agent who talked is done with it, and every track has been reported. */
export function isComplete(records: Iterable<JournalRecord>): boolean {
  let ended = false
  const expected = new Set<string>()
  const seen = new Set<string>()
  for (const { event } of records) {
    if (event.type === 'CallEnded') ended = true
    else if (event.type === 'TalkStarted') expected.add(`agent ${event.agent}`)
    else if (event.type === 'ConsultAnswered') expected.add(`agent ${event.party}`)
    else if (event.type === 'RecordingStarted' || event.type === 'MessageStarted')
      expected.add(`track ${event.recording}`)
    else if (event.type === 'RecordingEnded') seen.add(`track ${event.recording}`)
    else if (event.type === 'AgentStateChanged' && event.to === 'wrap-up')
      expected.add(`wrap-up ${event.agent}`)
    if (event.type !== 'AgentStateChanged') continue
    if (event.from === 'busy') seen.add(`agent ${event.agent}`)
    if (event.from === 'wrap-up') seen.add(`wrap-up ${event.agent}`)
  }
  return ended && [...expected].every(name => seen.has(name))
}

function isWrapUp({ from, to }: { from: string; to: string }): boolean {
  return from === 'wrap-up' || to === 'wrap-up'
}
