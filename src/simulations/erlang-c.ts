// Erlang C: what becomes of callers who never give up (M/M/n). Calls come by chance, talks are exponential, all
// agents serve one line.
//
// A. K. Erlang, "Solution of some problems in the theory of probabilities of significance in automatic telephone
// exchanges", 1917; in the form of N. Gans, G. Koole, A. Mandelbaum, "Telephone call centers", 2003, section 3.2.

/** `callsPerMs`: rate of arrival. `handlingMs`: mean time that a call takes an agent. */
export type Load = { callsPerMs: number; handlingMs: number; agents: number }

export type ErlangC = {
  /** 0 to 1: the share of callers who wait at all. */
  waits: number
  averageWaitMs: number
  /** 0 to 1. */
  occupancy: number
  /** 0 to 1: the share answered within this time. */
  answeredWithin(ms: number): number
}

/** @returns undefined when more comes in than the agents can do: then the line grows for ever */
export function erlangC({ callsPerMs, handlingMs, agents }: Load): ErlangC | undefined {
  const erlangs = callsPerMs * handlingMs
  if (erlangs >= agents) return undefined
  const blocked = erlangB(erlangs, agents)
  const occupancy = erlangs / agents
  const waits = blocked / (1 - occupancy * (1 - blocked))
  const drainPerMs = (agents - erlangs) / handlingMs
  return {
    waits,
    averageWaitMs: waits / drainPerMs,
    occupancy,
    answeredWithin: ms => 1 - waits * Math.exp(-drainPerMs * ms),
  }
}

/** The share that would find all agents busy if nobody waited; by the recursion, which never overflows. */
export function erlangB(erlangs: number, agents: number): number {
  let blocked = 1
  for (let n = 1; n <= agents; n++) blocked = (erlangs * blocked) / (n + erlangs * blocked)
  return blocked
}
