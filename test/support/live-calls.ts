// The calls of this moment, as the switchboard keeps them.
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
