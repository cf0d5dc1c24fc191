// Who is in a call besides the customer: the agent who has it, and whoever he asks or brings in.
import type { Call, Ringing, Track } from './call.ts'
import type { Adviser, ConsultOutcome, DialCause, LegId, PlayId, TalkId } from './events.ts'
import type { Called, Outsider } from './outside.ts'
import { placeOf } from './promise.ts'
import type { Wait } from './wait.ts'

/** What an agent has who has the call, whoever hears whom at the moment. */
export type Talked = {
  queue: string
  talk: TalkId
  with: Ringing
  recordings: Track[]
  /** When his agent picked up, house ms, and where he had gone back to; missing once the call was moved. */
  met?: { at: number; back?: NonNullable<Wait['back']> }
  /** How he waited: he waits on so if he is sent back. */
  waited?: Pick<Wait, 'priority' | 'since' | 'place'>
}

/** Nobody could be had, or who was asked hung up; of a number outside also why. */
export type AskedInVain = { outcome: Extract<ConsultOutcome, 'nobody' | 'party-gone'>; cause?: DialCause }

/** Whom the agent wants to ask, or asks: one of ours, or a number outside. */
export type Party = AgentParty | OutsideParty

/** The floor looks for him, reserves and frees him as for a caller. */
export type AgentParty = {
  to: Adviser
  /** Where the floor looks for him. */
  queue: string
  /** House ms since when he is looked for: what a queue learns of its waits is not disturbed by the customer's own. */
  since: number
  /** House ms: from then on nobody is looked for any more. */
  until: number
  /** What the agent hears meanwhile. */
  tone?: PlayId
} & (
  | { state: 'looking' }
  | {
      state: 'ringing'
      ringing: Ringing
      ringUntil: number
      /** He has picked up, and hears for which queue; he may have to press 1. */
      greeting?: Greeting
    }
  | { state: 'here'; ringing: Ringing }
)

/** `tone`: as above. */
export type OutsideParty = { tone?: PlayId } & (
  | { state: 'calling'; called: Called }
  | { state: 'outside'; outsider: Outsider }
)

/** `found`: what the customer hears meanwhile, and has not heard to its end. */
export type Greeting = { play: PlayId; confirm: boolean; found?: PlayId }

export type PartyHere = Extract<Party, { state: 'here' }>
export type OutsiderHere = Extract<Party, { state: 'outside' }>

/** @returns the agent who is asked, or talks along: his phone rings, or he is there. */
export function otherAgentOf({ phase }: Pick<Call, 'phase'>): Ringing | undefined {
  if (phase.name !== 'consulting' && phase.name !== 'conference') return undefined
  return 'ringing' in phase.party ? phase.party.ringing : undefined
}

/** @returns the leg of a number outside that is called into the call, or is in it. */
export function outsideLegOf({ phase }: Pick<Call, 'phase'>): LegId | undefined {
  if (phase.name === 'forwarding') return phase.called.dialled.leg
  if (phase.name === 'outside') return phase.outsider.leg
  if (phase.name !== 'consulting' && phase.name !== 'conference') return undefined
  if (phase.party.state === 'calling') return phase.party.called.dialled.leg
  return phase.party.state === 'outside' ? phase.party.outsider.leg : undefined
}

/** @returns who is reached outside for the call, or is in it: for what people see, and for the caps. */
export function outsiderOf({ phase }: Pick<Call, 'phase'>): Outsider | undefined {
  const whose = 'party' in phase ? phase.party : phase
  if ('outsider' in whose) return whose.outsider
  if (!('called' in whose)) return undefined
  const { contact, plan, dialled } = whose.called
  return { contact, phone: plan.phone, trunk: dialled.trunk, leg: dialled.leg }
}

/** @returns every agent whose phone rings for the call, or who is in it. */
export function agentsOf(call: Pick<Call, 'phase' | 'leaving'>): string[] {
  const { phase, leaving } = call
  const agents = leaving.flatMap(({ then }) => (then && 'agent' in then ? [then.agent] : []))
  if (phase.name === 'ringing') agents.push(...[phase.ringing, ...(phase.others ?? [])].map(one => one.agent))
  if ('with' in phase) agents.push(phase.with.agent)
  if (phase.name === 'dialling') agents.push(phase.plan.agent)
  if (phase.name === 'reaching') agents.push(phase.offered.agent)
  const other = otherAgentOf(call)
  return other ? [...agents, other.agent] : agents
}

/** @returns legs that ring: those that nobody has heard of were perhaps never rung. */
export function ringingLegsOf({ phase }: Pick<Call, 'phase'>): LegId[] {
  if (phase.name === 'ringing') return [phase.ringing, ...(phase.others ?? [])].map(one => one.leg)
  if (phase.name === 'reaching') return phase.agent?.until === undefined ? [] : [phase.agent.leg]
  return phase.name === 'consulting' && phase.party.state === 'ringing' ? [phase.party.ringing.leg] : []
}

/** A place in line, as the floor is told of it. */
export type Standing = Pick<Wait, 'queue' | 'priority' | 'since' | 'skills'> & { reachMs?: number }

/** @returns where the floor should have it stand in line: a waiting caller, a promise, an agent who looks for somebody. */
export function standsInLine({ phase }: Pick<Call, 'phase'>): Standing | undefined {
  if (phase.name === 'waiting') {
    const { queue, priority, since, skills } = phase.wait
    return { queue, priority, since, ...(skills ? { skills } : {}) }
  }
  if (phase.name === 'promised' && phase.notBefore === undefined) return placeOf(phase.promise)
  if (phase.name !== 'consulting' || phase.party.state !== 'looking' || !phase.waited) return undefined
  return { queue: phase.party.queue, priority: phase.waited.priority, since: phase.party.since }
}

/** @returns house ms. */
export function deadlineOfParty(party: Party): number | undefined {
  switch (party.state) {
    case 'looking':
      return party.until
    case 'ringing':
      return party.ringUntil
    case 'calling':
      return Math.min(party.called.dialled.until, party.called.dialled.silentUntil ?? Infinity)
    case 'here':
    case 'outside':
      return undefined
    default:
      return party satisfies never
  }
}
