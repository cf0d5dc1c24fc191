// One WebSocket to Asterisk: events come in, requests go out on the same socket (REST over WebSocket), in order.
//
//   closed ──connect──▶ connecting ──open, info 200──▶ open ──close, no pong──▶ closed (and again, with back-off)
//
// While Asterisk starts it refuses, then answers 404, then 503: all of these mean "loading".
import { EventEmitter } from 'node:events'
import type { Socket } from 'node:net'
import WebSocket from 'ws'
import type { AriEvent } from './ari-types.ts'
import { isEvent } from './event-shapes.ts'

export type AriAddress = { url: string; user: string; password: string; application: string }

/** `uri` without a leading slash, e.g. `channels/123/answer`. */
export type AriRequest = { method: 'GET' | 'POST' | 'PUT' | 'DELETE'; uri: string; body?: unknown }

/** `status` 0: the socket closed before the answer came. */
export type AriResponse = { status: number; body: unknown }

type AriSignals = { event: [AriEvent]; open: []; close: [] }

/** Asterisk closes the socket at frames over 64 KB. */
const FRAME_LIMIT_BYTES = 60_000

/** A black hole (no packet, no reset) is noticed within two of these. */
const PING_EVERY_MS = 3_000

/** The socket stands, and no answer comes any more: deaf. Nothing that we ask for takes so long. */
const DEAF_AFTER_MS = 8_000

/** A look that took longer would show what was. */
const READ_MS = 5_000

/** Asterisk answers a goodbye at once. */
const GOODBYE_MS = 500

const BACK_OFF_MS = [50, 100, 200, 400, 800, 1_500]

export class Ari extends EventEmitter<AriSignals> {
  readonly #address: AriAddress
  /** The stream under the WebSocket. */
  #wire: Socket | undefined
  #socket: WebSocket | undefined
  #pending = new Map<string, { settle(response: AriResponse): void; sentAt: number }>()
  #requests = 0
  #tries = 0
  #heard = true
  #closing = false
  #ping: NodeJS.Timeout | undefined
  #retry: NodeJS.Timeout | undefined
  /** Asked before each request: false refuses to send (status 0), e.g. because our lease has run out. */
  #mayAct: () => boolean

  /** Told how long each answer took, for /metrics. */
  #timed: (tookMs: number) => void

  constructor(
    address: AriAddress,
    mayAct: () => boolean = () => true,
    timed: (tookMs: number) => void = () => {},
  ) {
    super()
    this.#address = address
    this.#mayAct = mayAct
    this.#timed = timed
  }

