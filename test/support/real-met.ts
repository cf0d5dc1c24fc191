// What the caller of a real call met, in the words of a rehearsal: from its journal and from what was played to him.

import type { CallEvent } from '../../src/calls/events.ts'
import { soundsOf } from '../../src/calls/phases/sounds.ts'
import { isOwnAsk, type Met } from '../../src/flows/rehearsal/met.ts'
import type { Rehearsal } from '../../src/flows/rehearsal/rehearse.ts'
import { unseal } from '../../src/secrets/sealing.ts'
import { type Play, playsAll, playsSome } from './stage.ts'

export type Recorded = {
  readonly seq: number
  /** Epoch ms. */
  readonly at: number
  readonly event: CallEvent
  /** Of a note: its value. */
  readonly sealed?: string
}

export type Heard = {
  readonly journal: readonly Recorded[]
  readonly plays: readonly Play[]
  /** Q.850, with which the caller's phone was hung up. */
  readonly cause: number | undefined
  readonly sealKey: Buffer
  lookupOf(ask: string): string | undefined
}

type Happened = { readonly at: number; readonly met: Met }

/** @param rehearsal tells which question the same words are, and the names of recordings, which no event has */
export function metForReal(heard: Heard, { moments, rests }: Rehearsal): Met[] {
  const { journal, plays, sealKey, lookupOf } = heard
  const said = moments.filter(({ say }) => say !== undefined)
  const records = moments.flatMap(({ met }) => ('record' in met ? [met] : []))
  const hungUp = 'ended' in rests && rests.ended === 'caller'
  const arrival = journal.find(({ event }) => event.type === 'CallArrived')?.event
  const contact = arrival?.type === 'CallArrived' ? arrival.contact : ''

  function metByPlay(play: Play, index: number): Met {
    const moment = said[index]
    const sounds = soundsOf(moment?.say ?? [], moment?.language ?? '')
    // Who hangs up does not hear the rest.
    const mayBeCut = hungUp && index === plays.length - 1
    const isSame = moment && (playsAll(play, sounds) || (mayBeCut && playsSome(play, sounds)))
    return isSame ? moment.met : { say: play.keys }
  }

  function metByEvent({ event, sealed = '' }: Recorded): Met | undefined {
    switch (event.type) {
      case 'SectionEntered':
        return { section: event.section }
      case 'QueueJoined':
        return { queue: event.queue }
      case 'QueueLeft':
        return { 'leave-queue': true }
      case 'CallbackPromised':
        return { callback: event.queue }
      case 'MessageStarted':
        return event.box === undefined ? (records.shift() ?? { record: '' }) : { voicemail: event.box }
      case 'NoteTaken': {
        const value = unseal(sealKey, sealed, contact)
        return { note: { [event.name]: value === undefined ? '?' : JSON.parse(String(value)) } }
      }
      case 'SendingAsked':
        return { send: event.send }
      case 'LanguageChosen':
        return { language: event.language }
      case 'LookedUp':
        return isOwnAsk(event.lookup ?? '') ? undefined : { lookup: lookupOf(event.ask) ?? '?' }
      case 'CallEnded':
        return { hangup: event.ending.reason === 'caller-hung-up' ? 'caller' : causeIn(heard.cause) }
      default:
        return undefined
    }
  }

  const happened: Happened[] = plays.map((play, index) => ({ at: play.at, met: metByPlay(play, index) }))
  const inOrder = journal.flatMap((record): Happened[] => {
    const { at, event } = record
    const met = metByEvent(record)
    return met ? [{ at: event.type === 'LookedUp' ? askedAt(event.ask, at, plays) : at, met }] : []
  })
  // Of the same moment the journal's comes first: what is said follows from it.
  return [...inOrder, ...happened].sort((a, b) => a.at - b.at).map(({ met }) => met)
}

/** The journal says when the answer came. What is said meanwhile was wished for after the question. */
function askedAt(ask: string, answeredAt: number, plays: readonly Play[]): number {
  const meanwhile = plays.find(({ id }) => mintedAs(id) > mintedAs(ask))
  return Math.min(answeredAt, meanwhile?.at ?? answeredAt)
}

/** A call numbers its ids: `…-ask-3`, `…-play-4`. */
const mintedAs = (id: string): number => Number(id.slice(id.lastIndexOf('-') + 1))

function causeIn(cause: number | undefined): string {
  return { 17: 'busy', 34: 'congestion', 1: 'no-such-number' }[cause ?? 16] ?? 'normal'
}
