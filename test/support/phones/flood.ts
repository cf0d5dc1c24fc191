// A program of its own: strangers' INVITEs and REGISTERs from many addresses of 127.0.0.0/8, so many a second.
//   node flood.ts <port> <a second, of each> <seconds>
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'

const [port = 0, ratePerS = 0, seconds = 0] = process.argv.slice(2).map(Number)
const SOURCES = 200
/** Messages go out in bundles this often. */
const BEAT_MS = 10

const sockets: { socket: Socket; address: string; port: number }[] = []
for (let n = 0; n < SOURCES; n += 1) {
  const address = `127.9.${1 + Math.floor(n / 100)}.${1 + (n % 100)}`
  const socket = createSocket('udp4')
  socket.on('error', () => {})
  socket.bind(0, address)
  await once(socket, 'listening')
  sockets.push({ socket, address, port: socket.address().port })
}

function message(method: 'INVITE' | 'REGISTER', n: number, from: { address: string; port: number }): string {
  const id = `flood${method}${process.pid}x${n}`
  const uri = method === 'INVITE' ? 'sip:02871099999@127.0.0.1' : 'sip:127.0.0.1'
  const self = `<sip:10${n % 1_000}@127.0.0.1>`
  return [
    `${method} ${uri} SIP/2.0`,
    `Via: SIP/2.0/UDP ${from.address}:${from.port};branch=z9hG4bK${id};rport`,
    `From: ${self};tag=${id}`,
    `To: ${method === 'INVITE' ? `<${uri}>` : self}`,
    `Call-ID: ${id}`,
    `CSeq: 1 ${method}`,
    'Max-Forwards: 70',
    `Contact: <sip:x@${from.address}:${from.port}>`,
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n')
}

const began = performance.now()
let sent = 0
const beat = setInterval(() => {
  const elapsedMs = Math.min(performance.now() - began, seconds * 1_000)
  for (; sent < (elapsedMs * ratePerS) / 1_000; sent += 1) {
    const from = sockets[sent % SOURCES]
    if (!from) break
    from.socket.send(message('INVITE', sent, from), port, '127.0.0.1')
    from.socket.send(message('REGISTER', sent, from), port, '127.0.0.1')
  }
  if (elapsedMs < seconds * 1_000) return
  clearInterval(beat)
  console.log(sent)
  for (const { socket } of sockets) socket.close()
}, BEAT_MS)
