// The customer is on hold, and the agent asks a number outside (consulting.ts has the same for one of ours). Nobody is
// looked for, and no agent reserved: the number is called, trunk after trunk.
//
//   calling ──it answers──▶ outside ──merge──▶ conference
//     │  │                    │ └── complete, or the agent goes ──▶ phase outside: the customer talks with it alone
//     │  └─ the agent goes    └── it hangs up ──▶ holding
//     │     ──▶ forwarding (it rings for the customer)
//     └── nobody answers, no trunk takes it ──▶ holding
import type { CallInput } from '../events.ts'
import type { Outward } from '../outside.ts'
import type { OutsideParty } from '../parties.ts'
import { mint, type Turn, toPhase } from '../turn.ts'
import { callOutside, dropOutsider, hearOutside } from './calling-outside.ts'
import { ask, backOnHold } from './consulting.ts'
import { hold } from './holding.ts'
import { LEG_GONE } from './ringing.ts'
import { talkGoesOn } from './talking.ts'

export function consultOutside(turn: Turn, to: Outward): void {
  const { phase } = turn.call
  if (phase.name !== 'talking' && phase.name !== 'holding') return
  const { agent, leg } = phase.with
  if (phase.name === 'talking') hold(turn, phase)
  turn.facts.push({ type: 'ConsultStarted', agent, to: { contact: to.contact } })
  const called = callOutside(turn, to)
  if (!called) return
  const tone = mint(turn, 'play')
  turn.commands.push({ type: 'Play', leg, play: tone, say: [{ tone: 'ring' }], language: turn.call.language })
  ask(turn, { state: 'calling', called, tone })
}

type CallingParty = Extract<OutsideParty, { state: 'calling' }>
type HereParty = Extract<OutsideParty, { state: 'outside' }>

export function whileCalling(turn: Turn, party: CallingParty, input: CallInput): void {
  const { phase } = turn.call
  if (phase.name !== 'consulting') return
  const news = hearOutside(turn, party.called, input)
  if (!news) return talkGoesOn(turn, input)
  if ('called' in news) return toPhase(turn, { ...phase, party: { ...party, called: news.called } })
  if ('lost' in news) return backOnHold(turn, 'nobody', news.lost)
  if (party.tone) turn.commands.push({ type: 'StopPlay', play: party.tone })
  const { answered: outsider } = news
  turn.commands.push({ type: 'JoinTalk', talk: phase.talk, leg: outsider.leg })
  toPhase(turn, { ...phase, party: { state: 'outside', outsider } })
}

export function whileOutside(turn: Turn, { outsider }: HereParty, input: CallInput): void {
  const { leg } = outsider
  // It could not be joined: that is no reason to lose the customer. Of a leg that is gone (400), its end is heard.
  if (input.type === 'CommandFailed' && input.subject === leg && input.status !== LEG_GONE) {
    dropOutsider(turn, outsider)
    return backOnHold(turn, 'nobody')
  }
  if (input.type !== 'LegEnded') return talkGoesOn(turn, input)
  if (input.leg !== leg) return
  turn.facts.push({ type: 'OutsideLeft', leg })
  backOnHold(turn, 'party-gone')
}
