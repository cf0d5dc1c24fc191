// A stranger's SIP: any bytes, from any address, and whatever comes back.
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import type { Address } from './media.ts'

/** Enough for an answer from the same machine; silence is an answer as well. */
const PATIENCE_MS = 1_500

/** @returns the first final answer as it came, or undefined: none came */
export async function sendRawSip(
  server: Address,
  from: string,
  compose: (own: Address) => string,
): Promise<string | undefined> {
  const socket = createSocket('udp4')
  socket.bind(0, from)
  await once(socket, 'listening')
  const { promise, resolve } = Promise.withResolvers<string | undefined>()
  const timer = setTimeout(() => resolve(undefined), PATIENCE_MS)
  socket.on('message', bytes => {
    const text = bytes.toString('utf8')
    if (/^SIP\/2\.0 [2-6]/.test(text)) resolve(text)
  })
  const own = { address: from, port: socket.address().port }
  socket.send(Buffer.from(compose(own), 'utf8'), server.port, server.address)
  const answer = await promise
  clearTimeout(timer)
  socket.close()
  return answer
}

/** An INVITE to whatever stands in `uri`. */
export const rawInvite =
  (uri: string, fromUser: string, callId: string) =>
  ({ address, port }: Address): string =>
    [
      `INVITE ${uri} SIP/2.0`,
      `Via: SIP/2.0/UDP ${address}:${port};branch=z9hG4bK${callId};rport`,
      `From: <sip:${fromUser}@${address}>;tag=${callId}`,
      `To: <${uri}>`,
      `Call-ID: ${callId}`,
      'CSeq: 1 INVITE',
      'Max-Forwards: 70',
      `Contact: <sip:${fromUser}@${address}:${port}>`,
      'Content-Length: 0',
      '',
      '',
    ].join('\r\n')
