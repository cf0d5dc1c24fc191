// Who is in a call besides the customer: the agent who has it, and whoever he asks or brings in.
import type { Call, Ringing, Track, Wait } from './call.ts'
import type { Adviser, LegId, PlayId, TalkId } from './events.ts'

/** What an agent has who has the call, whoever hears whom at the moment. */
export type Talked = {
  queue: string
  talk: TalkId
  with: Ringing
  recordings: Track[]
  /** How he waited: he waits on so if he is sent back. */
  waited?: Pick<Wait, 'priority' | 'since' | 'place'>
}

/** Somebody whom the agent wants to ask, or asks. The floor looks for him, reserves and frees him as for a caller. */
export type Party = {
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
  | { state: 'ringing'; ringing: Ringing; ringUntil: number }
  | { state: 'here'; ringing: Ringing }
)

export type PartyHere = Extract<Party, { state: 'here' }>

/** @returns the agent who is asked, or talks along: his phone rings, or he is there. */
export function otherAgentOf({ phase }: Pick<Call, 'phase'>): Ringing | undefined {
  if (phase.name !== 'consulting' && phase.name !== 'conference') return undefined
  return phase.party.state === 'looking' ? undefined : phase.party.ringing
}

/** @returns every agent whose phone rings for the call, or who is in it. */
export function agentsOf(call: Pick<Call, 'phase' | 'leaving'>): string[] {
  const { phase, leaving } = call
  const agents = leaving.flatMap(({ then }) => (then && 'agent' in then ? [then.agent] : []))
  if (phase.name === 'ringing') agents.push(...[phase.ringing, ...(phase.others ?? [])].map(one => one.agent))
  if ('with' in phase) agents.push(phase.with.agent)
  if (phase.name === 'dialling') agents.push(phase.plan.agent)
  const other = otherAgentOf(call)
  return other ? [...agents, other.agent] : agents
}

/** @returns legs that ring: those that nobody has heard of were perhaps never rung. */
export function ringingLegsOf({ phase }: Pick<Call, 'phase'>): LegId[] {
  if (phase.name === 'ringing') return [phase.ringing, ...(phase.others ?? [])].map(one => one.leg)
  return phase.name === 'consulting' && phase.party.state === 'ringing' ? [phase.party.ringing.leg] : []
}

/** @returns where the floor should have it stand in line: a waiting caller, or an agent who looks for somebody. */
export function standsInLine({
  phase,
}: Pick<Call, 'phase'>): Pick<Wait, 'queue' | 'priority' | 'since' | 'skills'> | undefined {
  if (phase.name === 'waiting') {
    const { queue, priority, since, skills } = phase.wait
    return { queue, priority, since, ...(skills ? { skills } : {}) }
  }
  if (phase.name !== 'consulting' || phase.party.state !== 'looking' || !phase.waited) return undefined
  return { queue: phase.party.queue, priority: phase.waited.priority, since: phase.party.since }
}

/** @returns house ms. */
export function deadlineOfParty(party: Party): number | undefined {
  if (party.state === 'here') return undefined
  return party.state === 'ringing' ? party.ringUntil : party.until
}
