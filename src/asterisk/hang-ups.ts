// What Asterisk says when somebody hangs up, in its order: that he did, that what he was speaking is over, and only
// then, some ten milliseconds later, that his leg is gone.
//
//   ChannelHangupRequest → RecordingFinished | PlaybackFinished → ChannelDestroyed
//
// - His leg ended when he hung up: those milliseconds of each talk are nobody's.
// - The flow may have come to its end before his leg is gone, so what ended his message goes with it.
// - A prompt that his goodbye broke off did not come to its end: nobody goes on behind it, and his leg's end says all.
import type { CallInput } from '../calls/events.ts'
import type { AriEvent } from './ari-types.ts'
import { conversationOf, ours } from './names.ts'
import type { Translated } from './translate.ts'

export type HangUps = {
  /**
   * Every event must come by here.
   * @returns what it was translated to, with the time of the goodbye where that ended a leg, and `hungUp` where it ended
   * a message; undefined where it broke off a prompt
   */
  marked(event: AriEvent, heard: Translated | undefined): Translated | undefined
}

/** @param clock their time → ours, epoch ms */
export function openHangUps(clock: (theirs: number) => number): HangUps {
  /** Channels that are hanging up, theirs and ours, and since when: epoch ms, our clock. */
  const goodbyes = new Map<string, number>()
  /** Conversations whose caller is hanging up. */
  const leaving = new Set<string>()

  function hangsUp(channel: string, timestamp: string): void {
    if (!ours(channel)) leaving.add(conversationOf(channel))
    // It is often said twice; the first is his.
    if (!goodbyes.has(channel)) goodbyes.set(channel, clock(Date.parse(timestamp)))
  }

  function isGone(channel: string): void {
    goodbyes.delete(channel)
    if (!ours(channel)) leaving.delete(conversationOf(channel))
  }

  function during(conversation: string, input: CallInput): CallInput | undefined {
    if (input.type === 'LegEnded') {
      const endedAt = Math.min(input.endedAt, goodbyes.get(input.leg) ?? input.endedAt)
      return { ...input, endedAt }
    }
    if (!leaving.has(conversation)) return input
    if (input.type === 'PlayEnded') return undefined
    const isMessage = input.type === 'RecordingEnded' && ours(input.recording)?.role === 'msg'
    return isMessage ? { ...input, hungUp: true } : input
  }

  return {
    marked(event, heard) {
      if (event.type === 'ChannelHangupRequest') hangsUp(event.channel.id, event.timestamp)
      const input = heard?.to === 'call' ? during(heard.conversation, heard.input) : undefined
      if (event.type === 'ChannelDestroyed') isGone(event.channel.id)
      if (heard?.to !== 'call') return heard
      return input && { ...heard, input }
    },
  }
}
