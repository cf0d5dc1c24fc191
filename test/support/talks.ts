// A caller and an agent who hear each other, each by his own tone.
import type { Desks } from './desks.ts'
import type { Call } from './phones/call.ts'

/** What each says, in Hz; no music and no prompt of the tests has them. */
export const VOICES = { caller: 900, agent: 1_100 }

export type Caller = { call: Call; number: string }
export type Talk = Caller & { agent: string; talk: Call }

/** The next of these phones that rings is answered. */
export async function inTalk(caller: Caller, desks: Desks, withinMs?: number): Promise<Talk> {
  const { call: talk, agent } = await desks.nextRing(withinMs)
  talk.answer()
  await hearEachOther(caller.call, talk)
  return { ...caller, talk, agent }
}

export async function hearEachOther(call: Call, talk: Call, withinMs = 5_000): Promise<void> {
  call.say(VOICES.caller)
  talk.say(VOICES.agent)
  await Promise.all([call.hears(VOICES.agent, withinMs), talk.hears(VOICES.caller, withinMs)])
}
