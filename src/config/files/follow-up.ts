// `follow-up:` of a queue: until when who gave up waiting there should be called back.
import Type, { type Static } from 'typebox'
import { durationMs } from '../../flows/duration.ts'
import type { Path, Problem } from '../../flows/problem.ts'
import { DurationSchema } from '../../flows/written.ts'
import { told } from '../../told/told.ts'

export const FollowUpSchema = Type.Union(
  [Type.Literal('none'), Type.Object({ within: DurationSchema }, { additionalProperties: false })],
  { saying: '{ within: 4h }, or none' },
)

/** Where nobody says otherwise. */
export const FOLLOW_UP_MS = 86_400_000

const [SHORTEST_MS, LONGEST_MS] = [60_000, 30 * 86_400_000]

/** @returns no time: nobody is to be called back */
export function readFollowUp(
  written: Static<typeof FollowUpSchema> | undefined,
  at: Path,
): { followUpMs?: number; problems: Problem[] } {
  if (written === 'none') return { problems: [] }
  const followUpMs = written === undefined ? FOLLOW_UP_MS : durationMs(written.within)
  if (followUpMs >= SHORTEST_MS && followUpMs <= LONGEST_MS) return { followUpMs, problems: [] }
  const problem = {
    code: 'wrong-value' as const,
    path: [...at, 'within'],
    sentence: told`Who gave up is called back within 1m to 30d.`,
    hint: told`Choose another time.`,
  }
  return { followUpMs: FOLLOW_UP_MS, problems: [problem] }
}
