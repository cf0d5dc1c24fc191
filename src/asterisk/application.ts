// Our application in Asterisk: which events it sends, and since when it runs.
import type { Ari } from './ari.ts'
import { EVENTS_OF_DIALLING, WANTED_EVENTS } from './ari-types.ts'
import { APPLICATION } from './configuration/setup.ts'

/** Only what we read is sent to us: half of Asterisk's events would be noise. @param dialsOut trunks may be dialled */
export async function setEventFilter(ari: Ari, dialsOut: boolean): Promise<void> {
  const allowed = [...WANTED_EVENTS, ...(dialsOut ? EVENTS_OF_DIALLING : [])].map(type => ({ type }))
  await ari.request({ method: 'PUT', uri: `applications/${APPLICATION}/eventFilter`, body: { allowed } })
}

/**
 * Asked for by name, after each opening of the socket, and not by `subscribeAll` when it opens. Asterisk takes both away
 * when the socket closes. But an application that had `subscribeAll` is taken down as a whole, under live calls, and what
 * happens in that moment can end Asterisk (a segfault in the dispatch of its events, about once in thirty closings with 35
 * calls; 22.10.1). This one stays as long as somebody waits or talks. Asking for what is there already does no harm.
 */
export async function subscribeToAll(ari: Ari): Promise<void> {
  const sources = encodeURIComponent('channel:,endpoint:')
  await ari.request({
    method: 'POST',
    uri: `applications/${APPLICATION}/subscription?eventSource=${sources}`,
  })
}

/** @returns the moment at which this Asterisk started; another one means that every leg is gone. */
export async function startedAt(ari: Ari): Promise<string> {
  for (;;) {
    const { status, body } = await ari.request({ method: 'GET', uri: 'asterisk/info?only=status' })
    if (status === 200) return (body as { status: { startup_time: string } }).status.startup_time
    // 404 and 503: it is still loading. 0: the socket is gone, and a new one will ask again.
    if (status === 0) throw new AsteriskGone()
    await new Promise(resolve => setTimeout(resolve, 100))
  }
}

export class AsteriskGone extends Error {
  readonly code = 'asterisk-gone'
}
