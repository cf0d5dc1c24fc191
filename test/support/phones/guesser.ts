// Somebody who guesses: REGISTER and INVITE with wrong passwords and accounts, one after the other, each as soon as the
// one before was answered.
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { answerChallenge } from './digest.ts'
import type { Address } from './media.ts'
import { formatSip, type Header, headerValue, parseSip, type SipResponse } from './sip-message.ts'
import { newToken } from './sip-socket.ts'

/** Whoever is dropped hears nothing. */
const PATIENCE_MS = 1_000

export type Guesser = {
  readonly address: string
  /** One request, with credentials where a challenge is given. @returns undefined: silence */
  ask(method: 'REGISTER' | 'INVITE', user: string, more?: Header[]): Promise<SipResponse | undefined>
  /** A whole guess: the request, then with a wrong password. @returns the last status; 0: silence */
  guess(method: 'REGISTER' | 'INVITE', user: string, password?: string): Promise<number>
  close(): void
}

export async function openGuesser(server: Address, address: string): Promise<Guesser> {
  const socket = createSocket('udp4')
  socket.bind(0, address)
  await once(socket, 'listening')
  socket.on('error', () => {})
  const { port } = socket.address()
  const waiting = new Map<string, (response: SipResponse) => void>()
  socket.on('message', bytes => {
    const message = parseSip(bytes.toString())
    if (!message || !('status' in message) || message.status < 200) return
    waiting.get(headerValue(message, 'Call-ID'))?.(message)
  })
  const ask: Guesser['ask'] = async (method, user, more = []) => {
    const callId = newToken()
    const self = `<sip:${user}@${server.address}>`
    const uri = method === 'INVITE' ? `sip:0912345678@${server.address}` : `sip:${server.address}`
    const headers: Header[] = [
      ['Via', `SIP/2.0/UDP ${address}:${port};branch=z9hG4bK${callId};rport`],
      ['From', `${self};tag=${callId}`],
      ['To', method === 'INVITE' ? `<${uri}>` : self],
      ['Call-ID', callId],
      ['CSeq', `1 ${method}`],
      ['Max-Forwards', '70'],
      ['Contact', `<sip:${user}@${address}:${port}>`],
      ...more,
    ]
    const { promise, resolve } = Promise.withResolvers<SipResponse | undefined>()
    waiting.set(callId, resolve)
    const timer = setTimeout(() => resolve(undefined), PATIENCE_MS)
    socket.send(formatSip({ method, uri, headers, body: '' }), server.port, server.address)
    const answer = await promise
    clearTimeout(timer)
    waiting.delete(callId)
    if (method === 'INVITE' && answer) {
      const ack: Header[] = headers.map(([name, value]) => {
        if (name === 'CSeq') return [name, '1 ACK']
        return [name, name === 'To' ? headerValue(answer, 'To') : value]
      })
      socket.send(formatSip({ method: 'ACK', uri, headers: ack, body: '' }), server.port, server.address)
    }
    return answer
  }
  return {
    address,
    ask,
    async guess(method, user, password = 'secret') {
      const first = await ask(method, user)
      if (first?.status !== 401) return first?.status ?? 0
      const uri = method === 'INVITE' ? `sip:0912345678@${server.address}` : `sip:${server.address}`
      const challenge = headerValue(first, 'WWW-Authenticate')
      const answer = answerChallenge(challenge, { user, password }, { method, uri })
      return (await ask(method, user, [['Authorization', answer]]))?.status ?? 0
    },
    close: () => socket.close(),
  }
}
