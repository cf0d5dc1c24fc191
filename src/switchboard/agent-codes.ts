// An agent's own state by telephone: he dials a code from his phone, hears what he is now, and that is all. Flows like
// any other, which ask the house itself (house/agent-codes.ts).
//
//   is it somebody's desk? ──▶ done, and said
//            └── no: refused
import type { Config } from '../config/config-types.ts'
import type { Flow } from '../flows/flow.ts'
import { AGENT_CODES, type AgentCode } from '../trunks/star-codes.ts'

/** Flow and question have one name; no name that an owner writes has a star. */
export const agentCodeFlow = (code: AgentCode): string => `*agent-${code}`

const SAID: Readonly<Record<AgentCode, string>> = {
  'log-in': 'agent-logged-in',
  'log-out': 'agent-logged-out',
  pause: 'agent-paused',
  ready: 'agent-ready',
}

const flowOf = (code: AgentCode): Flow => ({
  name: agentCodeFlow(code),
  title: 'An agent’s own state by telephone',
  sections: {
    start: [
      {
        ...{ verb: 'lookup', lookup: agentCodeFlow(code), with: { phone: 'call.number' } },
        ...{ found: 'done', notFound: 'refused', failed: 'broken' },
      },
    ],
    done: [{ verb: 'say', say: [SAID[code]] }, { verb: 'hangup' }],
    refused: [{ verb: 'say', say: ['not-allowed'] }, { verb: 'hangup' }],
    broken: [{ verb: 'say', say: ['technical-problem'] }, { verb: 'hangup' }],
  },
})

export const agentCodeFlows: Readonly<Record<string, Flow>> = Object.fromEntries(
  AGENT_CODES.map(code => [agentCodeFlow(code), flowOf(code)]),
)

/** @returns the flow that this number leads our phones to, if it is one of the codes */
export function agentFlowDialled(dialled: string, { server }: Pick<Config, 'server'>): string | undefined {
  const code = AGENT_CODES.find(one => server.agentCodes[one] === dialled)
  return code && agentCodeFlow(code)
}
