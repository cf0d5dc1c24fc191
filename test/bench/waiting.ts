// A thousand callers wait in one queue and nothing happens: what that costs our own processes. Asterisk plays the music,
// so they should have nothing to do.
//
//   npm run bench -- --section waiting

import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { openHouse } from '../support/house.ts'
import { startCallers } from '../support/phones/callers.ts'
import { freeUdpPort } from '../support/phones/free-port.ts'
import { until } from '../support/until.ts'
import { PARTS, type PartName, TRUNK_ADDRESS } from './contestant.ts'
import { costsOf, memoryOf } from './measure.ts'
import type { Verdict } from './targets.ts'
import { HOTLINE, tongdaiFiles } from './tongdai-files.ts'

const NODE = PARTS.node
type Part = PartName

/** `cores`: processor time over wall time. `mb`: resident, at the end. */
export type WaitingResult = {
  callers: number
  watchedMs: number
  parts: Record<Part, { cores: number; mb: number }>
}

const CALLERS = 1_000
const RATE_PER_S = 50
/** What their coming left to be done is done. */
const SETTLE_MS = 4_000
const WATCHED_MS = 20_000
/** Callers of SIPp's are mute, and the trunk's time-out for sound hangs up on the mute after a minute. */
const STAY_MS = 55_000
/** A call has two ports, and the kernel keeps a closed one for a moment. */
const RTP_PORTS = 8_000

export async function measureWaiting(): Promise<WaitingResult> {
  const files = tongdaiFiles({ isRecorded: false, agents: ['agent-001'] })
  const house = await openHouse({ files, rtpPorts: RTP_PORTS })
  const callers = await startCallers(house.runtime, {
    folder: join(house.folder, 'callers'),
    server: house.sip,
    listen: { address: TRUNK_ADDRESS, port: await freeUdpPort(TRUNK_ADDRESS) },
    numbers: new Array<string>(CALLERS).fill(HOTLINE),
    ratePerS: RATE_PER_S,
    stayMs: STAY_MS,
    limitS: 150,
  })
  try {
    const waiting = async () =>
      Object.keys(await house.redis.hgetall(house.keys.floor)).filter(isWaiting).length
    await until(async () => (await waiting()) === CALLERS, 45_000, 'all callers wait')
    await pause(SETTLE_MS)
    const roots = await processes()
    const [before, startedAt] = [await costsOf(roots), performance.now()]
    await pause(WATCHED_MS)
    const [after, watchedMs] = [await costsOf(roots), performance.now() - startedAt]
    const memory = await memoryOf(roots)
    const left = await waiting()
    if (left !== CALLERS)
      throw new Error(`Only ${left} of ${CALLERS} callers still wait; nothing was to happen.`)
    const part = (name: Part) => ({
      cores: ((after[name]?.cpuMs ?? 0) - (before[name]?.cpuMs ?? 0)) / watchedMs,
      mb: memory[name] ?? Number.NaN,
    })
    const names: readonly Part[] = Object.values(PARTS).flat()
    const parts = Object.fromEntries(names.map(name => [name, part(name)])) as WaitingResult['parts']
    return { callers: CALLERS, watchedMs, parts }
  } finally {
    // Each hangs up by himself; a house does not stop before.
    await callers.done.finally(() => house.stop())
  }

  async function processes(): Promise<Record<Part, number>> {
    const { keeper } = house
    if (keeper.pid === undefined) throw new Error('The keeper has no process id.')
    // The stores are the keeper's children: unnamed, they would count as the keeper.
    const [switchboard, office, asterisk, postgres, redis] = await Promise.all([
      house.pid('switchboard'),
      house.pid('office'),
      house.pid('Asterisk'),
      house.pid('PostgreSQL'),
      house.pid('Redis'),
    ])
    return { keeper: keeper.pid, switchboard, office, asterisk, postgres, redis }
  }
}

const isWaiting = (entry: string): boolean => entry.startsWith('waiting:')

const sumOf = ({ parts }: WaitingResult, what: 'cores' | 'mb'): number =>
  NODE.reduce((sum, name) => sum + parts[name][what], 0)

export function judgeWaiting(result: WaitingResult): Verdict[] {
  const percent = 100 * sumOf(result, 'cores')
  const { mb } = result.parts.switchboard
  return [
    {
      sentence: `Node while ${result.callers} callers wait, all processes, % of a core: at most 5`,
      measured: percent,
      isMet: percent <= 5,
    },
    { sentence: 'and the switchboard, which holds them, MB: at most 200', measured: mb, isMet: mb <= 200 },
  ]
}

export function waitingTable(result: WaitingResult): string {
  const { callers, watchedMs, parts } = result
  const row = (name: string, cores: number, mb: number) =>
    `  ${name.padEnd(14)}${(100 * cores).toFixed(1).padStart(6)} % of a core  ${mb.toFixed(0).padStart(5)} MB`
  return [
    `${callers} callers wait in one queue with music, watched for ${(watchedMs / 1_000).toFixed(0)} s`,
    ...Object.values(PARTS)
      .flat()
      .map(name => row(name, parts[name].cores, parts[name].mb)),
    row('all of Node', sumOf(result, 'cores'), sumOf(result, 'mb')),
  ].join('\n')
}
