// What agents know, and what a caller needs of them. Written as `english` (any level) or `english:3` (level 3 or more).

/** Skill → level, from 1. */
export type Skills = Readonly<Record<string, number>>

/** All terms of a list are needed; `any`: one of them; `not`: must not have it. */
export type SkillTerm =
  | string
  | { readonly any: readonly SkillTerm[] }
  | { readonly all: readonly SkillTerm[] }
  | { readonly not: SkillTerm }

export const MAX_SKILL_LEVEL = 10

/** @param written as `english` or `english:3` */
export function skillsOf(written: readonly string[]): Skills {
  return Object.fromEntries(
    written.map(text => {
      const { skill, level } = levelled(text)
      return [skill, level]
    }),
  )
}

/**
 * @param eased skill → the level that is enough by now, where it is lower than what was asked; 0: not needed any more
 */
export function meets(skills: Skills | undefined, wanted: readonly SkillTerm[], eased?: Skills): boolean {
  return wanted.every(term => has(skills, term, eased))
}

function has(skills: Skills | undefined, term: SkillTerm, eased: Skills | undefined): boolean {
  if (typeof term === 'string') {
    const { skill, level } = levelled(term)
    const enough = Math.min(level, eased?.[skill] ?? level)
    return enough === 0 || (skills?.[skill] ?? 0) >= enough
  }
  if ('any' in term) return term.any.some(one => has(skills, one, eased))
  if ('all' in term) return term.all.every(one => has(skills, one, eased))
  return !has(skills, term.not, undefined)
}

/** @returns the names of all skills that are spoken of, each once. */
export function skillsIn(wanted: readonly SkillTerm[]): string[] {
  const names = new Set<string>()
  const visit = (term: SkillTerm): void => {
    if (typeof term === 'string') names.add(levelled(term).skill)
    else if ('not' in term) visit(term.not)
    else for (const one of 'any' in term ? term.any : term.all) visit(one)
  }
  for (const term of wanted) visit(term)
  return [...names]
}

/** As people read it: `english ≥ 3, (sales or support), not trainee`. */
export function skillText(wanted: readonly SkillTerm[]): string {
  return wanted.map(textOf).join(', ')
}

function textOf(term: SkillTerm): string {
  if (typeof term === 'string') return term
  if ('not' in term) return `!${textOf(term.not)}`
  return 'any' in term ? `(${term.any.map(textOf).join(' | ')})` : `(${term.all.map(textOf).join(' & ')})`
}

// The same few texts are read at every decision.
const read = new Map<string, { skill: string; level: number }>()
const MOST_READ = 10_000

function levelled(text: string): { skill: string; level: number } {
  const known = read.get(text)
  if (known) return known
  const colon = text.lastIndexOf(':')
  const level = colon < 0 ? 1 : Number(text.slice(colon + 1))
  const found =
    colon < 0 || !Number.isInteger(level) || level < 1
      ? { skill: text, level: 1 }
      : { skill: text.slice(0, colon), level }
  if (read.size >= MOST_READ) read.clear()
  read.set(text, found)
  return found
}
