// What the benchmark is expected to show, judged on the run's own numbers, met or not.
import type { Load } from './scenarios.ts'
import type { Turn } from './turn.ts'

export type Verdict = { sentence: string; measured: number; isMet: boolean }

/** One verdict for each target whose turns were run. */
export function judge(turns: readonly Turn[]): Verdict[] {
  const find = (contestant: string, load: Load['name'], isRecorded: boolean) =>
    turns.find(turn => turn.contestant === contestant && turn.load === load && turn.isRecorded === isRecorded)
  const ours = (load: Load['name'], isRecorded = false) => find('tongdai', load, isRecorded)
  const measured = (turn: Turn | undefined, value: (turn: Turn) => number) =>
    turn && (isWhole(turn) ? value(turn) : Number.NaN)
  const ratio = (load: Load['name'], isRecorded: boolean) => {
    const peer = measured(find('app_queue', load, isRecorded), turn => turn.callsPerS)
    const own = measured(ours(load, isRecorded), turn => turn.callsPerS)
    return own === undefined || peer === undefined ? undefined : own / peer
  }
  return [
    atMost(
      'lost per agent turn with 20 agents, ms',
      measured(ours('floor'), turn => turn.lostPerTurnMs.mean),
      60,
    ),
    atLeast('calls per second at saturation, as a multiple of app_queue', ratio('saturation', false), 1.25),
    atLeast('the same while recording', ratio('saturation', true), 1),
    atLeast('calls per second under overload, as a multiple of app_queue', ratio('overload', false), 1.25),
    atLeast('the same while recording', ratio('overload', true), 1),
    atMost(
      'routing p99 at 10 calls a second, ms',
      measured(ours('steady'), turn => turn.routingMs.p99),
      50,
    ),
    atMost(
      'Q12: routing p99, ms',
      measured(ours('q12'), turn => turn.routingMs.p99),
      50,
    ),
    atMost('Q12: processor time of everything of ours, of two cores, %', measured(ours('q12'), share), 80),
    atMost(
      'Node processor time a call at saturation, ms',
      measured(ours('saturation'), turn => turn.cpuPerCallMs.node),
      3,
    ),
  ].filter(verdict => verdict !== undefined)
}

/** % of two cores, from the first arrival to the last hang-up. */
const share = ({ cpuPerCallMs: { asterisk, node, stores }, calls, wallMs }: Turn): number =>
  (100 * (asterisk + node + stores) * calls) / wallMs / 2

/** Every call was served, once, and nobody fell. A turn that is not whole meets no target. */
const isWhole = ({ served, calls, fallen }: Turn): boolean => served === calls && fallen.length === 0

function atMost(what: string, measured: number | undefined, limit: number): Verdict | undefined {
  if (measured === undefined) return undefined
  return { sentence: `${what}: at most ${limit}`, measured, isMet: measured <= limit }
}

function atLeast(what: string, measured: number | undefined, limit: number): Verdict | undefined {
  if (measured === undefined) return undefined
  return { sentence: `${what}: at least ${limit}`, measured, isMet: measured >= limit }
}
