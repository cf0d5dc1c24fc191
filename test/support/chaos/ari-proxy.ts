// Stands between our switchboard and Asterisk: requests pass as they are, events meet mishaps.
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import WebSocket, { WebSocketServer } from 'ws'
import { type MishapDesk, type Mishaps, openMishaps, type Told } from './mishaps.ts'

export type AriProxy = {
  /** For `ariThrough` of a house: from now on it passes on to the Asterisk there. @returns its own port */
  through(ariPort: number): Promise<number>
  /** What befalls the events from now on. */
  befall(mishaps: Mishaps): void
  /** Events that never came, in order. */
  lost(): readonly Told[]
  close(): void
}

export function openAriProxy(): AriProxy {
  let ariPort = 0
  let mishaps: Mishaps = {}
  const desks: MishapDesk[] = []
  const sockets = new Set<WebSocket>()
  const upgrades = new WebSocketServer({ noServer: true, perMessageDeflate: false })
  const server = createServer(passOn)
  server.on('upgrade', open)

  function passOn(asked: IncomingMessage, answer: ServerResponse): void {
    const { method, url, headers } = asked
    const onward = request({ host: '127.0.0.1', port: ariPort, method, path: url, headers }, answered => {
      answer.writeHead(answered.statusCode ?? 502, answered.headers)
      answered.pipe(answer)
    })
    onward.on('error', () => answer.destroy())
    asked.pipe(onward)
  }

  /** Our switchboard's socket opens when Asterisk's has, and is refused where that one is. */
  function open(asked: IncomingMessage, wire: Socket, head: Buffer): void {
    const { authorization = '' } = asked.headers
    const asterisk = new WebSocket(`ws://127.0.0.1:${ariPort}${asked.url}`, {
      headers: { authorization },
      perMessageDeflate: false,
    })
    asterisk.on('error', () => wire.destroy())
    asterisk.once('open', () => upgrades.handleUpgrade(asked, wire, head, ours => join(ours, asterisk)))
  }

  function join(ours: WebSocket, asterisk: WebSocket): void {
    const desk = openMishaps(frame => ours.readyState === WebSocket.OPEN && ours.send(frame))
    desk.befall(mishaps)
    desks.push(desk)
    asterisk.on('message', data => desk.hear(String(data)))
    ours.on('message', data => asterisk.send(String(data)))
    for (const [one, other] of [
      [ours, asterisk],
      [asterisk, ours],
    ] as const) {
      sockets.add(one)
      one.on('error', () => {})
      one.on('close', () => {
        desk.close()
        other.terminate()
      })
    }
  }

  return {
    async through(port) {
      ariPort = port
      await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
      return (server.address() as AddressInfo).port
    },
    befall(next) {
      mishaps = next
      for (const desk of desks) desk.befall(next)
    },
    lost: () => desks.flatMap(desk => desk.lost),
    close() {
      for (const socket of sockets) socket.terminate()
      for (const desk of desks) desk.close()
      server.closeAllConnections()
      server.close()
    },
  }
}
