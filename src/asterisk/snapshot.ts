// What is there right now: for recovery, and for the reconciler's looks.
import type { Ari } from './ari.ts'
import type { AriBridge, AriChannel, AriEndpoint, AriLiveRecording } from './ari-types.ts'

export type Snapshot = {
  channels: readonly AriChannel[]
  bridges: readonly AriBridge[]
  endpoints: readonly AriEndpoint[]
}

/**
 * Asked beside the socket, since the answer is long; a ping on the socket before and after keeps the order: what we
 * asked for earlier is done by then, and what had happened is heard.
 * @returns undefined when Asterisk did not answer all of it: then nothing may be concluded.
 */
export async function look(ari: Ari): Promise<Snapshot | undefined> {
  if (!(await isInStep(ari))) return undefined
  const [channels, bridges, endpoints] = await Promise.all(
    ['channels', 'bridges', 'endpoints/PJSIP'].map(uri => ari.read(uri)),
  )
  if (!(await isInStep(ari))) return undefined
  if (channels?.status !== 200 || bridges?.status !== 200) return undefined
  return {
    channels: channels.body as AriChannel[],
    bridges: bridges.body as AriBridge[],
    // 404: no endpoint of this technology yet.
    endpoints: endpoints?.status === 200 ? (endpoints.body as AriEndpoint[]) : [],
  }
}

/** Requests of the socket are carried out one after another: when this one is answered, all before it are. */
async function isInStep(ari: Ari): Promise<boolean> {
  const { status } = await ari.request({ method: 'GET', uri: 'asterisk/ping' })
  return status === 200
}

/** @returns the live recording of that name, if its tape runs. */
export async function tapeRuns(ari: Ari, recording: string): Promise<boolean> {
  const { status, body } = await ari.request({ method: 'GET', uri: `recordings/live/${recording}` })
  return status === 200 && (body as AriLiveRecording).state === 'recording'
}

/** @returns false only when Asterisk says that it does not play. */
export async function playRuns(ari: Ari, play: string): Promise<boolean> {
  const { status } = await ari.request({ method: 'GET', uri: `playbacks/${play}` })
  return status !== 404
}

/** How a leg ended while nobody of ours listened; the dialplan leaves it in a global variable, until it is cleared. */
export async function readEndOf(
  ari: Ari,
  leg: string,
): Promise<{ endedAt: number; cause: number } | undefined> {
  const variable = `END_${leg}`
  const { status, body } = await ari.request({
    method: 'GET',
    uri: `asterisk/variable?variable=${variable}`,
  })
  const value = status === 200 ? String((body as { value?: string }).value ?? '') : ''
  const [epoch, cause] = value.split('|')
  if (!epoch) return undefined
  return { endedAt: Number(epoch) * 1000, cause: Number(cause) || 16 }
}

export async function clearEndOf(ari: Ari, leg: string): Promise<void> {
  await ari.request({ method: 'POST', uri: `asterisk/variable?variable=END_${leg}` })
}
