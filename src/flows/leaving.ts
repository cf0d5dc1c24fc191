// The last words of a verb that gives up: it says them, then hangs up.
//
//   leaving ──played, or not playable──▶ hang up
import type { Heard, Spoken, Wish } from './flow.ts'
import { NO_WISHES, type Turn } from './verb.ts'

export type Leaving = { phase: 'leaving'; words: readonly Spoken[] }

export function isLeaving(memory: unknown): memory is Leaving {
  return (memory as { phase?: unknown } | undefined)?.phase === 'leaving'
}

/** To the section, if the owner named one; else goodbye. */
export function giveUp(
  section: string | undefined,
  wishes: readonly Wish[],
  words: readonly Spoken[] = ['goodbye'],
): Turn {
  if (section !== undefined) return { to: 'section', section, wishes }
  const memory: Leaving = { phase: 'leaving', words }
  return { to: 'same', wishes: [...wishes, { type: 'play', say: words }], memory }
}

export function leave(memory: Leaving, heard: Heard): Turn {
  if (heard.type === 'resumed') return { to: 'same', wishes: [{ type: 'play', say: memory.words }], memory }
  const isOver = heard.type === 'played' || heard.type === 'play-failed'
  return { to: 'same', wishes: isOver ? [{ type: 'hang-up' }] : NO_WISHES, memory }
}
