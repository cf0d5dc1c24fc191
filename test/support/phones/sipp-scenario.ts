// The building stones of SIPp scenarios: headers, SDP, and log lines with the time to the microsecond.
import type { Address } from './media.ts'
import { KEYS } from './rtp.ts'

/**
 * What the phones of a SIPp run do with sound.
 * - none: nothing is sent; what comes in is thrown away by the kernel
 * - toneFile: SIPp repeats a file of raw µ-law, from when the call is up
 * - echo: SIPp sends back what it hears
 * - an address: the sound is at a media hub (media-hub.ts), which says tones and presses keys
 */
export type SippSound = 'none' | 'echo' | { toneFile: string } | { hub: Address }

/** The SDP of all phones of one run. */
export function sippSdp(sound: SippSound): string {
  const isStream = typeof sound === 'object' && 'toneFile' in sound
  const own = isStream ? '[rtpstream_audio_port]' : '[media_port]'
  const [address, port] =
    typeof sound === 'object' && 'hub' in sound
      ? [sound.hub.address, String(sound.hub.port)]
      : ['[media_ip]', own]
  return lines(
    'v=0',
    `o=phone 1 1 IN IP4 ${address}`,
    's=-',
    `c=IN IP4 ${address}`,
    't=0 0',
    `m=audio ${port} RTP/AVP 0 ${KEYS}`,
    'a=rtpmap:0 PCMU/8000',
    `a=rtpmap:${KEYS} telephone-event/8000`,
    `a=fmtp:${KEYS} 0-15`,
    'a=ptime:20',
  )
}

/** The action that begins the sound of a call, where SIPp makes it. */
export const startSound = (sound: SippSound): string =>
  typeof sound === 'object' && 'toneFile' in sound
    ? `<nop><action><exec rtp_stream="${sound.toneFile},-1,0,PCMU/8000"/></action></nop>`
    : ''

/** A message of a scenario; `attributes` e.g. `retrans="500"`. */
export const send = (attributes: string, ...message: string[]): string =>
  `<send ${attributes}><![CDATA[\n${lines(...message)}\n]]></send>`

/**
 * One line in the log file: `what|call id|subject|seconds|microseconds`. Inside <action>; `subject` may hold
 * SIPp keywords.
 */
export const note = (what: string, subject = ''): string =>
  `<gettimeofday assign_to="s,us"/><log message="${what}|[call_id]|${subject}|[$s]|[$us]"/>`

/** The same as a step of its own. */
export const noteNow = (what: string, subject = ''): string =>
  `<nop><action>${note(what, subject)}</action></nop>`

/** A whole scenario. */
export const scenario = (name: string, ...steps: string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<scenario name="${name}">\n${lines(...steps)}\n</scenario>\n`

const lines = (...parts: string[]): string => parts.filter(part => part !== '').join('\n')

/** Headers that repeat those of the request that came last. */
export const ECHOED = '[last_Via:]\n[last_From:]\n[last_To:]\n[last_Call-ID:]\n[last_CSeq:]'
