// How a desk moves from one state to the next (diagram in agent.ts). Each move returns the agent as he becomes,
// or the same agent when the move makes no sense in his state: late and repeated events change nothing.
import { type Agent, type AgentState, CAPACITY, type Miss, type PauseReason, type Task } from './agent.ts'
import { counted } from './tally.ts'

export function newAgent(id: string, phone: string, now: number): Agent {
  return { v: 1, id, phone, reachable: false, state: { name: 'ready', since: now }, idleSince: now }
}

export type OfferMade = {
  offer: string
  conversation: string
  queue: string
  until: number
  cost?: number
}

export function offerTo(agent: Agent, { cost = CAPACITY, ...offer }: OfferMade, now: number): Agent {
  if (cost >= CAPACITY) return to(agent, { name: 'offered', since: now, ...offer })
  const task: Task = { ...offer, cost, phase: 'offered', since: now }
  return { ...agent, tasks: [...(agent.tasks ?? []), task] }
}

/** He picked up. Believed in any state: he does talk, whatever we thought. */
export function accept(agent: Agent, conversation: string, queue: string, now: number): Agent {
  const { misses: _, ...rest } = agent
  const task = taskOf(agent, conversation)
  if (!task) return to({ ...rest, ...afterwards(agent) }, { name: 'busy', since: now, conversation, queue })
  const { offer: __, until: ___, ...open } = task
  return withTask(rest, { ...open, phase: 'busy', since: now })
}

/** Who dials out himself while he is paused, or away, is so again when he has hung up. */
function afterwards({ state, next }: Agent): Pick<Agent, 'next'> {
  if (next) return {}
  if (state.name === 'offline') return { next: { name: 'offline' } }
  if (state.name !== 'paused' || state.until !== undefined) return {}
  return { next: { name: 'paused', reason: state.reason } }
}

/** The offer led nowhere and he is not to blame: back to ready (or to what he asked for). */
export function released(agent: Agent, now: number, conversation?: string): Agent {
  if (conversation !== undefined && taskOf(agent, conversation)) return withoutTask(agent, conversation, now)
  return settle(agent, now)
}

/**
 * He missed or refused it: he rests for a while, so that the caller goes to the next and not back to him.
 * @param pauseAfter so many misses of this kind in a row, and he is paused until somebody makes him ready
 */
export function rest(
  agent: Agent,
  { miss, restMs, pauseAfter = 0 }: { miss: Miss; restMs: number; pauseAfter?: number },
  now: number,
): Agent {
  const count = (agent.misses?.[miss] ?? 0) + 1
  const counting: Agent = { ...agent, misses: { ...agent.misses, [miss]: count } }
  if (agent.next) return settle(counting, now)
  const reason = reasonOf(miss)
  if (pauseAfter > 0 && count >= pauseAfter) {
    const { misses: _, ...fresh } = counting
    return to(fresh, { name: 'paused', since: now, reason, misses: count })
  }
  if (restMs <= 0) return settle(counting, now)
  return to(counting, { name: 'paused', since: now, reason, until: now + restMs })
}

const reasonOf = (miss: Miss): PauseReason => (miss === 'no-answer' ? 'missed' : miss)

export function finish(agent: Agent, conversation: string, wrapUpMs: number, now: number): Agent {
  const task = taskOf(agent, conversation)
  if (task) {
    const done = { calls: 1, workMs: now - task.since }
    return withoutTask({ ...agent, tally: counted(agent.tally, now, done) }, conversation, now)
  }
  const { state } = agent
  if (state.name !== 'busy' || state.conversation !== conversation) return agent
  const talkMs = Math.max(0, now - state.since)
  const tallied = { ...agent, tally: counted(agent.tally, now, { calls: 1, talkMs, workMs: talkMs }) }
  if (wrapUpMs <= 0) return settle(tallied, now)
  const { queue } = state
  return to(tallied, { name: 'wrap-up', since: now, conversation, queue, until: now + wrapUpMs })
}

