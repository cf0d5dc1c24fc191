// The calls of this moment, as the switchboard keeps them.
import { setTimeout as pause } from 'node:timers/promises'
import type { Call, Phase } from '../../src/calls/call.ts'
import { contactRef } from '../../src/secrets/sealing.ts'
import { liveFrom } from '../../src/switchboard/live.ts'
import type { TestHouse } from './house.ts'
import { until } from './until.ts'

export async function liveCalls(house: TestHouse): Promise<Call[]> {
  const texts = await house.redis.hvals(house.keys.calls)
  return texts.flatMap(text => liveFrom(text)?.call ?? [])
}

/** The live call that came from this number. */
export async function liveCallFrom(house: TestHouse, number: string): Promise<Call | undefined> {
  const contact = contactRef(house.secrets.contactKey, number)
  return (await liveCalls(house)).find(call => call.contact === contact)
}

/** Waits until the call from this number is in that phase (and, if asked, in that state of it). */
export function callIs<N extends Phase['name']>(
  house: TestHouse,
  number: string,
  name: N,
  and: (phase: Extract<Phase, { name: N }>) => boolean = () => true,
): Promise<Call> {
  return until(
    async () => {
      const call = await liveCallFrom(house, number)
      return call?.phase.name === name && and(call.phase as Extract<Phase, { name: N }>) && call
    },
    10_000,
    `the call from ${number} is ${name}`,
  )
}

/** Who hangs up sooner after he picked up has not talked: his caller goes back into the line. */
const TALK_MS = 1_100

/** Waits until they talk, and have done so for long enough that an agent who hangs up ends the call. */
export async function hasTalked(house: TestHouse, from: string): Promise<void> {
  await callIs(house, from, 'talking')
  await pause(TALK_MS)
}
