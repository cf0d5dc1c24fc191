// `widen:` of a queue: who waits longer is offered to more agents. Each step must come later than the one before, and
// open something that was closed.
//
//   level: 1
//   skills: [english:3]
//   widen:
//     - { after: 30s, level: 2 }
//     - { after: 60s, skills: { english: 1 } }     # level 1 is enough now; 0: not needed any more
//     - { after: 90s, skills: none }
import Type, { type Static } from 'typebox'
import { durationMs } from '../../flows/duration.ts'
import type { Path, Problem } from '../../flows/problem.ts'
import { DurationSchema, NamePattern } from '../../flows/written.ts'
import type { Widening } from '../../queues/roster.ts'
import { type Told, told } from '../../told/told.ts'

export const HIGHEST_LEVEL = 99

export const LevelSchema = Type.Integer({
  minimum: 1,
  maximum: HIGHEST_LEVEL,
  saying: `a whole number from 1 to ${HIGHEST_LEVEL}`,
})

export const WideningSchema = Type.Array(
  Type.Object(
    {
      after: DurationSchema,
      level: Type.Optional(LevelSchema),
      skills: Type.Optional(
        Type.Union(
          [
            Type.Literal('none'),
            Type.Record(Type.String({ pattern: NamePattern }), Type.Integer({ minimum: 0, maximum: 10 }), {
              additionalProperties: false,
            }),
          ],
          { saying: 'none, or skills with the level that is enough, such as { english: 1 }' },
        ),
      ),
    },
    { additionalProperties: false },
  ),
  { maxItems: 20, saying: 'a list of { after, level, skills }, 20 at most' },
)

type Written = Static<typeof WideningSchema>

/** What was reached by the steps before. */
type Reached = { after: string; level: number; eased: Map<string, number>; anySkill: boolean }

/** @param level the queue's own; missing: all levels are asked at once */
export function readWidening(
  written: Written | undefined,
  level: number | undefined,
  at: Path,
): { widen: Widening[]; problems: Problem[] } {
  const problems: Problem[] = []
  const reached: Reached = {
    after: '0s',
    level: level ?? Number.POSITIVE_INFINITY,
    eased: new Map(),
    anySkill: false,
  }
  const widen = (written ?? []).map((step, index): Widening => {
    const { after, level: opened, skills } = step
    const afterMs = durationMs(after)
    const say = (key: string, sentence: Told, hint: Told) =>
      problems.push({ code: 'wrong-widening', path: [...at, index, ...(key ? [key] : [])], sentence, hint })
    if (afterMs <= durationMs(reached.after))
      say(
        'after',
        index === 0 ? told`The first step comes at once.` : told`The step before comes at ${reached.after}.`,
        told`Let the times rise.`,
      )
    const levelWidens = opened !== undefined && widensTo(opened, reached, say)
    const skillsWiden = skills !== undefined && eases(skills, reached, say)
    if (opened === undefined && !skillsWiden && (skills === undefined || isNothing(skills)))
      say('', told`This step opens nothing.`, told`Give it level: or skills:, or take it out.`)
    if (levelWidens) reached.level = opened
    reached.after = after
    const eased = skills === 'none' ? 'all' : skills
    return { afterMs, ...(opened !== undefined && { level: opened }), ...(eased && { skills: eased }) }
  })
  return { widen, problems }
}

type Say = (key: string, sentence: Told, hint: Told) => void

function widensTo(level: number, reached: Reached, say: Say): boolean {
  if (level > reached.level) return true
  if (reached.level === Number.POSITIVE_INFINITY)
    say(
      'level',
      told`All levels are asked from the start.`,
      told`Give the queue a level: that it begins with.`,
    )
  else if (level < reached.level)
    say('level', told`Level ${reached.level} is open already.`, told`A step can't take agents away again.`)
  else say('level', told`Level ${level} is open already.`, told`Write a higher one, or take it out.`)
  return false
}

function eases(skills: NonNullable<Written[number]['skills']>, reached: Reached, say: Say): boolean {
  if (reached.anySkill) {
    say('skills', told`No skill is needed any more since ${reached.after}.`, told`Take skills: out.`)
    return false
  }
  if (skills === 'none') {
    reached.anySkill = true
    return true
  }
  let any = false
  for (const [skill, level] of Object.entries(skills)) {
    const before = reached.eased.get(skill)
    if (before !== undefined && level >= before)
      say(
        'skills',
        told`Level ${before} of "${skill}" is enough already.`,
        told`Write a lower one, or take it out: a step can't take agents away again.`,
      )
    else any = true
    reached.eased.set(skill, Math.min(level, before ?? level))
  }
  return any
}

const isNothing = (skills: object | 'none') => skills !== 'none' && Object.keys(skills).length === 0
