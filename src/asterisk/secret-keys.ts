// Secret digits: while a leg is asked for them, its keys go here and nowhere else. They live in this process's
// memory, under a handle, until the conversation ends; only a lookup can redeem them.
//
//   collect ──▶ waiting for the first key ──▶ … further keys … ──(end key, enough, time)──▶ kept under the handle

import type { LegCommand } from '../calls/commands.ts'
import type { CallInput } from '../calls/events.ts'

type Collect = Extract<LegCommand, { type: 'CollectSecret' }>
type Collected = Extract<CallInput, { type: 'SecretCollected' }>

/** No call is that long: what nobody redeemed is forgotten. */
const KEPT_MS = 4 * 3_600_000

export type SecretKeys = ReturnType<typeof openSecretKeys>

export function openSecretKeys(tell: (conversation: string, input: CallInput) => void) {
  const pads = new Map<
    string,
    { conversation: string; ask: Collect; digits: string; timer: NodeJS.Timeout }
  >()
  const kept = new Map<string, { conversation: string; digits: string; timer: NodeJS.Timeout }>()

  return {
    collect(conversation: string, ask: Collect): void {
      const before = pads.get(ask.leg)
      clearTimeout(before?.timer)
      // Asked again once the prompt is over: whoever has begun meanwhile goes on.
      const digits = before?.conversation === conversation ? before.digits : ''
      const timer = setTimeout(finish, digits === '' ? ask.firstMs : ask.betweenMs, ask.leg, 'time-up')
      pads.set(ask.leg, { conversation, ask, digits, timer })
    },

    stop(handle: string): void {
      for (const [leg, { ask, timer }] of pads)
        if (ask.handle === handle) {
          clearTimeout(timer)
          pads.delete(leg)
        }
    },

    /** @returns true: the key was secret, and nobody else may see it. */
    pressed(leg: string, digit: string): boolean {
      const pad = pads.get(leg)
      if (!pad) return false
      const { ask } = pad
      clearTimeout(pad.timer)
      if (ask.end.includes(digit)) {
        finish(leg, 'done')
        return true
      }
      pad.digits += digit
      if (pad.digits.length >= ask.max) finish(leg, 'done')
      else
        pad.timer = setTimeout(finish, ask.betweenMs, leg, pad.digits.length >= ask.min ? 'done' : 'time-up')
      return true
    },

    /** @returns the digits, for whoever asks another system with them; undefined: none, or forgotten. */
    redeem: (handle: string): string | undefined => kept.get(handle)?.digits,

    /** The conversation is over: nothing of it is remembered. */
    forget(conversation: string): void {
      for (const [leg, pad] of pads)
        if (pad.conversation === conversation) {
          clearTimeout(pad.timer)
          pads.delete(leg)
        }
      for (const [handle, one] of kept) if (one.conversation === conversation) drop(handle)
    },
  }

  function finish(leg: string, outcome: Collected['outcome']): void {
    const pad = pads.get(leg)
    if (!pad) return
    pads.delete(leg)
    const { handle, min } = pad.ask
    const { conversation, digits } = pad
    const enough = digits.length >= min
    if (enough) {
      const timer = setTimeout(drop, KEPT_MS, handle)
      timer.unref()
      kept.set(handle, { conversation, digits, timer })
    }
    const input: Collected = {
      type: 'SecretCollected',
      handle,
      length: digits.length,
      outcome: enough ? outcome : 'time-up',
    }
    tell(conversation, input)
  }

  function drop(handle: string): void {
    clearTimeout(kept.get(handle)?.timer)
    kept.delete(handle)
  }
}
