// From the logs of both ends: how well the agents were kept busy. Pure; times are epoch ms.
import type { AgentRecord } from '../support/phones/agents.ts'
import type { CallerRecord } from '../support/phones/callers.ts'

export type Turns = {
  /** Agent free → next INVITE to him, while at least as many callers waited as agents were free. Sorted. */
  latenciesMs: number[]
  /** Agent's hang-up → his next answer, under the same condition: the time lost per turn. */
  lossesMs: number[]
}

type Moment = { at: number; waiting: number; idle: number; freed?: AgentRecord }

/** @param agents how many agents there are; those not yet rung are idle too. */
export function agentTurns(
  callers: readonly CallerRecord[],
  rings: readonly AgentRecord[],
  agents: number,
): Turns {
  const nextRing = nextRings(rings)
  const turns: Turns = { latenciesMs: [], lossesMs: [] }
  let waiting = 0
  let idle = agents
  for (const moment of momentsOf(callers, rings)) {
    waiting += moment.waiting
    idle += moment.idle
    const { freed } = moment
    const next = freed && nextRing.get(freed)
    if (!next || waiting < idle) continue
    turns.latenciesMs.push(next.invitedAt - moment.at)
    if (next.answeredAt !== undefined) turns.lossesMs.push(next.answeredAt - moment.at)
  }
  turns.latenciesMs.sort((a, b) => a - b)
  turns.lossesMs.sort((a, b) => a - b)
  return turns
}

/** A caller waits from the exchange's answer until an agent is rung for him; the agent is idle until then. */
function momentsOf(callers: readonly CallerRecord[], rings: readonly AgentRecord[]): Moment[] {
  const moments: Moment[] = []
  for (const { answeredAt } of callers)
    if (answeredAt !== undefined) moments.push({ at: answeredAt, waiting: 1, idle: 0 })
  for (const ring of rings) {
    moments.push({ at: ring.invitedAt, waiting: -1, idle: -1 })
    if (ring.endedAt !== undefined) moments.push({ at: ring.endedAt, waiting: 0, idle: 1, freed: ring })
  }
  return moments.sort((a, b) => a.at - b.at)
}

function nextRings(rings: readonly AgentRecord[]): Map<AgentRecord, AgentRecord> {
  const next = new Map<AgentRecord, AgentRecord>()
  for (const own of Map.groupBy(rings, ring => ring.agent).values()) {
    const ordered = own.toSorted((a, b) => a.invitedAt - b.invitedAt)
    for (const [n, ring] of ordered.entries()) if (ordered[n + 1]) next.set(ring, ordered[n + 1]!)
  }
  return next
}

/** The value under which the given part (0 … 1) of the sorted numbers lies; NaN of none. */
export function quantile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN
}

export const mean = (numbers: readonly number[]): number =>
  numbers.reduce((sum, number) => sum + number, 0) / numbers.length
