// What the benchmark is expected to show, judged on the run's own numbers, met or not.
import type { Load } from './scenarios.ts'
import type { Turn } from './turn.ts'

export type Verdict = { sentence: string; measured: number; isMet: boolean }

/** One verdict for each target whose turns were run. */
export function judge(turns: readonly Turn[]): Verdict[] {
  const find = (contestant: string, load: Load['name'], isRecorded: boolean) =>
    turns.find(turn => turn.contestant === contestant && turn.load === load && turn.isRecorded === isRecorded)
  const ours = (load: Load['name'], isRecorded = false) => find('tongdai', load, isRecorded)
  const ratio = (load: Load['name'], isRecorded: boolean) => {
    const peer = find('app_queue', load, isRecorded)?.callsPerS
    const own = ours(load, isRecorded)?.callsPerS
    return own && peer ? own / peer : undefined
  }
  return [
    atMost('lost per agent turn with 20 agents, ms', ours('floor')?.lostPerTurnMs.mean, 60),
    atLeast('calls per second at saturation, as a multiple of app_queue', ratio('saturation', false), 1.25),
    atLeast('the same while recording', ratio('saturation', true), 1),
    atLeast('calls per second under overload, as a multiple of app_queue', ratio('overload', false), 1.25),
    atLeast('the same while recording', ratio('overload', true), 1),
    atMost('routing p99 at 10 calls a second, ms', ours('steady')?.routingMs.p99, 50),
    atMost('Node processor time a call at saturation, ms', ours('saturation')?.cpuPerCallMs.node, 3),
  ].filter(verdict => verdict !== undefined)
}

function atMost(what: string, measured: number | undefined, limit: number): Verdict | undefined {
  if (measured === undefined) return undefined
  return { sentence: `${what}: at most ${limit}`, measured, isMet: measured <= limit }
}

function atLeast(what: string, measured: number | undefined, limit: number): Verdict | undefined {
  if (measured === undefined) return undefined
  return { sentence: `${what}: at least ${limit}`, measured, isMet: measured >= limit }
}
