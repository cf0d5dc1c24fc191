// Texts are read by the voice before they can be played. What has none plays at once; the others when the voice is
// done, unless the call has moved on meanwhile.
import type { LegCommand } from '../calls/commands.ts'

type Play = Extract<LegCommand, { type: 'Play' }>

export function openTexts(read: (language: string, text: string) => Promise<void>) {
  const pending = new Set<string>()

  return {
    whenRead({ play, say, language }: Play, go: () => void): void {
      const texts = say.flatMap(sound => (typeof sound !== 'string' && 'text' in sound ? [sound.text] : []))
      if (texts.length === 0) return go()
      pending.add(play)
      const all = Promise.all(texts.map(text => read(language, text)))
      all.finally(() => {
        if (pending.delete(play)) go()
      })
    },

    /** Stopped before it began. */
    forget(play: string): void {
      pending.delete(play)
    },
  }
}
