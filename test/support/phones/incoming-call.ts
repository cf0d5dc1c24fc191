// A call that rings this phone: the test decides whether and when it rings, answers or refuses.
import { type Call, frameCall } from './call.ts'
import { acceptMedia, type Dialog, follow, type PhoneLine, sendBye, sendKeyByInfo } from './dialog.ts'
import type { Media } from './media.ts'
import type { CallInHand } from './outgoing-call.ts'
import { answerTo, type Header, headerValue, type SipRequest, uriIn, userIn } from './sip-message.ts'
import { newToken } from './sip-socket.ts'

/** An answer is repeated until the other side has confirmed it. */
const REPEAT_ANSWER_MS = 500
/** Who picks up, or presses the key for it, does not hang up before he has said who he is: that were an accident. */
const LEAST_TALK_MS = 1_300

export type IncomingCall = Call & {
  readonly request: SipRequest
  ring(): void
  answer(): void
  /** Refuses with a SIP status: 486 busy, 603 declined, 480, 404, 503 … `to`: of a 302, where it wants to be rung. */
  reject(status: number, to?: string): void
  /** Hangs up in the very moment, however short the talk was. */
  drop(): void
}

export type IncomingInHand = CallInHand & { call: IncomingCall; onAck(): void; onCancel(): void }

export function takeInvite(line: PhoneLine, media: Media, request: SipRequest): IncomingInHand {
  const { socket } = line
  const tag = newToken()
  const from = headerValue(request, 'From')
  const dialog: Dialog = {
    callId: headerValue(request, 'Call-ID'),
    local: `${headerValue(request, 'To')};tag=${tag}`,
    remote: from,
    target: '',
    sequence: 0,
  }
  follow(dialog, request, media)
  const frame = frameCall({
    ...{ callId: dialog.callId, number: userIn(uriIn(from)), media, hangUp, onOver },
    sendKey: (key, form) => sendKeyByInfo(line, dialog, key, form),
  })
  const { book } = frame
  let hasAnswered = false
  let metAt = 0
  let repeating: NodeJS.Timeout | undefined
  let hasSaidBye = false
  socket.answer(request, answerTo(request, 100))

  function answer(): void {
    if (book.ending || hasAnswered) return
    hasAnswered = true
    metAt = performance.now()
    acceptMedia(line, request, media, tag)
    repeating = setInterval(() => acceptMedia(line, request, media, tag), REPEAT_ANSWER_MS)
  }

  function reject(status: number, to?: string): void {
    if (book.ending || hasAnswered) return
    const headers: Header[] = to === undefined ? [] : [['Contact', `<${to}>`]]
    socket.answer(request, answerTo(request, status, { tag, headers }))
    book.isOver({ by: 'us', status })
  }

  function hangUp(): void {
    if (book.ending) return
    if (!hasAnswered) return reject(480)
    const tooSoonMs = metAt + LEAST_TALK_MS - performance.now()
    if (tooSoonMs > 0) setTimeout(drop, tooSoonMs)
    else drop()
  }

  function drop(): void {
    if (book.ending || hasSaidBye) return
    hasSaidBye = true
    sendBye(line, dialog, () => book.isOver({ by: 'us' }))
  }

  function ring(): void {
    if (!book.ending && !hasAnswered) socket.answer(request, answerTo(request, 180, { tag }))
  }

  function onOver(): void {
    clearInterval(repeating)
  }

  const { press: sendKeys } = frame.call
  const press = (keys: string) => {
    metAt = performance.now()
    return sendKeys(keys)
  }
  const call: IncomingCall = Object.assign(frame.call, { request, answer, reject, ring, drop, press })

  return {
    call,
    book,
    dialog,
    tag,
    onAck: () => {
      clearInterval(repeating)
      if (hasAnswered) book.wasAnswered()
    },
    onCancel: () => {
      if (hasAnswered || book.ending) return // our answer crossed it: a BYE follows the ACK
      socket.answer(request, answerTo(request, 487, { tag }))
      book.isOver({ by: 'them', status: 487 })
    },
  }
}
