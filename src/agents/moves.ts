// How a desk moves from one state to the next (diagram in agent.ts). Each move returns the agent as he becomes,
// or the same agent when the move makes no sense in his state: late and repeated events change nothing.
import type { Agent, AgentState, PauseReason } from './agent.ts'

export function newAgent(id: string, phone: string, now: number): Agent {
  return { v: 1, id, phone, reachable: false, state: { name: 'ready', since: now } }
}

export function offerTo(
  agent: Agent,
  offer: { offer: string; conversation: string; queue: string; until: number },
  now: number,
): Agent {
  return to(agent, { name: 'offered', since: now, ...offer })
}

/** He picked up. Believed in any state: he does talk, whatever we thought. */
export function accept(agent: Agent, conversation: string, queue: string, now: number): Agent {
  return to(agent, { name: 'busy', since: now, conversation, queue })
}

/** The offer led nowhere and he is not to blame: back to ready (or to the pause that he asked for). */
export function released(agent: Agent, now: number): Agent {
  return settle(agent, now)
}

/** He missed or refused it: he rests for a while, so that the caller goes to the next and not back to him. */
export function rest(agent: Agent, reason: PauseReason, restMs: number, now: number): Agent {
  if (agent.next || restMs <= 0) return settle(agent, now)
  return to(agent, { name: 'paused', since: now, reason, until: now + restMs })
}

export function finish(agent: Agent, conversation: string, wrapUpMs: number, now: number): Agent {
  if (agent.state.name !== 'busy' || agent.state.conversation !== conversation) return agent
  if (wrapUpMs <= 0) return settle(agent, now)
  return to(agent, { name: 'wrap-up', since: now, conversation, until: now + wrapUpMs })
}

/** Time is up for a wrap-up or a pause that ends by itself. */
export function timeUp(agent: Agent, now: number): Agent {
  const { state } = agent
  if (state.name === 'wrap-up' && state.until <= now) return settle(agent, now)
  if (state.name === 'paused' && state.until !== undefined && state.until <= now) return settle(agent, now)
  return agent
}

/** "Ready", by himself or a supervisor: ends a pause and a wrap-up; in a call it takes back a planned pause. */
export function readied(agent: Agent, now: number): Agent {
  const { next: _, ...rest } = agent
  if (agent.state.name === 'busy' || agent.state.name === 'offered') return agent.next ? rest : agent
  if (agent.state.name === 'ready') return agent
  return to(rest, { name: 'ready', since: now })
}

/** "Pause": at once when free, else after the call. */
export function paused(agent: Agent, reason: PauseReason, now: number): Agent {
  if (agent.state.name === 'busy' || agent.state.name === 'offered') {
    return { ...agent, next: { name: 'paused', reason } }
  }
  if (agent.state.name === 'paused' && agent.state.reason === reason && agent.state.until === undefined)
    return agent
  return to(agent, { name: 'paused', since: now, reason })
}

export function phoneSeen(agent: Agent, reachable: boolean): Agent {
  return agent.reachable === reachable ? agent : { ...agent, reachable }
}

/** @returns house ms at which the agent's state ends by itself, if it does. */
export function deadlineOfAgent(agent: Agent): number | undefined {
  return 'until' in agent.state ? agent.state.until : undefined
}

function settle(agent: Agent, now: number): Agent {
  if (!agent.next) return to(agent, { name: 'ready', since: now })
  const { next, ...rest } = agent
  return to(rest, { name: 'paused', since: now, reason: next.reason })
}

const to = (agent: Agent, state: AgentState): Agent => ({ ...agent, state })
