// Does anybody serve what the queues and flows promise? Warnings only: people come and go in the running system, and
// whoever knows who works here now gives them; config/team.yaml alone tells of the first start.
import { meets, type SkillTerm, skillsOf } from '../agents/skills.ts'
import { didYouMean } from '../flows/did-you-mean.ts'
import type { Flow } from '../flows/flow.ts'
import type { Path, Problem } from '../flows/problem.ts'
import { wantedIn } from '../flows/skill-terms.ts'
import { DEFAULT_LEVEL, reachOf } from '../queues/roster.ts'
import { type Told, told } from '../told/told.ts'
import { type QueueConfig, queuesFile } from './files/queues.ts'
import type { Inspection } from './inspection.ts'

/** Who works here. Skills as `english` or `english:3`. */
export type Staff = readonly {
  readonly queues: readonly { readonly queue: string; readonly level?: number }[]
  readonly skills?: readonly string[]
}[]

export type Staffing = {
  readonly staff: Staff
  /** Whether it is everybody who works here now; else it is config/team.yaml. */
  readonly isLive: boolean
  readonly queues: readonly QueueConfig[] | undefined
  readonly flows: ReadonlyMap<string, Flow>
}

export function checkStaffing(staffing: Staffing, inspection: Inspection): void {
  const { staff, isLive, queues = [], flows } = staffing
  // Nobody is named in the files: everybody was, or will be, added in the running system.
  if (staff.length === 0 && !isLive) return
  const known = new Set(staff.flatMap(({ skills = [] }) => Object.keys(skillsOf(skills))))
  const unknown = (terms: readonly SkillTerm[], path: Path): Problem[] =>
    wantedIn(terms, path)
      .filter(({ skill }) => !known.has(skill))
      .map(({ skill, path: at }) => ({
        severity: 'warning',
        code: 'unknown-skill',
        path: at,
        sentence: told`Nobody has the skill "${skill}".`,
        hint: known.size > 0 ? didYouMean(skill, [...known]) : hintOf(isLive, told`Give it to somebody.`),
      }))
  for (const [index, queue] of queues.entries()) {
    const lost = unknown(queue.skills ?? [], [index, 'skills'])
    inspection.add(queuesFile.path, [...lost, ...served(queue, index, staffing, lost.length === 0)])
  }
  for (const [name, flow] of flows)
    for (const [section, steps] of Object.entries(flow.sections))
      for (const [index, step] of steps.entries())
        if (step?.verb === 'queue')
          inspection.add(`ivr-flows/${name}.yaml`, unknown(step.skills, [section, index, 'skills']))
}

/** @param asksSkills whether all of its skills are somebody's */
function served(
  queue: QueueConfig,
  index: number,
  { staff, isLive }: Staffing,
  asksSkills: boolean,
): Problem[] {
  const members = staff.filter(({ queues }) => queues.some(seat => seat.queue === queue.name))
  const warn = (code: string, path: Path, sentence: Told, hint: Told): Problem[] => [
    { severity: 'warning', code, path: [index, ...path], sentence, hint },
  ]
  if (members.length === 0)
    return warn(
      'nobody-serves',
      ['name'],
      told`Nobody serves the queue "${queue.name}".`,
      hintOf(isLive, told`Let somebody serve it.`),
    )
  const widen = queue.widen ?? []
  const { level, eased, anySkill } = reachOf(queue, widen.length)
  const isAbove = (one: Staff[number]) =>
    one.queues.some(seat => seat.queue === queue.name && (seat.level ?? DEFAULT_LEVEL) > level)
  const above = members.filter(isAbove).length
  const place = widen.length > 0 ? 'widen' : 'level'
  const closed =
    above === 0
      ? []
      : warn(
          'level-never-asked',
          [place],
          told`${above} who serve "${queue.name}" have a level above ${level}, and are never asked.`,
          told`Open their level at the end of widen:, or take level: out.`,
        )
  const { skills } = queue
  const fits = (one: Staff[number]) => !isAbove(one) && meets(skillsOf(one.skills ?? []), skills ?? [], eased)
  if (!asksSkills || !skills || anySkill || members.some(fits)) return closed
  const never = told`However long a caller waits, nobody who serves "${queue.name}" has the skills that it asks for.`
  return [...closed, ...warn('skills-never-met', ['skills'], never, told`End widen: with skills: none.`)]
}

const hintOf = (isLive: boolean, hint: Told): Told =>
  isLive ? hint : told`If that was done on the page of people, all is well; else: ${hint}`
