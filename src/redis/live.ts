// The live floor, read from where the switchboard keeps it. Another version may have written it, so nothing
// here relies on a field being there.
import type { Redis } from 'ioredis'
import type { Agent } from '../agents/agent.ts'
import type { Call } from '../calls/call.ts'
import { askRedis } from './connection.ts'
import type { Keys } from './keys.ts'

/** What the switchboard says of itself; the key lives for a few seconds, so its absence says that none runs. */
export type Pulse = {
  /** e.g. `active`, `standby`, `degraded`, `starting`. */
  state: string
  /** Hash of the configuration that it runs. */
  version?: string
  /** e.g. `connected`, `away`. */
  asterisk?: string
  asteriskVersion?: string
  /** Callers whom we could not carry, while that goes on; missing: none in the last minute. */
  refused?: number
  /** The same moment in wall time (epoch ms) and in house time (ms): house times become wall times by it. */
  at?: number
  house?: number
}

/** A machine that waits to take over; `at`: epoch ms. */
export type StandingBy = { machine: string; at: number }

export async function readStandingBy(redis: Redis, keys: Keys): Promise<StandingBy | undefined> {
  const text = await askRedis(redis.get(keys.standby))
  return text === null ? undefined : parsed<StandingBy>(text, 'machine')
}

export type LiveWaiting = {
  conversation: string
  queue: string
  priority?: number
  since?: number
  /** His place in line, where it does not follow from these. */
  lane?: number
  turnAt?: number
  /** Ms: he is not on the line; he has to be called first. */
  reachMs?: number
  offer?: { offer: string; agent: string }
}
export type LiveAgent = Pick<Agent, 'id' | 'state'> & Partial<Agent>
/** `sealed`: the caller's number (sealing.ts); `outside`: those of who was called into it, by their contacts. */
export type LiveCall = Pick<Call, 'id'> &
  Partial<Call> & { sealed?: string; outside?: Readonly<Record<string, string>> }

export async function readPulse(redis: Redis, keys: Keys): Promise<Pulse | undefined> {
  const text = await askRedis(redis.get(keys.pulse))
  return text === null ? undefined : parsed<Pulse>(text, 'state')
}

export async function readLiveCalls(redis: Redis, keys: Keys): Promise<LiveCall[]> {
  const texts = await askRedis(redis.hvals(keys.calls))
  return texts.flatMap(text => liveCallFrom(text) ?? [])
}

export function liveCallFrom(text: string): LiveCall | undefined {
  return parsed<LiveCall>(text, 'id')
}

/** One entry of the hash `floor`; neither for the turns of queues, and for what cannot be read. */
export function floorEntryFrom(name: string, text: string): { agent?: LiveAgent; waiting?: LiveWaiting } {
  if (name.startsWith('agent:')) {
    const agent = parsed<LiveAgent>(text, 'state')
    return agent ? { agent: { ...agent, id: name.slice('agent:'.length) } } : {}
  }
  if (!name.startsWith('waiting:')) return {}
  const waiting = parsed<LiveWaiting>(text, 'queue')
  return waiting ? { waiting: { ...waiting, conversation: name.slice('waiting:'.length) } } : {}
}

export async function readFloor(
  redis: Redis,
  keys: Keys,
): Promise<{ agents: Map<string, LiveAgent>; waiting: LiveWaiting[] }> {
  const entries = Object.entries(await askRedis(redis.hgetall(keys.floor)))
  const agents = new Map<string, LiveAgent>()
  const waiting: LiveWaiting[] = []
  for (const [name, text] of entries) {
    const entry = floorEntryFrom(name, text)
    if (entry.agent) agents.set(entry.agent.id, entry.agent)
    if (entry.waiting) waiting.push(entry.waiting)
  }
  return { agents, waiting }
}

/** House time as epoch ms; undefined when the switchboard does not say how late it is there. */
export function wallTime(pulse: Pulse | undefined, house: number | undefined): number | undefined {
  if (pulse?.at === undefined || pulse.house === undefined || house === undefined) return undefined
  return Math.round(pulse.at + house - pulse.house)
}

/** undefined for what is no object or lacks the field without which it says nothing. */
function parsed<T extends object>(text: string, needed: keyof T): T | undefined {
  try {
    const value = JSON.parse(text) as unknown
    return typeof value === 'object' && value !== null && needed in value ? (value as T) : undefined
  } catch {
    // Half-written or foreign: the view goes without it, and the switchboard's own reading reports it.
    return undefined
  }
}
