// Whether watchers slow the routing: the same real calls through a whole house, first with nobody watching, then with
// all of them; side by side in one run.
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Runtime } from '../../src/runtime/runtime.ts'
import { openHouse, type TestHouse } from '../support/house.ts'
import { startAgents } from '../support/phones/agents.ts'
import { type CallerRecord, startCallers } from '../support/phones/callers.ts'
import { freeUdpPort } from '../support/phones/free-port.ts'
import { until } from '../support/until.ts'
import { AGENTS_ADDRESS, TRUNK_ADDRESS } from './contestant.ts'
import { openScreens } from './live-screens.ts'
import { costsOf } from './measure.ts'
import { agentTurns, quantile } from './routing.ts'

const AGENTS = 100
const QUEUES = 20
/** Of them up to 300 at once: they come faster than they can be served. */
const CALLS = 400
const RATE_PER_S = 40
const TALK_MS = 12_000
const LIMIT_S = 110

/** Agent free → INVITE to him while callers of his queue waited. */
export type Routed = {
  p50: number
  p99: number
  max: number
  count: number
  served: number
  recordsPerS: number
  /** Of one core, while the calls lasted. */
  officeShare: number
}
export type RoutingResult = { calls: number; unwatched: Routed; watched: Routed }

export async function measureRouting(
  runtime: Runtime,
  folder: string,
  watchers: number,
): Promise<RoutingResult> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const house = await openHouse({ files: files(), rtpPorts: 10_000 })
  try {
    const agents = await startAgents(runtime, {
      folder: join(folder, 'agents'),
      server: { address: '127.0.0.1', port: house.sip.port },
      listen: { address: AGENTS_ADDRESS, port: await freeUdpPort(AGENTS_ADDRESS) },
      accounts: names().map(house.account),
      talkMs: TALK_MS,
      limitS: 4 * LIMIT_S,
    })
    await until(async () => (await readyAgents(house)) === AGENTS, 20_000, 'every agent is ready')
    const phase = async (name: string, count: number): Promise<Routed> => {
      const [office, records] = [await officeMs(house), await recordsOf(house)]
      const startedAt = performance.now()
      const callers = await startCallers(runtime, {
        folder: join(folder, name),
        server: { address: '127.0.0.1', port: house.sip.port },
        listen: { address: TRUNK_ADDRESS, port: await freeUdpPort(TRUNK_ADDRESS) },
        numbers: Array.from({ length: count }, (_, n) => number(n % QUEUES)),
        ratePerS: RATE_PER_S,
        limitS: LIMIT_S,
      })
      const calls = await callers.done
      const seconds = (performance.now() - startedAt) / 1_000
      const officeShare = ((await officeMs(house)) - office) / 1_000 / seconds
      await settled(house)
      const recordsPerS = ((await recordsOf(house)) - records) / seconds
      const firstAt = Math.min(...calls.map(call => call.startedAt))
      const rings = (await agents.records()).filter(ring => ring.invitedAt >= firstAt)
      const latencies = turnsByQueue(calls, rings)
      return {
        p50: quantile(latencies, 0.5),
        p99: quantile(latencies, 0.99),
        max: latencies.at(-1) ?? Number.NaN,
        count: latencies.length,
        served: rings.filter(ring => ring.answeredAt !== undefined && ring.endedBy === 'us').length,
        recordsPerS,
        officeShare,
      }
    }
    // What runs all day has its code compiled.
    await phase('warm-up', AGENTS)
    const unwatched = await phase('unwatched', CALLS)
    const { home, ports } = house
    const screens = await openScreens({ home, ports }, house.secrets, watchers)
    const watched = await phase('watched', CALLS)
    screens.close()
    await agents.stop()
    return { calls: CALLS, unwatched, watched }
  } finally {
    await house.stop()
  }
}

/** Each queue by itself: a free agent of one does not keep another's callers waiting. */
function turnsByQueue(calls: readonly CallerRecord[], rings: Parameters<typeof agentTurns>[1]): number[] {
  return Array.from(
    { length: QUEUES },
    (_, queue) =>
      agentTurns(
        calls.filter(call => call.number.endsWith(number(queue))),
        rings.filter(ring => Number(ring.agent.replace(/\D/g, '')) % QUEUES === queue),
        AGENTS / QUEUES,
      ).latenciesMs,
  )
    .flat()
    .sort((a, b) => a - b)
}

const names = (): string[] => Array.from({ length: AGENTS }, (_, n) => `agent-${String(n).padStart(3, '0')}`)
const number = (queue: number): string => `190012${String(queue).padStart(2, '0')}`

function files(): Record<string, string> {
  const queues = Array.from({ length: QUEUES }, (_, queue) => queue)
  const flow = (queue: number) =>
    `flow: floor-${queue}\ntitle: Straight into the queue\nlanguage: vi\nstart:\n  - queue: floor-${queue}\n`
  return {
    'config/trunks.yaml': `- { name: bench, match: ["${TRUNK_ADDRESS}"], codecs: [alaw, ulaw] }\n`,
    'config/hotlines.yaml': queues
      .map(q => `- { name: floor-${q}, number: "${number(q)}", title: Floor ${q}, flow: floor-${q} }\n`)
      .join(''),
    // The others are only there because the shipped flows name them.
    'config/queues.yaml': `${queues
      .map(q => `- { name: floor-${q}, ring: 15s, wrap-up: 0s, retry: 1s, announce: { position: false } }\n`)
      .join('')}- { name: sales }\n- { name: support }\n`,
    'config/recording.yaml': 'default: off\n',
    'config/team.yaml': `agents:\n${names()
      .map((id, n) => `  - { id: ${id}, name: ${id}, queues: [floor-${n % QUEUES}] }\n`)
      .join('')}`,
    ...Object.fromEntries(queues.map(q => [`ivr-flows/floor-${q}.yaml`, flow(q)])),
  }
}

async function readyAgents(house: TestHouse): Promise<number> {
  const agents = (await house.api('GET', '/api/v1/agents')).body as { state: string; reachable: boolean }[]
  return agents.filter(agent => agent.state === 'ready' && agent.reachable).length
}

async function officeMs(house: TestHouse): Promise<number> {
  return (await costsOf({ office: await house.pid('office') })).office?.cpuMs ?? 0
}

async function recordsOf(house: TestHouse): Promise<number> {
  const [row] = await house.rows<{ n: number }>('select count(*)::integer as n from journal')
  return row?.n ?? 0
}

/** No call lives and the scribe has written all of them. */
async function settled({ redis, keys }: TestHouse): Promise<void> {
  const left = async () => (await redis.hlen(keys.calls)) + (await redis.xlen(keys.journal))
  await until(async () => (await left()) === 0, 30_000, 'every call is over and written down')
}
