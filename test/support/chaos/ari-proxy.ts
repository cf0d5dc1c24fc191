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
  /** Requests, and the statuses of their answers, go also here. */
  hear(request: (asked: Asked) => void, answer: (answered: Answered) => void): void
  close(): void
}

/** `id` is that of the request, as our switchboard counts them. */
export type Asked = { id: string; method: string; uri: string }
export type Answered = { id: string; status: number }

export function openAriProxy(): AriProxy {
  let ariPort = 0
  let mishaps: Mishaps = {}
  let ears: { request(asked: Asked): void; answer(answered: Answered): void } | undefined
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
    asterisk.on('message', data => {
      if (ears) tellAnswer(String(data), ears.answer)
      desk.hear(String(data))
    })
    ours.on('message', data => {
      if (ears) tellRequest(String(data), ears.request)
      asterisk.send(String(data))
    })
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
    hear(request, answer) {
      ears = { request, answer }
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

type Frame = { type: string; request_id?: string; method?: string; uri?: string; status_code?: number }

function tellRequest(frame: string, tell: (asked: Asked) => void): void {
  const { request_id: id = '', method = '', uri = '' } = JSON.parse(frame) as Frame
  tell({ id, method, uri })
}

function tellAnswer(frame: string, tell: (answered: Answered) => void): void {
  const { type, request_id: id = '', status_code: status = 0 } = JSON.parse(frame) as Frame
  if (type === 'RESTResponse') tell({ id, status })
}
