// The base state "N/M" of the fault tests: callers wait in a known order with music, others talk and are recorded, some
// are in a menu, agents are being rung, one asks a colleague. What must still be so after a fault, and how it all ends:
// stands.ts and goes-on.ts.
import { type Desks, openDesks, type Ring } from '../desks.ts'
import type { TestHouse } from '../house.ts'
import { callIs, liveCallFrom } from '../live-calls.ts'
import type { Call } from '../phones/call.ts'
import { ownSleepMs } from '../phones/pace.ts'
import { openPhone, type Phone } from '../phones/phone.ts'
import { type Caller, inTalk, type Talk, VOICES } from '../talks.ts'
import { ASKED, ASKS, HOTLINE, names, SIZES, type Sizes, TONES } from './files.ts'

export type StageNM = {
  house: TestHouse
  sizes: Sizes
  trunk: Phone
  /** In the order in which they stand. A test that lets one go takes him out. */
  queued: Caller[]
  talks: Talk[]
  /** Whose agent's phone rings. */
  rung: (Caller & { ring: Ring })[]
  /** In the menu; they have heard it. */
  choosing: Caller[]
  /** His customer hears music, he talks with the colleague. */
  consult: Talk & { colleague: Call }
  /** How long our own process had slept before (ownSleepMs). */
  sleptBeforeMs: number
  /** All phones that agents have opened so far. */
  readonly desks: readonly Desks[]
  /** A new caller with a number of his own. */
  dial(hotline?: keyof typeof HOTLINE): Promise<Caller>
  /** These agents come; by the floor they are ready. */
  come(agents: readonly string[]): Promise<Desks>
  /** All phones of agents go. */
  close(): Promise<void>
}

let numbers = 0

/**
 * Sets it up, beginning and ending with an empty house.
 * @param house opened with `filesNM()`
 * @param trunk a phone on 127.0.0.2
 */
export async function stageNM(house: TestHouse, trunk: Phone, sizes: Sizes = SIZES): Promise<StageNM> {
  const desks: Desks[] = []
  const sleptBeforeMs = ownSleepMs()
  const dial = async (hotline: keyof typeof HOTLINE = 'queue') => {
    const number = `+84${905_000_000 + ++numbers}`
    return { number, call: await trunk.dial(HOTLINE[hotline], { from: number }) }
  }
  const come = async (agents: readonly string[]) => {
    const opened = await openDesks(house, agents)
    desks.push(opened)
    return opened
  }
  const talkers = await come([ASKS, ...names('talks', sizes.talking)])
  const talks: Talk[] = []
  for (const _ of Object.keys(talkers.phones)) talks.push(await inTalk(await dial(), talkers))
  const asking = talks.findIndex(({ agent }) => agent === ASKS)
  const consult = await consulted(house, talks.splice(asking, 1)[0]!, await come([ASKED]))

  const ringers = await come(names('rung', sizes.rung))
  const rung: StageNM['rung'] = []
  for (const _ of Object.keys(ringers.phones)) {
    const caller = await dial()
    const ring = await ringers.nextRing()
    ring.call.ring()
    await callIs(house, caller.number, 'ringing')
    rung.push({ ...caller, ring })
  }
  const queued: Caller[] = []
  for (let n = 0; n < sizes.queued; n++) {
    const caller = await dial()
    await callIs(house, caller.number, 'waiting')
    queued.push(caller)
  }
  for (const { call } of queued) await call.hearsSound()
  const choosing: Caller[] = []
  for (let n = 0; n < sizes.choosing; n++) choosing.push(await dial('menu'))
  for (const { call } of choosing) await call.hears(TONES.menu)
  return {
    ...{ house, sizes, trunk, queued, talks, rung, choosing, consult, desks, dial, come, sleptBeforeMs },
    async close() {
      for (const one of desks.splice(0)) await one.close()
    },
  }
}

export async function openTrunk(house: TestHouse): Promise<Phone> {
  return openPhone({ server: house.sip, listen: { address: '127.0.0.2' } })
}

/** Asked over the API, as a program of the owner's would. @throws with the answer's problem */
export async function move(house: TestHouse, number: string, name: string, body?: unknown): Promise<void> {
  const call = await liveCallFrom(house, number)
  const { status, body: said } = await house.api('POST', `/api/v1/calls/${call?.id}/${name}`, body)
  if (status !== 200) throw new Error(`${name}: ${status} ${JSON.stringify(said)}`)
}

async function consulted(house: TestHouse, talk: Talk, desks: Desks): Promise<StageNM['consult']> {
  await move(house, talk.number, 'consult', { to: { agent: ASKED } })
  const { call: colleague } = await desks.nextRing()
  colleague.answer()
  colleague.say(TONES.asked)
  await Promise.all([talk.talk.hears(TONES.asked), colleague.hears(VOICES.agent)])
  return { ...talk, colleague }
}
