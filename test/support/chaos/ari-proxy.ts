// Stands between our switchboard and Asterisk: events meet mishaps, answers come late or not at all, and the line breaks,
// falls silent or is refused.
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import WebSocket, { WebSocketServer } from 'ws'
import { type MishapDesk, type Mishaps, openMishaps, type Told } from './mishaps.ts'

/** One request of our switchboard, as it came over the socket. `id`: as it counts them; `at`: epoch ms. */
export type Asked = { id: string; at: number; method: string; uri: string }
export type Answered = { id: string; status: number }

/** What becomes of a request: answered so much later, or with this status, without Asterisk having heard of it. */
export type Treated = { lateMs?: number; status?: number }

export type AriProxy = {
  /** For `ariThrough` of a house: from now on it passes on to the Asterisk there. @returns its own port */
  through(ariPort: number): Promise<number>
  /** What befalls the events from now on. */
  befall(mishaps: Mishaps): void
  /** Events that never came, in order. */
  lost(): readonly Told[]
  /** Requests, and the statuses of their answers, go also here. */
  hear(request: (asked: Asked) => void, answer: (answered: Answered) => void): void
  /** How requests of the socket are treated from now on. */
  treat(how: (asked: Asked) => Treated): void
  /** All requests of the socket that came so far, in order. */
  asked(): readonly Asked[]
  /** Cuts every connection with a RST; new ones are let in. */
  reset(): void
  /** True: nothing comes through any more, in no direction, and nobody is told. False: what was sent meanwhile comes. */
  swallow(isOn: boolean): void
  /** Something that Asterisk never said. */
  say(frame: string | Buffer): void
  /** How often our switchboard has opened its socket. */
  openings(): number
  close(): void
}

export function openAriProxy(): AriProxy {
  let ariPort = 0
  let mishaps: Mishaps = {}
  let treatment: (asked: Asked) => Treated = () => ({})
  let ears: { request(asked: Asked): void; answer(answered: Answered): void } | undefined
  let openings = 0
  let isHole = false
  let held: (() => void)[] = []
  const desks: MishapDesk[] = []
  const requests: Asked[] = []
  const sockets = new Set<WebSocket>()
  const ourSockets = new Set<WebSocket>()
  const wires = new Set<Socket>()
  const upgrades = new WebSocketServer({ noServer: true, perMessageDeflate: false, autoPong: false })
  const server = createServer(passOn)
  server.on('upgrade', open)
  server.on('connection', wire => {
    wires.add(wire)
    wire.on('close', () => wires.delete(wire))
  })

  /** Now, or when the line comes back. */
  function pass(act: () => void): void {
    if (isHole) held.push(act)
    else act()
  }

  function passOn(asked: IncomingMessage, answer: ServerResponse): void {
    if (isHole) return
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
    wire.on('error', () => {})
    if (isHole) return
    const { authorization = '' } = asked.headers
    const asterisk = new WebSocket(`ws://127.0.0.1:${ariPort}${asked.url}`, {
      headers: { authorization },
      perMessageDeflate: false,
    })
    asterisk.on('error', () => wire.destroy())
    asterisk.once('open', () => upgrades.handleUpgrade(asked, wire, head, ours => join(ours, asterisk)))
  }

  function join(ours: WebSocket, asterisk: WebSocket): void {
    openings++
    ourSockets.add(ours)
    const deliver = (frame: string) => pass(() => ours.readyState === WebSocket.OPEN && ours.send(frame))
    const desk = openMishaps(deliver)
    desk.befall(mishaps)
    desks.push(desk)
    asterisk.on('message', data => {
      if (ears) tellAnswer(String(data), ears.answer)
      desk.hear(String(data))
    })
    ours.on('message', data => pass(() => ask(String(data), asterisk, deliver)))
    ours.on('ping', data => pass(() => ours.readyState === WebSocket.OPEN && ours.pong(data)))
    ours.on('close', () => ourSockets.delete(ours))
    for (const [one, other] of [
      [ours, asterisk],
      [asterisk, ours],
    ] as const) {
      sockets.add(one)
      one.on('error', () => {})
      one.on('close', () => {
        sockets.delete(one)
        desk.close()
        // Nobody is told of an end that went into a hole.
        pass(() => other.terminate())
      })
    }
  }

  function ask(frame: string, asterisk: WebSocket, deliver: (frame: string) => void): void {
    const { method, uri, request_id: id } = JSON.parse(frame) as Asked & { request_id: string }
    const asked = { id, at: Date.now(), method, uri }
    requests.push(asked)
    ears?.request(asked)
    const { lateMs = 0, status } = treatment(asked)
    const go = () => {
      if (status === undefined) return asterisk.readyState === WebSocket.OPEN && asterisk.send(frame)
      deliver(
        JSON.stringify({ type: 'RESTResponse', request_id: id, status_code: status, message_body: '{}' }),
      )
    }
    if (lateMs > 0) setTimeout(go, lateMs)
    else go()
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
    treat(how) {
      treatment = how
    },
    asked: () => requests,
    reset() {
      for (const wire of wires) wire.resetAndDestroy()
    },
    swallow(isOn) {
      isHole = isOn
      if (isOn) return
      const late = held
      held = []
      for (const act of late) act()
      // What knocked in the meantime was never heard.
      for (const wire of wires) if (![...ourSockets].some(socket => wireOf(socket) === wire)) wire.destroy()
    },
    say(frame) {
      for (const socket of ourSockets) socket.send(frame)
    },
    openings: () => openings,
    close() {
      for (const socket of sockets) socket.terminate()
      for (const desk of desks) desk.close()
      server.closeAllConnections()
      server.close()
    },
  }
}

const wireOf = (socket: WebSocket): unknown => (socket as unknown as { _socket: unknown })._socket

type Frame = { type: string; request_id?: string; status_code?: number }

function tellAnswer(frame: string, tell: (answered: Answered) => void): void {
  const { type, request_id: id = '', status_code: status = 0 } = JSON.parse(frame) as Frame
  if (type === 'RESTResponse') tell({ id, status })
}
