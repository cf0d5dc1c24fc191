// What of an event may stand in the journal. Keys of a collected number, answers of other systems and attached values
// are personal: the journal says that they were there, and holds them sealed or not at all.
import { type CallEvent, HIDDEN_KEY } from '../calls/events.ts'

/** Closes a text so that only the house's key opens it. */
export type Seal = (text: string, contact: string) => string

/**
 * @param discreet his keys belong to a step that asks for something personal
 * @returns the event as it is written; the same one when it says nothing personal
 */
export function asWritten(event: CallEvent, discreet: boolean, seal: (text: string) => string): CallEvent {
  switch (event.type) {
    case 'KeyPressed':
      return discreet ? { ...event, digit: HIDDEN_KEY } : event
    case 'LookedUp':
      return { ...event, values: {} }
    case 'NoteTaken':
      return { ...event, value: seal(JSON.stringify(event.value)) }
    case 'SendingAsked':
      return { ...event, with: { sealed: seal(JSON.stringify(event.with)) } }
    default:
      return event
  }
}
