// How long a message may be, as the owner writes it.
import Type from 'typebox'
import { told } from '../told/told.ts'
import { durationMs } from './duration.ts'
import type { Problem } from './problem.ts'
import { DurationSchema } from './written.ts'

export const messageSettings = {
  max: Type.Optional(DurationSchema),
  silence: Type.Optional(DurationSchema),
}

const LIMITS = { max: { fewestMs: 2_000, mostMs: 1_800_000 }, silence: { fewestMs: 1_000, mostMs: 60_000 } }

/** Times that would make it impossible to leave a message, or to end one. */
export function messageFlaws(written: { max?: string; silence?: string }): Problem[] {
  return (['max', 'silence'] as const).flatMap(name => {
    const time = written[name]
    const { fewestMs, mostMs } = LIMITS[name]
    if (time === undefined || (durationMs(time) >= fewestMs && durationMs(time) <= mostMs)) return []
    return [
      {
        code: 'wrong-value',
        path: [name],
        sentence: told`"${name}" must be from ${fewestMs / 1000}s to ${mostMs / 1000}s, and is ${time}.`,
        hint: name === 'max' ? told`2m is usual.` : told`5s is usual.`,
      },
    ]
  })
}
