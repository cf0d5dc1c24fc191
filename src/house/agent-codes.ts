// What the agents' codes ask of the house: whose phone it is, and to put him into that state.
import type { OwnLookup } from '../lookups/lookups.ts'
import type { TeamSnapshot } from '../postgres/team.ts'
import type { FloorInput } from '../queues/events.ts'
import { agentCodeFlow } from '../switchboard/agent-codes.ts'
import type { Switchboard } from '../switchboard/switchboard.ts'
import { AGENT_CODES, type AgentCode } from '../trunks/star-codes.ts'

/** A phone has no menu of reasons. */
const REASON = 'break'

export type AgentCodesParts = {
  agents(): TeamSnapshot['agents']
  floor(): Pick<Switchboard['floor'], 'floor' | 'happened'>
}

export function openAgentCodes({ agents, floor }: AgentCodesParts): Readonly<Record<string, OwnLookup>> {
  const ask =
    (code: AgentCode): OwnLookup =>
    async ({ open }) => {
      const agent = agents().find(one => one.phone === open.phone)
      if (!agent || !floor().floor.agents.has(agent.id)) return { outcome: 'not-found', values: {} }
      floor().happened(inputFor(code, agent.id))
      return { outcome: 'found', values: {} }
    }
  return Object.fromEntries(AGENT_CODES.map(code => [agentCodeFlow(code), ask(code)]))
}

function inputFor(code: AgentCode, agent: string): FloorInput {
  const who = { agent, by: agent }
  switch (code) {
    case 'log-in':
    case 'ready':
      return { type: 'AgentReadied', ...who }
    case 'log-out':
      return { type: 'AgentLoggedOut', ...who }
    case 'pause':
      return { type: 'AgentPaused', reason: REASON, ...who }
    default:
      return code satisfies never
  }
}
