// A SIP phone for exact tests: it dials, registers, is rung, presses keys, says and hears tones.
// For hundreds of calls at once there is SIPp (callers.ts, agents.ts).
import { type Call, causeIn, SOON_MS } from './call.ts'
import { acceptMedia, follow, type PhoneLine } from './dialog.ts'
import type { Account } from './digest.ts'
import { type IncomingCall, type IncomingInHand, takeInvite } from './incoming-call.ts'
import { type Address, type Media, openMedia } from './media.ts'
import { type CallInHand, type Dialling, startCall } from './outgoing-call.ts'
import { registerAt } from './registration.ts'
import { answerTo, headerValue, parameter, type SipRequest } from './sip-message.ts'
import { openSipSocket } from './sip-socket.ts'
import { createWatch } from './watch.ts'

export type PhoneOptions = {
  /** The SIP address of Asterisk. */
  server: Address
  /** Our own address; the port is a free one where it is 0 or absent. A trunk is known by this address. */
  listen?: { address: string; port?: number }
  /** Registers with digest, and answers the INVITE's challenge. Without it: an unregistered trunk. */
  account?: Account
  /** From's user where there is no account. */
  user?: string
}

export type Phone = {
  readonly address: Address
  /** Begins a call; the promise is for the port of its sound, not for an answer. */
  dial(
    number: string,
    options?: Pick<Dialling, 'displayName' | 'headers' | 'withoutKeys'> & { from?: string },
  ): Promise<Call>
  /** From now on each ringing call goes to this; replaces `rings`' queue. */
  onInvite(take: (call: IncomingCall) => void): void
  /** The next call that rings this phone (one that came already counts). */
  rings(withinMs?: number): Promise<IncomingCall>
  /** Every request that came in, for looking at afterwards. */
  readonly requests: readonly SipRequest[]
  registerAgain(): Promise<void>
  unregister(): Promise<void>
  /** Hangs up what is still up, unregisters and closes. Rejects with what went wrong underway. */
  close(): Promise<void>
}

type InHand = CallInHand & Partial<Pick<IncomingInHand, 'onAck' | 'onCancel'>>

/** Opens a phone; with an account it is registered when this resolves. */
export async function openPhone(options: PhoneOptions): Promise<Phone> {
  const { server, account } = options
  const listen = { address: options.listen?.address ?? '127.0.0.1', port: options.listen?.port ?? 0 }
  const calls = new Map<string, InHand>()
  /** Calls whose port of sound is being opened: a CANCEL may come in that moment, and waits. */
  const opening = new Map<string, Promise<Media>>()
  const waiting: IncomingCall[] = []
  const requests: SipRequest[] = []
  const troubles: Error[] = []
  const watch = createWatch()
  let take = (call: IncomingCall) => {
    waiting.push(call)
    watch.changed()
  }

  const socket = await openSipSocket(
    listen,
    request => void onRequest(request),
    error => troubles.push(error),
  )
  const user = account?.user ?? options.user ?? 'caller'
  const line: PhoneLine = { socket, server, contact: `<sip:${user}@${listen.address}:${socket.port}>` }

  async function onRequest(request: SipRequest): Promise<void> {
    requests.push(request)
    const callId = headerValue(request, 'Call-ID')
    await opening.get(callId)
    const known = calls.get(callId)
    if (known) return inDialog(request, known)
    if (request.method === 'INVITE' && !parameter(headerValue(request, 'To'), 'tag'))
      return ring(request, callId)
    const isFine = request.method === 'OPTIONS' || request.method === 'NOTIFY'
    if (request.method !== 'ACK') socket.answer(request, answerTo(request, isFine ? 200 : 481))
  }

  async function ring(request: SipRequest, callId: string): Promise<void> {
    const port = openMedia(listen.address)
    opening.set(callId, port)
    const incoming = takeInvite(line, await port, request)
    calls.set(callId, incoming)
    opening.delete(callId)
    take(incoming.call)
  }

  function inDialog(request: SipRequest, { call, book, dialog, tag, onAck, onCancel }: InHand): void {
    if (request.method === 'ACK') return onAck?.()
    if (request.method === 'BYE') book.isOver({ by: 'them', ...causeIn(request) })
    if (request.method === 'INVITE' || request.method === 'UPDATE') {
      follow(dialog, request, call.media)
      return acceptMedia(line, request, call.media, tag)
    }
    socket.answer(request, answerTo(request, 200, { tag }))
    if (request.method === 'CANCEL') onCancel?.()
  }

  async function dial(
    number: string,
    { from = user, ...rest }: Parameters<Phone['dial']>[1] = {},
  ): Promise<Call> {
    const media: Media = await openMedia(listen.address)
    const dialling: Dialling = { number, from, ...rest, ...(account ? { account } : {}) }
    const inHand = startCall(line, media, dialling)
    calls.set(inHand.dialog.callId, inHand)
    return inHand.call
  }

  async function rings(withinMs = SOON_MS): Promise<IncomingCall> {
    await watch.until(`${user} is rung`, () => waiting.length > 0, withinMs)
    return waiting.shift()!
  }

  const registration = account
    ? await registerAt(line, account).catch(async error => {
        socket.close()
        throw error
      })
    : undefined

  async function close(): Promise<void> {
    await Promise.all([...calls.values()].filter(({ book }) => !book.ending).map(({ call }) => call.hangUp()))
    await registration?.end()
    socket.close()
    if (troubles.length) throw new AggregateError(troubles, `${user}'s phone had trouble`)
  }

  return {
    address: { address: listen.address, port: socket.port },
    requests,
    dial,
    rings,
    close,
    onInvite: taker => {
      take = taker
    },
    registerAgain: async () => {
      await registration?.again()
    },
    unregister: async () => {
      await registration?.end()
    },
  }
}
