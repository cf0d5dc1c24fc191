// What both ends of an established call do alike: requests inside the dialog, and answers to the other side's.
import type { Address, Media } from './media.ts'
import { audioAddress, formatSdp } from './sdp.ts'
import {
  answerTo,
  type Header,
  headerValue,
  type SipRequest,
  type SipResponse,
  uriIn,
} from './sip-message.ts'
import type { SipSocket } from './sip-socket.ts'

export type Dialog = {
  callId: string
  /** From and To as they stand in our own requests, tags included. */
  local: string
  remote: string
  /** Where our requests inside the dialog go: the other side's Contact. */
  target: string
  /** Our last CSeq number. */
  sequence: number
}

export type PhoneLine = {
  socket: SipSocket
  /** Where all requests are sent to: the server, as a phone behind an outbound proxy does. */
  server: Address
  /** Our Contact value. */
  contact: string
}

/** The headers of a request of ours inside the dialog. ACK repeats the INVITE's number, so it is given. */
export function dialogRequest(dialog: Dialog, method: string, number: number): SipRequest {
  const headers: Header[] = [
    ['From', dialog.local],
    ['To', dialog.remote],
    ['Call-ID', dialog.callId],
    ['CSeq', `${number} ${method}`],
    ['Max-Forwards', '70'],
  ]
  return { method, uri: dialog.target, headers, body: '' }
}

/** Hangs up an answered call; `onConfirmed` at the answer, whichever it is (481: they hung up as well). */
export function sendBye(line: PhoneLine, dialog: Dialog, onConfirmed: () => void): void {
  dialog.sequence += 1
  line.socket.send(dialogRequest(dialog, 'BYE', dialog.sequence), line.server, onConfirmed)
}

/** One key by SIP INFO, as `application/dtmf-relay` or the plainer `application/dtmf`. Resolves with the answer's status. */
export function sendKeyByInfo(
  line: PhoneLine,
  dialog: Dialog,
  key: string,
  form: 'dtmf-relay' | 'dtmf',
): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>()
  dialog.sequence += 1
  const request = dialogRequest(dialog, 'INFO', dialog.sequence)
  request.headers.push(['Content-Type', `application/${form}`])
  request.body = form === 'dtmf' ? key : `Signal=${key}\r\nDuration=160\r\n`
  line.socket.send(request, line.server, response => resolve(response.status))
  return promise
}

/** The target and the sound move where the other side's latest message says. */
export function follow(dialog: Dialog, message: SipRequest | SipResponse, media: Media): void {
  const contact = headerValue(message, 'Contact')
  if (contact) dialog.target = uriIn(contact)
  const remote = audioAddress(message.body)
  if (remote) media.sendTo(remote)
}

/** 200 with our SDP where the request wants one: our answer to an INVITE, a re-INVITE, an UPDATE. */
export function acceptMedia(line: PhoneLine, request: SipRequest, media: Media, tag: string): void {
  const wantsSdp = request.method === 'INVITE' || request.body !== ''
  const headers: Header[] = [['Contact', line.contact]]
  if (wantsSdp) headers.push(['Content-Type', 'application/sdp'])
  const body = wantsSdp ? formatSdp({ address: line.socket.address, port: media.port }) : ''
  line.socket.answer(request, answerTo(request, 200, { tag, headers, body }))
}
