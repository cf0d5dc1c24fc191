// The caller of a rehearsal: what he does, in order, as data. A test of a flow writes it, an impact preview takes it
// from what a real caller did.

export type Act =
  /** Keys at the next question; none: he lets it pass. `x` stands for a key that nobody may know. */
  | { readonly press: string }
  /** He does nothing for so long, wherever he is: in a queue above all. */
  | { readonly waitMs: number }
  /** How long he speaks when he is next recorded. */
  | { readonly speakMs: number }
  | { readonly hangUp: true }

export type Script = readonly Act[]

/** Speaks this long when nothing else is written. */
const USUAL_SPEECH_MS = 5_000

/** Hears a prompt for so long; a test that needs it longer says so by its script. */
export const PROMPT_MS = 3_000

/** What he says when he is next recorded, and what he does besides. */
export function speechIn(script: Script): { durationMs: number; left: Script } {
  const at = script.findIndex(act => 'speakMs' in act)
  const act = script[at]
  const durationMs = act && 'speakMs' in act ? act.speakMs : USUAL_SPEECH_MS
  return { durationMs, left: script.filter((_, index) => index !== at) }
}
