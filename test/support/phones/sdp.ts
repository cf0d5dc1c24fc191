// The little SDP that a µ-law phone needs.
import type { Address } from './media.ts'
import { KEYS, PCMU } from './rtp.ts'

/** Offer or answer: µ-law, and RFC 4733 keys unless told otherwise, at `address`:`port`. */
export function formatSdp({ address, port }: Address, withKeys = true): string {
  return [
    'v=0',
    `o=phone 1 1 IN IP4 ${address}`,
    's=-',
    `c=IN IP4 ${address}`,
    't=0 0',
    `m=audio ${port} RTP/AVP ${PCMU}${withKeys ? ` ${KEYS}` : ''}`,
    `a=rtpmap:${PCMU} PCMU/8000`,
    ...(withKeys ? [`a=rtpmap:${KEYS} telephone-event/8000`, `a=fmtp:${KEYS} 0-15`] : []),
    'a=ptime:20',
    'a=sendrecv',
    '',
  ].join('\r\n')
}

/** Where the other side wants its audio; nothing where the body is no such SDP. */
export function audioAddress(sdp: string): Address | undefined {
  const address = sdp.match(/^c=IN IP4 ([\d.]+)/m)?.[1]
  const port = sdp.match(/^m=audio (\d+)/m)?.[1]
  return address && port ? { address, port: Number(port) } : undefined
}
