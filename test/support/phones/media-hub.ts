// The sound of many SIPp calls on one UDP port. SIPp can press keys only with raw sockets (root), so its SDP
// names this port instead. Asterisk sends each call's sound from a port of its own: by that we know the calls
// apart, and answer there. So a stream begins when Asterisk says something first (a prompt, music, ringing).
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createEar, type Ear } from './ear.ts'
import type { Address } from './media.ts'
import { createMouth, type Mouth } from './mouth.ts'
import { PACKET_MS, parseRtp } from './rtp.ts'

/** Quiet for so long = the call is over; Asterisk uses its ports again, for another call, only much later. */
const OVER_AFTER_MS = 2_000

export type HubStream = Pick<Mouth, 'say' | 'press'> & { readonly ear: Ear; readonly asteriskPort: number }

export type MediaHub = {
  readonly address: Address
  /** Those heard in the last seconds. */
  readonly streams: readonly HubStream[]
  close(): void
}

/**
 * @param onStream what a caller does when he first hears something, e.g. `stream => stream.press('1')`
 * @param overAfterMs shorter where the other side is never quiet. Who goes on sending to a port that was given to the
 *   next call now and then has that call deaf to him.
 */
export async function openMediaHub(
  address: string,
  onStream: (stream: HubStream) => void,
  overAfterMs = OVER_AFTER_MS,
): Promise<MediaHub> {
  const socket = createSocket('udp4')
  const streams = new Map<number, HubStream & { mouth: Mouth; from: Address }>()
  socket.bind(0, address)
  await once(socket, 'listening')
  // A packet to a call that has just closed its port comes back as an error; the call is over anyway.
  socket.on('error', () => {})
  socket.on('message', (bytes, from) => {
    const packet = parseRtp(bytes)
    if (!packet) return
    const known = streams.get(from.port)
    const stream = known ?? begin(from)
    stream.ear.take(packet)
    if (!known) onStream(stream)
  })

  function begin(from: Address) {
    const mouth = createMouth()
    const stream = {
      mouth,
      from,
      ear: createEar(),
      asteriskPort: from.port,
      say: mouth.say,
      press: mouth.press,
    }
    streams.set(from.port, stream)
    return stream
  }

  const startedMs = performance.now()
  let sent = 0
  const ticker = setInterval(() => {
    const due = Math.floor((performance.now() - startedMs) / PACKET_MS)
    const packets = due - sent
    sent = due
    const quietSince = Date.now() - overAfterMs
    for (const [port, { mouth, ear, from }] of streams) {
      if ((ear.lastHeardAt ?? 0) < quietSince) streams.delete(port)
      for (let n = 0; n < packets; n += 1) socket.send(mouth.next(), from.port, from.address)
    }
  }, PACKET_MS)

  return {
    address: { address, port: socket.address().port },
    get streams() {
      return [...streams.values()]
    },
    close: () => {
      clearInterval(ticker)
      socket.close()
    },
  }
}
