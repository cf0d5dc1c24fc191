// Agents' desks in a test house: their registered phones, whoever of them is rung next, and what they do by the floor.
import type { AgentState } from '../../src/agents/agent.ts'
import type { TestHouse } from './house.ts'
import type { IncomingCall } from './phones/incoming-call.ts'
import { openPhone, type Phone } from './phones/phone.ts'
import { createWatch } from './phones/watch.ts'
import { until } from './until.ts'

export type Ring = { agent: string; call: IncomingCall; at: number }

export type Desks = {
  phones: Readonly<Record<string, Phone>>
  /** The next ring of any of these phones (one that came already counts). */
  nextRing(withinMs?: number): Promise<Ring>
  /** All rings so far. */
  readonly rings: readonly Ring[]
  close(): Promise<void>
}

/**
 * Opens registered phones; resolves when the floor knows that all are there.
 * @param phoneOf an agent's phone; his own id unless said
 */
export async function openDesks(
  house: TestHouse,
  agents: readonly string[],
  phoneOf: Readonly<Record<string, string>> = {},
): Promise<Desks> {
  const phones: Record<string, Phone> = {}
  const rings: Ring[] = []
  const watch = createWatch()
  let taken = 0
  for (const agent of agents) {
    const phone = await openPhone({ server: house.sip, account: house.account(phoneOf[agent] ?? agent) })
    phone.onInvite(call => {
      rings.push({ agent, call, at: Date.now() })
      watch.changed()
    })
    phones[agent] = phone
  }
  for (const agent of agents) await until(async () => (await deskOf(house, agent)).reachable)
  return {
    phones,
    rings,
    async nextRing(withinMs = 5_000) {
      await watch.until(`one of ${agents} is rung`, () => rings.length > taken, withinMs)
      return rings[taken++]!
    },
    async close() {
      for (const phone of Object.values(phones)) await phone.close()
    },
  }
}

type Desk = { reachable: boolean; state: AgentState }

export async function deskOf(house: TestHouse, agent: string): Promise<Desk> {
  const text = await house.redis.hget(house.keys.floor, `agent:${agent}`)
  return text
    ? (JSON.parse(text) as Desk)
    : { reachable: false, state: { name: 'offline', since: 0 } as AgentState }
}

/** Waits until the floor says that the agent is in this state. */
export async function agentIs(
  house: TestHouse,
  agent: string,
  name: AgentState['name'],
  withinMs = 5_000,
): Promise<void> {
  const is = async () => (await deskOf(house, agent)).state.name === name
  await until(is, withinMs, `${agent} is ${name}`)
}

/** Waits until every one of them could be rung. */
export async function allReady(house: TestHouse, agents: readonly string[], withinMs = 5_000): Promise<void> {
  for (const agent of agents) await agentIs(house, agent, 'ready', withinMs)
}
