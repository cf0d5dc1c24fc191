// A call that this phone makes: INVITE, the way through its answers, and the request that ends it.
//
//   trying ──180/183──▶ ringing ──200──▶ answered ──BYE──▶ over
//      └──────── refusal, or CANCEL + 487 ────────────────▶ over
import { type Call, type CallBook, causeIn, frameCall } from './call.ts'
import { type Dialog, dialogRequest, follow, type PhoneLine, sendBye, sendKeyByInfo } from './dialog.ts'
import { type Account, answerChallenge } from './digest.ts'
import type { Media } from './media.ts'
import { formatSdp } from './sdp.ts'
import { headerValue, type SipRequest, type SipResponse, sequenceOf } from './sip-message.ts'
import { newToken } from './sip-socket.ts'

export type Dialling = {
  number: string
  /** The user in From. */
  from: string
  displayName?: string
  account?: Account
  headers?: [string, string][]
  /** Offers no keys beside the sound (RFC 4733). */
  withoutKeys?: boolean
}

export type CallInHand = { call: Call; book: CallBook; dialog: Dialog; tag: string }

export function startCall(line: PhoneLine, media: Media, dialling: Dialling): CallInHand {
  const { socket, server } = line
  const tag = newToken()
  const target = `sip:${dialling.number}@${server.address}:${server.port}`
  const name = dialling.displayName ? `"${dialling.displayName}" ` : ''
  const dialog: Dialog = {
    callId: newToken(),
    local: `${name}<sip:${dialling.from}@${socket.address}>;tag=${tag}`,
    remote: `<${target}>`,
    target,
    sequence: 1,
  }
  const { call, book } = frameCall({
    ...{ callId: dialog.callId, number: dialling.number, media, hangUp },
    sendKey: (key, form) => sendKeyByInfo(line, dialog, key, form),
  })
  let branch = ''
  let hasProvisional = false
  let wantsOut = false
  let hasCancelled = false
  let hasSaidBye = false
  let hasTriedPassword = false

  function invite(extra: [string, string][]): void {
    const request = dialogRequest(dialog, 'INVITE', dialog.sequence)
    request.uri = target
    request.headers.push(['Contact', line.contact], ['Content-Type', 'application/sdp'])
    request.headers.push(['Allow', 'INVITE, ACK, BYE, CANCEL, OPTIONS, UPDATE, INFO, NOTIFY'])
    request.headers.push(...(dialling.headers ?? []), ...extra)
    request.body = formatSdp({ address: socket.address, port: media.port }, !dialling.withoutKeys)
    branch = socket.send(request, server, onAnswer)
  }

  function onAnswer(response: SipResponse): void {
    if (response.status < 200) return onProvisional(response)
    if (response.status < 300) return onAnswered(response)
    onRefused(response)
  }

  function onProvisional(response: SipResponse): void {
    hasProvisional = true
    follow({ ...dialog }, response, media) // early media
    if (response.status > 100) book.rang()
    if (wantsOut) cancel()
  }

  function onAnswered(response: SipResponse): void {
    dialog.remote = headerValue(response, 'To')
    follow(dialog, response, media)
    socket.send(dialogRequest(dialog, 'ACK', sequenceOf(response).number), server)
    if (call.answeredAt !== undefined) return // a repeated 200: the ACK was all it wanted
    book.wasAnswered()
    if (wantsOut) hangUp() // the answer crossed our CANCEL
  }

  function onRefused(response: SipResponse): void {
    const ack = dialogRequest(
      { ...dialog, remote: headerValue(response, 'To') },
      'ACK',
      sequenceOf(response).number,
    )
    socket.send(ack, server, undefined, branch)
    const isChallenge = response.status === 401 || response.status === 407
    if (isChallenge && dialling.account && !hasTriedPassword) return tryPassword(response, dialling.account)
    book.isOver({ by: wantsOut ? 'us' : 'them', status: response.status, ...causeIn(response) })
  }

  function tryPassword(response: SipResponse, account: Account): void {
    hasTriedPassword = true
    dialog.sequence += 1
    const [asks, answers] =
      response.status === 401
        ? ['WWW-Authenticate', 'Authorization']
        : ['Proxy-Authenticate', 'Proxy-Authorization']
    const challenge = headerValue(response, asks)
    invite([[answers, answerChallenge(challenge, account, { method: 'INVITE', uri: target })]])
  }

  function cancel(): void {
    if (hasCancelled) return
    hasCancelled = true
    const request: SipRequest = dialogRequest(dialog, 'CANCEL', dialog.sequence)
    request.uri = target
    socket.send(request, server, () => {}, branch)
  }

  function hangUp(): void {
    wantsOut = true
    if (book.ending || hasSaidBye) return
    if (call.answeredAt !== undefined) {
      hasSaidBye = true
      sendBye(line, dialog, () => book.isOver({ by: 'us' }))
    } else if (hasProvisional) cancel() // before any answer a CANCEL would be lost: it follows the first one
  }

  invite([])
  return { call, book, dialog, tag }
}
