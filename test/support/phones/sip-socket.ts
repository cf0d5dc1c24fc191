// SIP over UDP: sends requests until they are answered, and answers a repeated request with the same answer.
import { randomBytes } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import type { Address } from './media.ts'
import {
  formatSip,
  headerValue,
  isRequest,
  parameter,
  parseSip,
  type SipMessage,
  type SipRequest,
  type SipResponse,
  sequenceOf,
} from './sip-message.ts'

/** RFC 3261's T1, and 64 × T1 until we give a request up as unanswered. */
const T1_MS = 500
const GIVE_UP_MS = 32_000

export type SipSocket = {
  readonly address: string
  readonly port: number
  /** Sends a request with a new Via, or with `branch` (ACK of a refusal, CANCEL); returns its branch. */
  send(request: SipRequest, to: Address, onAnswer?: (response: SipResponse) => void, branch?: string): string
  /** Answers a request; remembered, so that a repeated request gets the same answer. */
  answer(request: SipRequest, response: SipResponse): void
  close(): void
}

export const newToken = (): string => randomBytes(8).toString('hex')

type Pending = { onAnswer: (response: SipResponse) => void; stop(): void }

/**
 * @param onRequest each request once, ACK and CANCEL included
 * @param onTrouble what a test should hear of: an unanswered request, a socket error
 */
export async function openSipSocket(
  listen: Address,
  onRequest: (request: SipRequest, from: Address) => void,
  onTrouble: (error: Error) => void,
): Promise<SipSocket> {
  const socket = createSocket('udp4')
  const pending = new Map<string, Pending>()
  const heard = new Map<string, { from: Address; answer?: string }>()
  socket.bind(listen.port, listen.address)
  await once(socket, 'listening')
  const { port } = socket.address()
  socket.on('error', onTrouble)

  function send(
    request: SipRequest,
    to: Address,
    onAnswer?: (response: SipResponse) => void,
    branch = `z9hG4bK${newToken()}`,
  ): string {
    const via = `SIP/2.0/UDP ${listen.address}:${port};branch=${branch};rport`
    const bytes = formatSip({ ...request, headers: [['Via', via], ...request.headers] })
    const transmit = () => socket.send(bytes, to.port, to.address)
    transmit()
    if (onAnswer) pending.set(`${branch} ${request.method}`, { onAnswer, stop: repeat(transmit, request) })
    return branch
  }

  function repeat(transmit: () => void, request: SipRequest): () => void {
    let waitMs = T1_MS
    let waitedMs = 0
    const again = () => {
      waitedMs += waitMs
      waitMs *= 2
      if (waitedMs >= GIVE_UP_MS) return onTrouble(new Error(`no answer to ${request.method} ${request.uri}`))
      transmit()
      timer = setTimeout(again, waitMs)
    }
    let timer = setTimeout(again, waitMs)
    return () => clearTimeout(timer)
  }

  function answer(request: SipRequest, response: SipResponse): void {
    const known = heard.get(transactionOf(request))
    if (!known) return // already closed
    known.answer = formatSip(response)
    socket.send(known.answer, known.from.port, known.from.address)
  }

  function takeRequest(request: SipRequest, from: Address): void {
    const key = transactionOf(request)
    const known = heard.get(key)
    if (known) {
      if (known.answer) socket.send(known.answer, from.port, from.address)
      return
    }
    heard.set(key, { from })
    onRequest(request, from)
  }

  function takeResponse(response: SipResponse): void {
    const key = `${parameter(headerValue(response, 'Via'), 'branch')} ${sequenceOf(response).method}`
    const waiting = pending.get(key)
    waiting?.stop()
    waiting?.onAnswer(response)
  }

  socket.on('message', (bytes, from) => {
    const message: SipMessage | undefined = parseSip(bytes.toString('utf8'))
    if (!message) return
    if (isRequest(message)) takeRequest(message, { address: from.address, port: from.port })
    else takeResponse(message)
  })

  return {
    address: listen.address,
    port,
    send,
    answer,
    close: () => {
      for (const { stop } of pending.values()) stop()
      heard.clear()
      socket.close()
    },
  }
}

const transactionOf = (request: SipRequest): string =>
  `${parameter(headerValue(request, 'Via'), 'branch')} ${request.method}`
