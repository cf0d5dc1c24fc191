// At the phone of who is asked (consulting.ts): it rings, he may hear for which queue and have to press 1, and is there.
//
//   ringing ──LegJoined──▶ (greeted) ──all was said, or 1──▶ here
import type { CallInput } from '../events.ts'
import { offerCauseOf } from '../offer-cause.ts'
import type { Party, PartyHere } from '../parties.ts'
import { letGo, type Turn } from '../turn.ts'
import { backOnHold, missed, withParty } from './consulting.ts'
import { ACCEPT_KEY, ACCEPT_MS, greetingAt, MOST_SAID_MS } from './greeting.ts'
import { CLOCK_SLACK_MS, LEG_EXISTS, LEG_GONE, RING_GRACE_MS } from './ringing.ts'
import { talkGoesOn } from './talking.ts'

type RingingParty = Extract<Party, { state: 'ringing' }>

export function whileRinging(turn: Turn, party: RingingParty, input: CallInput): void {
  const { ringing, ringUntil, greeting } = party
  switch (input.type) {
    case 'LegJoined':
      return input.leg === ringing.leg && !greeting ? pickedUp(turn, party) : undefined
    case 'PlayEnded':
      return input.play === greeting?.play ? allWasSaid(turn, party) : undefined
    case 'KeyPressed': {
      const isMeant = input.leg === ringing.leg && input.digit === ACCEPT_KEY
      return isMeant && greeting?.confirm ? join(turn, party) : undefined
    }
    case 'LegEnded': {
      if (input.leg !== ringing.leg) return
      const rangOut = turn.now.house >= ringUntil - RING_GRACE_MS - CLOCK_SLACK_MS
      // He picked up, heard for whom he was wanted, and hung up.
      const cause = greeting ? 'declined' : offerCauseOf(input.cause, input.techCause, rangOut)
      return missed(turn, party, cause, 'gone')
    }
    case 'OfferRevoked':
      return input.offer === ringing.offer ? missed(turn, party, 'revoked', 'up') : undefined
    case 'TimeUp':
      return turn.now.house >= ringUntil ? missed(turn, party, 'no-answer', 'up') : undefined
    case 'CommandFailed':
      if (input.command !== 'ring') return talkGoesOn(turn, input)
      if (input.subject !== ringing.leg || input.status === LEG_EXISTS) return
      return missed(turn, party, 'unreachable', 'gone')
  }
}

function pickedUp(turn: Turn, party: RingingParty): void {
  const greeting = greetingAt(turn, party.ringing.leg, party)
  if (!greeting) return join(turn, party)
  withParty(turn, { ...party, greeting, ringUntil: turn.now.house + MOST_SAID_MS })
}

function allWasSaid(turn: Turn, party: RingingParty): void {
  if (party.greeting?.confirm) withParty(turn, { ...party, ringUntil: turn.now.house + ACCEPT_MS })
  else join(turn, party)
}

function join(turn: Turn, { to, queue, since, until, tone, ringing, greeting }: RingingParty): void {
  const { phase } = turn.call
  if (phase.name !== 'consulting') return
  const { offer, agent, leg } = ringing
  if (tone) turn.commands.push({ type: 'StopPlay', play: tone })
  if (greeting) turn.commands.push({ type: 'StopPlay', play: greeting.play })
  turn.commands.push({ type: 'JoinTalk', talk: phase.talk, leg }, { type: 'AcceptOffer', offer, agent })
  turn.facts.push({ type: 'OfferEnded', offer, agent, cause: 'answered' })
  turn.facts.push({ type: 'ConsultAnswered', agent: phase.with.agent, party: agent })
  withParty(turn, { to, queue, since, until, state: 'here', ringing })
}

export function whileHere(turn: Turn, { ringing }: PartyHere, input: CallInput): void {
  const { agent, leg, wrapUpMs } = ringing
  // He could not be joined: that is no reason to lose the customer. Of a leg that is gone (400), its end is heard.
  if (input.type === 'CommandFailed' && input.subject === leg && input.status !== LEG_GONE) {
    letGo(turn, leg, { type: 'FinishTalk', agent, wrapUpMs })
    return backOnHold(turn, 'nobody')
  }
  if (input.type !== 'LegEnded') return talkGoesOn(turn, input)
  if (input.leg !== leg) return
  turn.commands.push({ type: 'FinishTalk', agent, wrapUpMs })
  backOnHold(turn, 'party-gone')
}