/** He needs more time for his notes. */
export function extended(agent: Agent, byMs: number, now: number): Agent {
  const { state } = agent
  if (state.name !== 'wrap-up') return agent
  return to(agent, { ...state, until: Math.max(now, state.until) + byMs })
}

/** Time is up for a wrap-up or a pause that ends by itself. */
export function timeUp(agent: Agent, now: number): Agent {
  const { state } = agent
  if (state.name === 'wrap-up' && state.until <= now) return settle(agent, now)
  if (state.name === 'paused' && state.until !== undefined && state.until <= now) return settle(agent, now)
  return agent
}

/**
 * "Ready", by himself or a supervisor: ends a pause and a wrap-up; in a call it takes back a planned pause. After a
 * wrap-up that ends so comes what he asked for during the call.
 */
export function readied(agent: Agent, now: number): Agent {
  const { next: _, ...rest } = agent
  if (agent.state.name === 'busy' || agent.state.name === 'offered') return agent.next ? rest : agent
  if (agent.state.name === 'ready') return agent
  if (agent.state.name === 'wrap-up' && agent.next) return settle(agent, now)
  const { misses: __, ...fresh } = rest
  return to(worked(fresh, now), { name: 'ready', since: now })
}

/** "Pause": at once when free, else after the call. */
export function paused(agent: Agent, reason: PauseReason, now: number): Agent {
  if (isInCall(agent)) return { ...agent, next: { name: 'paused', reason } }
  if (agent.state.name === 'paused' && agent.state.reason === reason && agent.state.until === undefined)
    return agent
  return to(worked(agent, now), { name: 'paused', since: now, reason })
}

/** Gone for the day: at once when free, else after the call. */
export function loggedOut(agent: Agent, now: number): Agent {
  if (agent.state.name === 'offline') return agent
  if (isInCall(agent)) return { ...agent, next: { name: 'offline' } }
  return to(worked(agent, now), { name: 'offline', since: now })
}

export function phoneSeen(agent: Agent, reachable: boolean): Agent {
  return agent.reachable === reachable ? agent : { ...agent, reachable }
}

/** @returns house ms at which something of the agent's ends by itself, if it does. */
export function deadlineOfAgent({ state, tasks }: Agent): number | undefined {
  let earliest = 'until' in state ? state.until : undefined
  for (const { until } of tasks ?? [])
    if (until !== undefined && (earliest === undefined || until < earliest)) earliest = until
  return earliest
}

export const taskOf = ({ tasks }: Agent, conversation: string): Task | undefined =>
  tasks?.find(task => task.conversation === conversation)

const isInCall = ({ state }: Agent): boolean => state.name === 'busy' || state.name === 'offered'

function withTask(agent: Agent, task: Task): Agent {
  const tasks = (agent.tasks ?? []).map(one => (one.conversation === task.conversation ? task : one))
  return { ...agent, tasks }
}

function withoutTask(agent: Agent, conversation: string, now: number): Agent {
  const { tasks = [], ...rest } = agent
  const left = tasks.filter(task => task.conversation !== conversation)
  return left.length > 0 ? { ...rest, tasks: left } : { ...rest, idleSince: now }
}

/** A wrap-up that ends is work done. */
function worked(agent: Agent, now: number): Agent {
  const { state } = agent
  if (state.name !== 'wrap-up') return agent
  return { ...agent, tally: counted(agent.tally, now, { workMs: Math.max(0, now - state.since) }) }
}

function settle(agent: Agent, now: number): Agent {
  const free = worked(agent, now)
  // Being rung in vain is no work: he stays where he was in the order of the idle.
  const hasWorked = agent.state.name === 'busy' || agent.state.name === 'wrap-up'
  const { next, ...rest } = hasWorked ? { ...free, idleSince: now } : free
  if (!next) return to(rest, { name: 'ready', since: now })
  if (next.name === 'offline') return to(rest, { name: 'offline', since: now })
  return to(rest, { name: 'paused', since: now, reason: next.reason })
}

const to = (agent: Agent, state: AgentState): Agent => ({ ...agent, state })
