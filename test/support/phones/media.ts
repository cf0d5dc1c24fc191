// The sound of one call: a UDP port with a mouth and an ear. Unprivileged, real RTP.
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createEar, type Ear } from './ear.ts'
import { createMouth } from './mouth.ts'
import { PACKET_MS, parseRtp } from './rtp.ts'

export type Address = { address: string; port: number }

export type Media = {
  readonly port: number
  readonly ear: Ear
  /** Starts (or moves) the stream: silence until told to `say` something. */
  sendTo(remote: Address): void
  say(freqHz: number | undefined): void
  press(keys: string): Promise<void>
  beep(keys: string): Promise<void>
  /** On the clock of performance.now(): when the last key's end was first said. */
  keyEndedAt(): number | undefined
  close(): void
}

/** Opens a port of its own on `address`. */
export async function openMedia(address: string): Promise<Media> {
  const socket = createSocket('udp4')
  const ear = createEar()
  const mouth = createMouth()
  let remote: Address | undefined
  socket.bind(0, address)
  await once(socket, 'listening')
  socket.on('message', bytes => {
    const packet = parseRtp(bytes)
    if (packet) ear.take(packet)
  })
  // A packet to a port that has just closed comes back as an error of the socket; the stream is over anyway.
  socket.on('error', () => {})
  const startedMs = performance.now()
  let sent = 0
  const ticker = setInterval(() => {
    const due = Math.floor((performance.now() - startedMs) / PACKET_MS)
    // After a stall of ours the late packets follow at once, as from a real phone's jittery network.
    for (; sent < due; sent += 1) if (remote) socket.send(mouth.next(), remote.port, remote.address)
  }, PACKET_MS)
  return {
    port: socket.address().port,
    ear,
    say: mouth.say,
    press: mouth.press,
    beep: mouth.beep,
    keyEndedAt: () => mouth.keyEndedAt,
    sendTo: to => {
      remote = to
    },
    close: () => {
      clearInterval(ticker)
      socket.close()
    },
  }
}