  get #authorization(): string {
    const { user, password } = this.#address
    return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
  }

  get isOpen(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN
  }

  /** All that was asked has been answered. */
  get isIdle(): boolean {
    return this.#pending.size === 0
  }

  /** Connects, and connects again whenever the socket is lost, until close(). */
  connect(): void {
    if (this.#closing) return
    const { url, application } = this.#address
    const query = `app=${application}`
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/ari/events?${query}`, {
      headers: { authorization: this.#authorization },
      handshakeTimeout: 5_000,
      perMessageDeflate: false,
    })
    this.#socket = socket
    socket.on('upgrade', ({ socket: wire }) => {
      this.#wire = wire
    })
    socket.on('open', () => this.#opened(socket))
    socket.on('message', data => this.#message(data))
    socket.on('pong', () => {
      this.#heard = true
    })
    // An error is always followed by close; there we try again.
    socket.on('error', () => {})
    socket.on('close', () => this.#closed(socket))
  }

  /** Sends one request. Requests of one socket are carried out in the order in which they were sent. */
  request({ method, uri, body }: AriRequest): Promise<AriResponse> {
    const socket = this.#socket
    if (!socket || socket.readyState !== WebSocket.OPEN || !this.#mayAct()) {
      return Promise.resolve({ status: 0, body: undefined })
    }
    const id = String(++this.#requests)
    const frame = JSON.stringify({
      type: 'RESTRequest',
      transaction_id: id,
      request_id: id,
      method,
      uri,
      ...(body === undefined ? {} : { content_type: 'application/json', message_body: JSON.stringify(body) }),
    })
    if (frame.length > FRAME_LIMIT_BYTES) return Promise.resolve({ status: 413, body: undefined })
    return new Promise(resolve => {
      this.#pending.set(id, { settle: resolve, sentAt: performance.now() })
      this.#gather()
      socket.send(frame)
    })
  }

  /**
   * Asks a question whose answer may be long, by plain HTTP. Asterisk puts a whole frame of the WebSocket on its
   * thread's stack: half a megabyte, the list of some 1,100 channels, is its end (segfault, 22.10.1).
   */
  async read(uri: string): Promise<AriResponse> {
    if (!this.isOpen) return { status: 0, body: undefined }
    const headers = { authorization: this.#authorization }
    try {
      const signal = AbortSignal.timeout(READ_MS)
      const answer = await fetch(`${this.#address.url}/ari/${uri}`, { headers, signal })
      return { status: answer.status, body: parseBody(await answer.text()) }
    } catch {
      // Gone, or too slow to be believed: the same to whoever asks as a socket that closed before the answer.
      return { status: 0, body: undefined }
    }
  }

  /** What is asked for in one go leaves in one packet: a step often asks for three or four things. */
  #gather(): void {
    const wire = this.#wire
    if (!wire || wire.writableCorked > 0) return
    wire.cork()
    process.nextTick(() => wire.uncork())
  }

  /** Says goodbye and waits until Asterisk has: a session torn off while it is being written to can end it (22.10.1). */
  async close(): Promise<void> {
    this.#closing = true
    clearTimeout(this.#retry)
    const socket = this.#socket
    if (!socket || socket.readyState === WebSocket.CLOSED) return
    const closed = new Promise<void>(resolve => socket.once('close', () => resolve()))
    socket.close()
    const late = setTimeout(() => socket.terminate(), GOODBYE_MS)
    await closed
    clearTimeout(late)
  }

  #opened(socket: WebSocket): void {
    this.#tries = 0
    this.#heard = true
    this.#ping = setInterval(() => {
      if (!this.#heard || this.#isDeaf) return socket.terminate()
      this.#heard = false
      socket.ping()
    }, PING_EVERY_MS)
    this.emit('open')
  }

  get #isDeaf(): boolean {
    const [oldest] = this.#pending.values()
    return oldest !== undefined && performance.now() - oldest.sentAt > DEAF_AFTER_MS
  }

  #message(data: WebSocket.RawData): void {
    this.#heard = true
    const message = parse(data)
    if (!message) return
    if (message.type !== 'RESTResponse') {
      this.emit('event', message)
      return
    }
    const waiting = this.#pending.get(message.request_id)
    if (!waiting) return
    this.#pending.delete(message.request_id)
    this.#timed(performance.now() - waiting.sentAt)
    waiting.settle(answered(message.status_code, message.message_body))
  }

  #closed(socket: WebSocket): void {
    if (socket !== this.#socket) return
    clearInterval(this.#ping)
    const wasOpen = this.#ping !== undefined
    this.#ping = undefined
    for (const { settle } of this.#pending.values()) settle({ status: 0, body: undefined })
    this.#pending.clear()
    if (wasOpen) this.emit('close')
    if (this.#closing) return
    const wait = BACK_OFF_MS[Math.min(this.#tries++, BACK_OFF_MS.length - 1)]
    this.#retry = setTimeout(() => this.connect(), wait)
  }
}

/** A frame that is not JSON, or no event at all, is ignored; the socket stays. */
function parse(data: WebSocket.RawData): AriEvent | undefined {
  try {
    const value: unknown = JSON.parse(String(data))
    return isEvent(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** Most answers are judged by their status: the body is taken apart only for those who look at it. */
function answered(status: number, text: string | undefined): AriResponse {
  return {
    status,
    get body() {
      return parseBody(text)
    },
  }
}

function parseBody(text: string | undefined): unknown {
  if (!text) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
