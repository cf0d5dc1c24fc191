// What an agent must know, as flows and queues write it.
//
//   skills: [english, billing:3]                              both, and billing at level 3 or higher
//   skills: [{ any: [english, french] }, { not: trainee }]    one of the two, and no trainee
import Type, { type TSchema } from 'typebox'
import type { SkillTerm } from './flow.ts'
import type { Path } from './problem.ts'
import { NamePattern } from './written.ts'

export const SkillSchema = Type.String({
  pattern: `${NamePattern.slice(0, -1)}(:([1-9]|10))?$`,
  saying: 'a skill such as english, or english:3 with the level that is needed, 1 to 10',
})

const only = { additionalProperties: false }

function termOf<T extends TSchema>(inner: T) {
  const list = Type.Array(inner, { minItems: 1, maxItems: 10, saying: 'a list of skills, 1 to 10' })
  return Type.Union(
    [
      SkillSchema,
      Type.Object({ any: list }, only),
      Type.Object({ all: list }, only),
      Type.Object({ not: inner }, only),
    ],
    { saying: 'a skill such as english or english:3, { any: […] }, { all: […] } or { not: … }' },
  )
}

/** Nobody needs more than three in each other, and nobody could read it. */
const INNERMOST = termOf(SkillSchema)
const MIDDLE = termOf(INNERMOST)

/** What is written once where it is published. */
export const SKILL_PARTS: Readonly<Record<string, TSchema>> = {
  skill: SkillSchema,
  'skill-term': INNERMOST,
  'skill-terms': MIDDLE,
}

export const SkillTermsSchema = Type.Array(termOf(MIDDLE), {
  maxItems: 10,
  saying: 'a list of skills, 10 at most',
})

/** @returns each skill that is wanted of somebody, with the place where it stands; not what must be missing. */
export function wantedIn(terms: readonly SkillTerm[], path: Path): { skill: string; path: Path }[] {
  return terms.flatMap((term, index) => wantedBy(term, [...path, index]))
}

function wantedBy(term: SkillTerm, path: Path): { skill: string; path: Path }[] {
  if (typeof term === 'string') return [{ skill: term.replace(/:\d+$/, ''), path }]
  if ('not' in term) return []
  return 'any' in term ? wantedIn(term.any, [...path, 'any']) : wantedIn(term.all, [...path, 'all'])
}
