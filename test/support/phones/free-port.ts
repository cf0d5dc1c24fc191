// A free UDP port of any loopback address (the trunk and the agents have addresses of their own).
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer } from 'node:net'

/** A UDP port that was free a moment ago. */
export async function freeUdpPort(address = '127.0.0.1'): Promise<number> {
  const socket = createSocket('udp4')
  socket.bind(0, address)
  await once(socket, 'listening')
  const { port } = socket.address()
  socket.close()
  await once(socket, 'close')
  return port
}

/**
 * A port for SIP over UDP and TCP, free a moment ago: below those that the kernel gives to whoever connects, and below
 * those that the houses of the tests speak on.
 */
export async function freeSipPort(address = '127.0.0.1'): Promise<number> {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 10_000)
    const udp = createSocket('udp4')
    const tcp = createServer()
    const bound = Promise.all([once(udp, 'listening'), once(tcp, 'listening')])
    udp.bind(port, address)
    tcp.listen(port, address)
    const isFree = await bound.then(
      () => true,
      () => false,
    )
    await Promise.all([new Promise(done => udp.close(() => done(0))), new Promise(done => tcp.close(done))])
    if (isFree) return port
  }
}
