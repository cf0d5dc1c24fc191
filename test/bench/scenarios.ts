// The loads that both contestants carry, each without and with recording.

export type Load = {
  name: 'floor' | 'saturation' | 'overload' | 'steady' | 'q12'
  title: string
  agents: number
  calls: number
  /** Arrivals. */
  ratePerS: number
  /** Each agent hangs up so long after his answer. */
  talkMs: number
}

export const LOADS: readonly Load[] = [
  // Everybody waits, so what counts is how soon a free agent has his next call.
  { name: 'floor', title: 'a full floor', agents: 20, calls: 200, ratePerS: 50, talkMs: 2_200 },
  // Nine tenths of what the agents could take: whoever loses a tenth of a second a turn falls behind, and
  // app_queue then stays behind; whether it does hangs on a moment's jam, so its runs differ (65 or 85 a second).
  { name: 'saturation', title: 'saturation', agents: 100, calls: 1_500, ratePerS: 90, talkMs: 1_000 },
  // More than the agents can take: how many calls get through once callers queue up.
  { name: 'overload', title: 'overload', agents: 100, calls: 1_500, ratePerS: 120, talkMs: 1_000 },
  // A little more than the agents can take, so that somebody always waits and each pause is the router's.
  { name: 'steady', title: '10 calls a second', agents: 20, calls: 300, ratePerS: 10, talkMs: 2_200 },
  // The row of the acceptance tests, as it is written there: most of its callers wait.
  { name: 'q12', title: 'Q12', agents: 10, calls: 200, ratePerS: 20, talkMs: 2_000 },
]

/** What the load would take if no agent ever idled while somebody waits: first arrival to last hang-up, ms. */
export function idealMs({ agents, calls, ratePerS, talkMs }: Load): number {
  const freeAt = new Array<number>(agents).fill(0)
  let endMs = 0
  for (let call = 0; call < calls; call += 1) {
    const arrivesMs = (call * 1_000) / ratePerS
    const soonest = freeAt.indexOf(Math.min(...freeAt))
    endMs = Math.max(arrivesMs, freeAt[soonest]!) + talkMs
    freeAt[soonest] = endMs
  }
  return Math.max(...freeAt, endMs)
}
