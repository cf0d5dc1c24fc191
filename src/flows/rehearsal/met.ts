// What a caller meets on his way, one thing after another: what a test expects, and what two versions are compared by.
import type { Spoken, Trace } from '../flow.ts'
import type { Value } from '../value.ts'
import type { Step } from '../verbs/verbs.ts'

export type Met =
  | { readonly section: string }
  | { readonly say: readonly Spoken[] }
  /** A question, by its first prompt; collect, secret and dial by their name. */
  | { readonly menu: Spoken }
  | { readonly collect: string }
  | { readonly secret: string }
  | { readonly dial: Spoken }
  | { readonly queue: string }
  /** A number outside. */
  | { readonly transfer: string }
  | { readonly 'leave-queue': true }
  | { readonly callback: string }
  | { readonly lookup: string }
  | { readonly voicemail: string }
  | { readonly record: string }
  | { readonly language: string }
  | { readonly note: Readonly<Record<string, Value>> }
  | { readonly send: string }
  | { readonly hangup: string }

/** Questions that the house answers itself, at once: he notices nothing of them. */
export const isOwnAsk = (lookup: string): boolean => lookup.startsWith('*')

/** What the caller meets when this step says something: the question itself, or words around it. */
export function metByPlay(step: Step | undefined, say: readonly Spoken[]): Met {
  const asked = step && question(step)
  if (asked && say.some(spoken => asked.words.includes(inWords(spoken)))) return asked.met
  return { say }
}

/** What he meets when this step has him recorded. */
export function metByRecording(step: Step | undefined): Met {
  if (step?.verb === 'voicemail') return { voicemail: step.box }
  return { record: step?.verb === 'record' ? step.name : '' }
}

/** What of the trace he meets. */
export function metByTrace(one: Trace): Met[] {
  if (one.type === 'SectionEntered') return [{ section: one.section }]
  if (one.type === 'NoteTaken') return [{ note: { [one.name]: one.value } }]
  return one.type === 'SendingAsked' ? [{ send: one.send }] : []
}

function question(step: Step): { met: Met; words: readonly string[] } | undefined {
  switch (step.verb) {
    case 'menu':
      return { met: { menu: named(step.say[0]) }, words: step.say.map(inWords) }
    case 'collect':
      return { met: { collect: step.name }, words: step.say.map(inWords) }
    case 'secret':
      return { met: { secret: step.name }, words: step.say.map(inWords) }
    case 'dial':
      return { met: { dial: named(step.say[0]) }, words: step.say.map(inWords) }
    default:
      return undefined
  }
}

const named = (utterance: unknown): Spoken => (typeof utterance === 'string' ? utterance : inWords(utterance))

export const inWords = (spoken: unknown): string =>
  typeof spoken === 'string' ? spoken : JSON.stringify(spoken)
