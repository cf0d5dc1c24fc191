// Who hangs up while he speaks a message: Asterisk tells that he does, then that the recording is over, and only then
// that his leg is gone. The flow may have come to its end by that time, so what ended the recording goes with it.
// A prompt that his goodbye broke off did not come to its end either: nobody goes on behind it, and his leg's end says all.
import type { AriEvent } from './ari-types.ts'
import { conversationOf, ours } from './names.ts'
import type { Translated } from './translate.ts'

export type HangUps = {
  /**
   * Every event must come by here.
   * @returns what it was translated to, with `hungUp` where that ended a message; undefined where it broke off a prompt
   */
  marked(event: AriEvent, heard: Translated | undefined): Translated | undefined
}

export function openHangUps(): HangUps {
  /** Conversations whose caller is hanging up. */
  const leaving = new Set<string>()
  return {
    marked(event, heard) {
      if (event.type === 'ChannelHangupRequest' && !ours(event.channel.id))
        leaving.add(conversationOf(event.channel.id))
      if (event.type === 'ChannelDestroyed') leaving.delete(conversationOf(event.channel.id))
      if (heard?.to === 'call' && heard.input.type === 'PlayEnded' && leaving.has(heard.conversation))
        return undefined
      if (heard?.to !== 'call' || heard.input.type !== 'RecordingEnded') return heard
      const isMessage = ours(heard.input.recording)?.role === 'msg'
      if (!isMessage || !leaving.has(heard.conversation)) return heard
      return { ...heard, input: { ...heard.input, hungUp: true } }
    },
  }
}
