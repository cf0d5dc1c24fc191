// Erlang A: like Erlang C, but callers give up after an exponential patience (M/M/n+M).
//
// C. Palm, "Methods of judging the annoyance caused by congestion", 1953; O. Garnett, A. Mandelbaum, M. Reiman,
// "Designing a call center with impatient customers", 2002. Here: the stationary distribution of how many are in
// the house, by its birth and death rates; and who finds k callers before him waits for k + 1 departures, whose
// rates are nμ, nμ + θ, … nμ + kθ.
import type { Load } from './erlang-c.ts'

export type ErlangA = {
  /** 0 to 1: the share of all callers that gives up. */
  abandons: number
  /** Of those answered. */
  averageWaitMs: number
  /** 0 to 1. */
  occupancy: number
  /** 0 to 1: answered within this time, of all callers. */
  answeredWithin(ms: number): number
}

/** @param patienceMs mean */
export function erlangA(load: Load & { patienceMs: number }): ErlangA {
  const { callsPerMs, handlingMs, agents, patienceMs } = load
  const busyPerMs = agents / handlingMs
  const leavesPerMs = 1 / patienceMs
  const { atOnce, behind } = stationary(load, busyPerMs, leavesPerMs)
  const waiting = behind.reduce((sum, share, ahead) => sum + share * ahead, 0)
  const abandons = (leavesPerMs * waiting) / callsPerMs
  /** The density, per ms, of being answered after this wait. */
  const answeredAfter = (ms: number) => {
    const left = -Math.expm1(-leavesPerMs * ms)
    let term = busyPerMs * Math.exp(-(busyPerMs + leavesPerMs) * ms)
    let sum = 0
    for (const [ahead, share] of behind.entries()) {
      if (ahead > 0) term *= ((busyPerMs + ahead * leavesPerMs) / (ahead * leavesPerMs)) * left
      sum += share * term
    }
    return sum
  }
  const answered = 1 - abandons
  return {
    abandons,
    averageWaitMs: integral(ms => ms * answeredAfter(ms), longest(behind, busyPerMs, leavesPerMs)) / answered,
    occupancy: (callsPerMs * answered * handlingMs) / agents,
    answeredWithin: ms => atOnce + integral(answeredAfter, ms),
  }
}

/** Shares of time: some agent free; all busy and k callers waiting. As an arriving caller finds it (PASTA). */
function stationary({ callsPerMs, handlingMs, agents }: Load, busyPerMs: number, leavesPerMs: number) {
  const free = [1]
  for (let n = 1; n < agents; n++) free.push(((free[n - 1] as number) * callsPerMs * handlingMs) / n)
  // Scaled to the state in which all are busy, so that neither end overflows.
  let share = ((free.at(-1) as number) * callsPerMs) / busyPerMs
  const behind = [share]
  for (let waiting = 1; share > 1e-14 * (behind[0] as number) || waiting < 10; waiting++) {
    share *= callsPerMs / (busyPerMs + waiting * leavesPerMs)
    behind.push(share)
  }
  const sum = [...free, ...behind].reduce((total, one) => total + one, 0)
  return {
    atOnce: free.reduce((total, one) => total + one, 0) / sum,
    behind: behind.map(one => one / sum),
  }
}

/** Beyond this nobody is answered, to all digits that matter. */
function longest(behind: readonly number[], busyPerMs: number, leavesPerMs: number): number {
  const drainMs = behind.reduce((sum, _, ahead) => sum + 1 / (busyPerMs + ahead * leavesPerMs), 0)
  return 2 * drainMs + 30 / (busyPerMs + leavesPerMs)
}

/** By Simpson's rule, from 0. */
function integral(of: (ms: number) => number, toMs: number): number {
  const steps = 2_000
  const step = toMs / steps
  let sum = of(0) + of(toMs)
  for (let n = 1; n < steps; n++) sum += of(n * step) * (n % 2 === 1 ? 4 : 2)
  return (sum * step) / 3
}
