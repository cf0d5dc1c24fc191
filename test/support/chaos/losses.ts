// One event of each kind that matters is lost, each in a call of its own: how long until the house has found out.
import { conversationOf, ours } from '../../../src/asterisk/names.ts'
import { agentIs, deskOf, type Ring } from '../desks.ts'
import { callIs, hasTalked } from '../live-calls.ts'
import { until } from '../until.ts'
import type { Caller, Ground, QueueName } from './ground.ts'
import type { Told } from './mishaps.ts'

const SOON_MS = 15_000

export type Doomed = (event: Told) => boolean

export type Loss = {
  what: string
  /** @param dooms what is to be lost from now on @returns how long it took to heal, ms; and the callers, in order */
  play(ground: Ground, dooms: (event: Doomed) => void): Promise<{ tookMs: number; callers: Caller[] }>
  /** Of each caller's record. */
  results: readonly string[]
}

const since = (at: number) => Date.now() - at

/** Whose leg an event tells of. */
function legOf({ channel, playback }: Told): { conversation: string; role: string } | undefined {
  if (playback) return ours(playback.id)
  if (!channel) return undefined
  return ours(channel.id) ?? { conversation: conversationOf(channel.id), role: 'caller' }
}

const isOf = (type: string, conversation: string, role: string): Doomed => {
  return event => {
    const leg = event.type === type ? legOf(event) : undefined
    return leg?.conversation === conversation && leg.role === role
  }
}

/** A caller whom this queue's agent has been rung for. */
async function rung(ground: Ground, queue: QueueName) {
  const desks = await ground.desks(queue)
  const caller = await ground.dial(queue)
  const { call: ring } = await desks.nextRing(SOON_MS)
  return { desks, caller, ring, id: await ground.idOf(caller) }
}

/** The agent picks up, and ends what they had to say to each other. */
async function talkedOut({ house }: Ground, { number, call }: Caller, ring: Ring): Promise<void> {
  ring.call.answer()
  await hasTalked(house, number)
  await ring.call.hangUp()
  await call.ended(SOON_MS)
}

const arrival: Loss = {
  what: 'that a caller came',
  async play(ground, dooms) {
    const desks = await ground.desks('arrival')
    dooms(({ type, channel }) => type === 'StasisStart' && channel?.caller.number === `+84${ARRIVING}`)
    const call = await ground.trunk.dial(ground.numberOf('arrival'), { from: `+84${ARRIVING}` })
    const caller = { call, number: `+84${ARRIVING}` }
    const at = Date.now()
    const ring = await desks.nextRing(SOON_MS)
    const tookMs = since(at)
    ring.call.answer()
    await hasTalked(ground.house, caller.number)
    await ring.call.hangUp()
    await call.ended(SOON_MS)
    await desks.close()
    return { tookMs, callers: [caller] }
  },
  results: ['answered'],
}
const ARRIVING = 909_111_111

const answer: Loss = {
  what: 'that an agent picked up',
  async play(ground, dooms) {
    const { desks, caller, ring, id } = await rung(ground, 'answer')
    dooms(isOf('StasisStart', id, 'agent'))
    ring.answer()
    const at = Date.now()
    await callIs(ground.house, caller.number, 'talking')
    const tookMs = since(at)
    await hasTalked(ground.house, caller.number)
    await ring.hangUp()
    await caller.call.ended(SOON_MS)
    await desks.close()
    return { tookMs, callers: [caller] }
  },
  results: ['answered'],
}

const goodbye: Loss = {
  what: 'that a caller hung up',
  async play(ground, dooms) {
    const { desks, caller, ring, id } = await rung(ground, 'goodbye')
    ring.answer()
    await callIs(ground.house, caller.number, 'talking')
    dooms(isOf('ChannelDestroyed', id, 'caller'))
    await caller.call.hangUp()
    const at = Date.now()
    await ring.ended(SOON_MS)
    await agentIs(ground.house, 'goodbye-1', 'ready', SOON_MS)
    const tookMs = since(at)
    await desks.close()
    return { tookMs, callers: [caller] }
  },
  results: ['answered'],
}

const refusal: Loss = {
  what: 'that an agent was busy',
  async play(ground, dooms) {
    const { desks, caller, ring, id } = await rung(ground, 'refusal')
    dooms(isOf('ChannelDestroyed', id, 'agent'))
    ring.reject(486)
    const at = Date.now()
    const again = await desks.nextRing(SOON_MS)
    const tookMs = since(at)
    await talkedOut(ground, caller, again)
    await desks.close()
    return { tookMs, callers: [caller] }
  },
  results: ['answered'],
}

const prompt: Loss = {
  what: 'that a prompt was over',
  async play(ground, dooms) {
    const desks = await ground.desks('prompt')
    const caller = await ground.dial('prompt')
    const { id } = await callIs(ground.house, caller.number, 'ivr')
    dooms(isOf('PlaybackFinished', id, 'play'))
    const at = Date.now()
    const ring = await desks.nextRing(SOON_MS)
    const tookMs = since(at)
    await talkedOut(ground, caller, ring)
    await desks.close()
    return { tookMs, callers: [caller] }
  },
  results: ['answered'],
}

const phone: Loss = {
  what: 'that a phone went',
  async play(ground, dooms) {
    const desks = await ground.desks('phone')
    dooms(({ type, endpoint }) => endpoint?.resource === 'phone-1' && type !== 'StasisStart')
    await desks.close()
    const at = Date.now()
    await until(
      async () => !(await deskOf(ground.house, 'phone-1')).reachable,
      SOON_MS,
      'he is known to be away',
    )
    return { tookMs: since(at), callers: [] }
  },
  results: [],
}

export const LOSSES: readonly Loss[] = [arrival, answer, goodbye, refusal, prompt, phone]
