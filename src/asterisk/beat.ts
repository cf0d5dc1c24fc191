// Says to Asterisk every second that we are there, for the next few. A frozen control server, or one behind a line that
// swallows everything, still has its socket: without this, callers would be led to it and hear nothing.
import { subscribeToAll } from './application.ts'
import type { Ari } from './ari.ts'
import { HERE_UNTIL } from './configuration/dialplan.ts'

const EVERY_MS = 1_000
/** Longer than an answer takes that is only slow; shorter than a caller's patience with silence. */
const VALID_S = 4

/** By Asterisk's own clock, which is asked first. @returns a function that stops it */
export function startBeat(ari: Ari): () => void {
  let isStopped = false
  let beats = 0
  let timer: NodeJS.Timeout | undefined
  const beat = async () => {
    const { status, body } = await ari.request({ method: 'GET', uri: 'asterisk/ping' })
    const now = status === 200 ? Date.parse((body as { timestamp?: string }).timestamp ?? '') : Number.NaN
    if (isStopped) return
    // The end of the socket before this one may come to Asterisk's mind after the beginning of this one.
    if (++beats <= 3) await subscribeToAll(ari)
    if (Number.isFinite(now)) {
      const until = Math.floor(now / 1_000) + VALID_S
      await ari.request({ method: 'POST', uri: `asterisk/variable?variable=${HERE_UNTIL}&value=${until}` })
    }
    if (!isStopped) timer = setTimeout(beat, EVERY_MS)
  }
  void beat()
  return () => {
    isStopped = true
    clearTimeout(timer)
  }
}
