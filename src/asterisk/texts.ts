// What is not there yet is made before it can be played: a text that the voice must read, a prompt that nobody has
// needed before. What is there plays at once; the others when they are made, unless the call has moved on meanwhile.
import type { LegCommand } from '../calls/commands.ts'

type Play = Extract<LegCommand, { type: 'Play' }>

/** @returns undefined when all of it is there; else resolves when it is, or when it can't be made. */
export type Prepare = (language: string, say: Play['say']) => Promise<void> | undefined

export function openTexts(prepare: Prepare) {
  const pending = new Set<string>()

  return {
    whenRead({ play, say, language }: Play, go: () => void): void {
      const made = prepare(language, say)
      if (!made) return go()
      pending.add(play)
      made.finally(() => {
        if (pending.delete(play)) go()
      })
    },

    isReading: (play: string): boolean => pending.has(play),

    /** Stopped before it began. */
    forget(play: string): void {
      pending.delete(play)
    },
  }
}
