// Reads the journal as a history: was an agent ever offered two calls at once, or a caller given two agents?
import type { CallEvent } from '../../../src/calls/events.ts'
import type { FloorEvent } from '../../../src/queues/events.ts'
import type { Recorded } from '../records.ts'

type Held = { conversation: string; offer?: string; isLettingGo?: true }

/** @returns a sentence for each time that it happened */
export function doubleOffers(journal: readonly Recorded[]): string[] {
  return [
    ...onTheFloor(journal.filter(({ by }) => by === 'floor') as Recorded<FloorEvent>[]),
    ...inTalks(journal.filter(({ by }) => by !== 'floor') as Recorded<CallEvent>[]),
  ]
}

function onTheFloor(records: readonly Recorded<FloorEvent>[]): string[] {
  const agents = new Map<string, Held>()
  const found: string[] = []
  const free = (agent: string, which: (held: Held) => boolean) => {
    const held = agents.get(agent)
    if (held && which(held)) agents.delete(agent)
  }
  for (const { seq, event } of records) {
    switch (event.type) {
      case 'CallOffered':
        for (const agent of event.agents) {
          const held = agents.get(agent)
          if (held)
            found.push(`floor:${seq} offers ${event.conversation} to ${agent}, who has ${held.conversation}`)
          const others = [...agents].filter(
            ([, other]) =>
              other.conversation === event.conversation && other.offer !== event.offer && !other.isLettingGo,
          )
          for (const [other] of others)
            found.push(`floor:${seq} offers ${event.conversation}, which ${other} has`)
          agents.set(agent, { conversation: event.conversation, offer: event.offer })
        }
        break
      // A person sent him back into line: whoever had him is being let go, and has nobody else before he is.
      case 'CallerJoined':
        for (const [agent, held] of agents)
          if (held.conversation === event.conversation) agents.set(agent, { ...held, isLettingGo: true })
        break
      case 'OfferEnded':
        free(event.agent, held => held.offer === event.offer)
        break
      case 'OfferAccepted':
        agents.set(event.agent, { conversation: event.conversation })
        break
      case 'TalkFinished':
        free(event.agent, held => held.conversation === event.conversation)
        break
      case 'FloorResumed': {
        const live = new Set([...event.offered, ...event.talking])
        for (const agent of [...agents.keys()]) free(agent, held => !live.has(held.conversation))
        break
      }
      // The floor's own end of an offer, by its deadline.
      case 'AgentStateChanged':
        if (event.to === 'ready' || event.to === 'paused') agents.delete(event.agent)
    }
  }
  return found
}

function inTalks(records: readonly Recorded<CallEvent>[]): string[] {
  const talking = new Map<string, string>()
  const found: string[] = []
  for (const { by, seq, event } of records) {
    if (event.type === 'TalkStarted') {
      const other = talking.get(by)
      if (other) found.push(`${by}:${seq} talks to ${event.agent} and still to ${other}`)
      talking.set(by, event.agent)
    }
    if (event.type === 'TalkEnded') talking.delete(by)
  }
  return found
}
