// One turn: one contestant carries one load, and what that took.
import { mkdir, rm } from 'node:fs/promises'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import type { Runtime } from '../../src/runtime/runtime.ts'
import { type AgentRecord, startAgents } from '../support/phones/agents.ts'
import { type CallerRecord, startCallers } from '../support/phones/callers.ts'
import { freeUdpPort } from '../support/phones/free-port.ts'
import {
  AGENTS_ADDRESS,
  type Contestant,
  PARTS,
  type PartName,
  type Running,
  TRUNK_ADDRESS,
} from './contestant.ts'
import { type Cost, costsOf, endedChildrenMs } from './measure.ts'
import { agentTurns, mean, quantile } from './routing.ts'
import { idealMs, type Load } from './scenarios.ts'
import { soundOf } from './sound.ts'

export type Turn = {
  contestant: string
  load: Load['name']
  isRecorded: boolean
  calls: number
  /** Calls that an agent answered and that ended as they should. */
  served: number
  /** First arrival to last hang-up. */
  wallMs: number
  idealMs: number
  callsPerS: number
  /** Hang-up → next answer of the same agent while callers waited. */
  lostPerTurnMs: { mean: number; p99: number }
  /** Agent free → INVITE to him while callers waited. */
  routingMs: { p50: number; p99: number; count: number }
  cpuPerCallMs: Sums & { sipp: number }
  peakMb: Sums
  /** The same, process by process. */
  parts: Partial<Record<PartName, { cpuPerCallMs: number; peakMb: number }>>
  /** Processes that did not live to the end; without them the costs mean nothing. */
  fallen: PartName[]
  recordedMb: number
  /** The machine's load average at the start: what else was going on. */
  loadBefore: number
}

type Sums = Record<keyof typeof PARTS, number>
type Costs = Partial<Record<PartName | 'sipp', Cost>>

export type TurnOptions = { runtime: Runtime; folder: string; load: Load; isRecorded: boolean }

/** Calls for each agent before the measured ones: what runs all day has its code compiled and its memory taken. */
const WARM_UP_TURNS = 3
/** The callers' own numbers, from these on. */
const WARM_UP_FROM = 84_902_000_000
const CALLERS_FROM = 84_901_000_000

/** Rejects where the contestant or SIPp breaks; calls that fail are counted, not thrown. */
export async function takeTurn(contestant: Contestant, options: TurnOptions): Promise<Turn> {
  const { runtime, load, isRecorded } = options
  const folder = join(options.folder, `${contestant.name}-${load.name}${isRecorded ? '-recorded' : ''}`)
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const agents = agentsFor(load.agents)
  const running = await contestant.start({ runtime, folder, load, isRecorded, agents })
  try {
    return await measured(contestant, running, { ...options, folder })
  } finally {
    await running.stop()
  }
}

async function measured(
  contestant: Contestant,
  running: Running,
  { runtime, folder, load, isRecorded }: TurnOptions,
): Promise<Turn> {
  const limitS = 60 + Math.ceil((3 * idealMs(load)) / 1_000)
  const sounds = await soundOf(isRecorded, folder)
  const agents = await startAgents(runtime, {
    folder: join(folder, 'agents'),
    server: running.sip,
    listen: { address: AGENTS_ADDRESS, port: await freeUdpPort(AGENTS_ADDRESS) },
    accounts: [...running.accounts],
    talkMs: load.talkMs,
    sound: sounds.agents,
    limitS,
  })
  await running.agentsReady()
  const call = async (name: string, count: number, from: number) => {
    const callers = await startCallers(runtime, {
      folder: join(folder, name),
      server: running.sip,
      listen: { address: TRUNK_ADDRESS, port: await freeUdpPort(TRUNK_ADDRESS) },
      numbers: new Array<string>(count).fill(running.number),
      ratePerS: load.ratePerS,
      from,
      sound: sounds.callers,
      limitS,
    })
    const calls = await callers.done
    await running.settled()
    return calls
  }
  await call('warm-up', WARM_UP_TURNS * load.agents, WARM_UP_FROM)
  const loadBefore = loadavg()[0] ?? 0
  const before = await costs(running, agents.pid)
  const calls = await call('callers', load.calls, CALLERS_FROM)
  const after = await costs(running, agents.pid)
  const recordedMb = (await running.recordedBytes()) / 1e6
  await agents.stop()
  const startedAt = Math.min(...calls.map(one => one.startedAt))
  const rings = (await agents.records()).filter(ring => ring.invitedAt >= startedAt)
  return {
    contestant: contestant.name,
    load: load.name,
    isRecorded,
    ...outcome(load, calls, rings),
    ...spent(load, before, after),
    recordedMb,
    loadBefore,
  }
}

function outcome(load: Load, calls: CallerRecord[], rings: AgentRecord[]) {
  const served = rings.filter(ring => ring.answeredAt !== undefined && ring.endedBy === 'us').length
  const ends = calls.flatMap(call => call.endedAt ?? [])
  const wallMs = Math.max(...ends) - Math.min(...calls.map(call => call.startedAt))
  const { latenciesMs, lossesMs } = agentTurns(calls, rings, load.agents)
  return {
    calls: calls.length,
    served,
    wallMs,
    idealMs: idealMs(load),
    callsPerS: (served * 1_000) / wallMs,
    lostPerTurnMs: { mean: mean(lossesMs), p99: quantile(lossesMs, 0.99) },
    routingMs: {
      p50: quantile(latenciesMs, 0.5),
      p99: quantile(latenciesMs, 0.99),
      count: latenciesMs.length,
    },
  }
}

async function costs({ processes }: Running, sippPid: number): Promise<Costs> {
  const found = await costsOf({ ...processes, sipp: sippPid })
  if (found.sipp) found.sipp.cpuMs += await endedChildrenMs()
  return found
}

function spent(
  { calls }: Load,
  before: Costs,
  after: Costs,
): Pick<Turn, 'cpuPerCallMs' | 'peakMb' | 'parts' | 'fallen'> {
  const perCall = (name: keyof Costs) => ((after[name]?.cpuMs ?? 0) - (before[name]?.cpuMs ?? 0)) / calls
  const parts: Turn['parts'] = {}
  const fallen: PartName[] = []
  const cpuPerCallMs = { asterisk: 0, node: 0, stores: 0, sipp: perCall('sipp') }
  const peakMb = { asterisk: 0, node: 0, stores: 0 }
  for (const kind of Object.keys(PARTS) as (keyof typeof PARTS)[]) {
    for (const name of PARTS[kind]) {
      const cost = after[name]
      if (before[name] && !cost) fallen.push(name)
      if (!cost) continue
      parts[name] = { cpuPerCallMs: perCall(name), peakMb: cost.peakMb }
      cpuPerCallMs[kind] += perCall(name)
      peakMb[kind] += cost.peakMb
    }
  }
  return { cpuPerCallMs, peakMb, parts, fallen }
}

const agentsFor = (count: number): string[] =>
  Array.from({ length: count }, (_, n) => `agent-${String(n + 1).padStart(3, '0')}`)
