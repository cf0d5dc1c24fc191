// One call as a test sees it, whoever began it: what became of it, what is heard, what is said.
import type { Media } from './media.ts'
import { headerValue, type SipMessage } from './sip-message.ts'
import { createWatch } from './watch.ts'

/** How long a test waits for anything that should happen soon. */
export const SOON_MS = 5_000

export type CallEnded = {
  by: 'us' | 'them'
  /** The SIP answer that refused the call, ours or theirs; none where it was answered and hung up later. */
  status?: number
  /** Asterisk's or the Reason header's Q.850 cause, where it came. */
  cause?: number
  /** Epoch ms. */
  at: number
}

export type Call = {
  readonly callId: string
  /** The number that we dialled, or the user part of From of who rings us. */
  readonly number: string
  /** Epoch ms. */
  readonly startedAt: number
  readonly answeredAt: number | undefined
  readonly media: Media
  /** The first of the other side's 180 or 183. */
  ringing(withinMs?: number): Promise<void>
  /** Rejects at once when the call ends unanswered. */
  answered(withinMs?: number): Promise<void>
  ended(withinMs?: number): Promise<CallEnded>
  /** CANCEL, refusal or BYE, whatever ends it now; resolves when the other side has confirmed. */
  hangUp(): Promise<CallEnded>
  /** RFC 4733; resolves when the last key is up again, or the call is over. */
  press(keys: string): Promise<void>
  /** The same as tones in the sound. */
  pressByTones(keys: string): Promise<void>
  /** The same by SIP INFO, one after another. @returns the answers' statuses */
  pressByInfo(keys: string, form?: 'dtmf-relay' | 'dtmf'): Promise<number[]>
  /** Says a tone until told otherwise; undefined = silence. */
  say(freqHz: number | undefined): void
  hears(freqHz: number, withinMs?: number): Promise<void>
  hearsSound(withinMs?: number): Promise<void>
  hearsKeys(keys: string, withinMs?: number): Promise<void>
}

/** The phone's own side of a call: where the SIP code writes down what happened. */
export type CallBook = {
  rang(): void
  wasAnswered(): void
  isOver(ended: Omit<CallEnded, 'at'>): void
  readonly ending: CallEnded | undefined
}

export type CallFrame = {
  callId: string
  number: string
  media: Media
  /** Sends what ends the call now, and books it when it is over. */
  hangUp(): void
  sendKey(key: string, form: 'dtmf-relay' | 'dtmf'): Promise<number>
  onOver?(): void
}

/** The part of a call that is the same for both directions. */
export function frameCall({ callId, number, media, hangUp, sendKey, onOver }: CallFrame): {
  call: Call
  book: CallBook
} {
  let hasRung = false
  let answeredAt: number | undefined
  let ending: CallEnded | undefined
  const startedAt = Date.now()
  const over = Promise.withResolvers<void>()
  const watch = createWatch(() => (ending ? `the call ended: ${JSON.stringify(ending)}` : ''))

  async function waitFor(what: string, has: () => boolean, withinMs: number): Promise<void> {
    await watch.until(`${number} ${what}`, () => has() || ending !== undefined, withinMs)
    if (!has()) throw new Error(`${number} never ${what}: ${JSON.stringify(ending)}`)
  }

  async function ended(withinMs = SOON_MS): Promise<CallEnded> {
    await watch.until(`the call with ${number} ended`, () => ending !== undefined, withinMs)
    return ending!
  }

  const hears = (what: string, has: () => boolean, withinMs: number) =>
    media.ear.watch.until(`the call with ${number} hears ${what}`, has, withinMs)

  const call: Call = {
    callId,
    number,
    startedAt,
    media,
    get answeredAt() {
      return answeredAt
    },
    ringing: (withinMs = SOON_MS) => waitFor('rang', () => hasRung, withinMs),
    answered: (withinMs = SOON_MS) => waitFor('answered', () => answeredAt !== undefined, withinMs),
    ended,
    hangUp: () => {
      hangUp()
      return ended()
    },
    // A call that ends under the finger takes the rest of the keys with it.
    press: keys => Promise.race([media.press(keys), over.promise]),
    pressByTones: keys => Promise.race([media.beep(keys), over.promise]),
    pressByInfo: async (keys, form = 'dtmf-relay') => {
      const statuses: number[] = []
      for (const key of keys) statuses.push(await sendKey(key, form))
      return statuses
    },
    say: media.say,
    hears: (freqHz, withinMs = SOON_MS) => hears(`${freqHz} Hz`, () => media.ear.hasTone(freqHz), withinMs),
    hearsSound: (withinMs = SOON_MS) => hears('a sound', media.ear.hasSound, withinMs),
    hearsKeys: (keys, withinMs = SOON_MS) =>
      hears(`keys ${keys}`, () => media.ear.keys.endsWith(keys), withinMs),
  }
  const book: CallBook = {
    rang: () => {
      hasRung = true
      watch.changed()
    },
    wasAnswered: () => {
      answeredAt ??= Date.now()
      watch.changed()
    },
    isOver: how => {
      if (ending) return
      ending = { ...how, at: Date.now() }
      media.close()
      over.resolve()
      onOver?.()
      watch.changed()
    },
    get ending() {
      return ending
    },
  }
  return { call, book }
}

/** The Q.850 cause that a BYE, CANCEL or refusal carries. */
export function causeIn(message: SipMessage): { cause?: number } {
  const reason = headerValue(message, 'Reason').match(/Q\.850\s*;.*?cause=(\d+)/i)?.[1]
  const cause = reason ?? headerValue(message, 'X-Asterisk-HangupCauseCode')
  return cause ? { cause: Number(cause) } : {}
}
