// Where the knee is: more and more callers a second, each answered and then waiting; how long until they are answered, with
// our refusal past `max-calls` and without it.
//
//   npm run bench -- --section knee
import { join } from 'node:path'
import { openHouse } from '../support/house.ts'
import { startCallers } from '../support/phones/callers.ts'
import { freeUdpPort } from '../support/phones/free-port.ts'
import { TRUNK_ADDRESS } from './contestant.ts'
import { quantile } from './routing.ts'
import type { Verdict } from './targets.ts'
import { HOTLINE, tongdaiFiles } from './tongdai-files.ts'

/** One rate, held for a while. Times from INVITE to answer, ms. */
export type KneePoint = {
  ratePerS: number
  calls: number
  answered: number
  refused: number
  p50: number
  p95: number
}
export type KneeResult = { limit: number; limited: KneePoint[]; unlimited: KneePoint[] }

const RATES_PER_S = [25, 50, 100, 200, 300]
const HELD_S = 5
/** A caller stays so long; so many are there at once as come in that time. */
const STAY_MS = 4_000
const LIMIT = 300
/** The carrier's patience, and every caller's who hears nothing. */
const SET_UP_WITHIN_MS = 1_000

export async function measureKnee(): Promise<KneeResult> {
  return { limit: LIMIT, limited: await pointsWith(LIMIT), unlimited: await pointsWith(10_000) }
}

async function pointsWith(maxCalls: number): Promise<KneePoint[]> {
  const files = tongdaiFiles({ isRecorded: false, agents: ['agent-001'] })
  const server = `timezone: Asia/Ho_Chi_Minh\ndrain: 3s\nmax-calls: ${maxCalls}\n`
  const house = await openHouse({ files: { ...files, 'config/server.yaml': server }, rtpPorts: 8_000 })
  const points: KneePoint[] = []
  try {
    for (const ratePerS of RATES_PER_S) {
      const callers = await startCallers(house.runtime, {
        folder: join(house.folder, `callers-${ratePerS}`),
        server: house.sip,
        listen: { address: TRUNK_ADDRESS, port: await freeUdpPort(TRUNK_ADDRESS) },
        numbers: new Array<string>(ratePerS * HELD_S).fill(HOTLINE),
        ratePerS,
        stayMs: STAY_MS,
        limitS: 60,
      })
      const calls = await callers.done
      const tookMs = calls
        .flatMap(({ startedAt, answeredAt }) => (answeredAt === undefined ? [] : [answeredAt - startedAt]))
        .sort((a, b) => a - b)
      const refused = calls.filter(({ failed }) => failed === '503').length
      const times = { p50: quantile(tookMs, 0.5), p95: quantile(tookMs, 0.95) }
      points.push({ ratePerS, calls: calls.length, answered: tookMs.length, refused, ...times })
    }
  } finally {
    await house.stop()
  }
  return points
}

export function judgeKnee({ limited }: KneeResult): Verdict[] {
  const worst = Math.max(...limited.map(({ p95 }) => p95))
  return [
    {
      sentence: `set-up of callers who are let in, p95 at any rate, ms: at most ${SET_UP_WITHIN_MS}`,
      measured: worst,
      isMet: worst <= SET_UP_WITHIN_MS,
    },
  ]
}

export function kneeTable({ limit, limited, unlimited }: KneeResult): string {
  const row = ({ ratePerS, calls, answered, refused, p50, p95 }: KneePoint) =>
    `  ${String(ratePerS).padStart(4)} a second  ${String(answered).padStart(5)} of ${String(calls).padStart(5)} answered` +
    `  ${String(refused).padStart(5)} refused  ${p50.toFixed(0).padStart(6)} ms  p95 ${p95.toFixed(0).padStart(6)} ms`
  return [
    `Callers a second against the time until they are answered, each staying ${STAY_MS / 1_000} s`,
    `with max-calls: ${limit}`,
    ...limited.map(row),
    'without a limit',
    ...unlimited.map(row),
  ].join('\n')
}
