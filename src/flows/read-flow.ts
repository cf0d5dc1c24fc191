// The loader: a flow as the owner wrote it (plain data) → sections of typed steps, and what is wrong with it.
import Type, { type TSchema } from 'typebox'
import { type Told, told } from '../told/told.ts'
import type { Flow } from './flow.ts'
import type { Path, Problem } from './problem.ts'
import { namedTwice, TestsSchema, type WrittenTest } from './rehearsal/written-tests.ts'
import { verbOf } from './verb-of-step.ts'
import { type Step, verbNames, verbs } from './verbs/verbs.ts'
import { NameSchema } from './written.ts'

/** Says what does not fit a schema; the configuration brings it. */
export type Validate = (schema: TSchema, value: unknown, path: Path) => readonly Problem[]

export type ReadFlow = {
  /** Holds the steps that could be read: enough to check what they name, even where others are wrong. */
  readonly flow?: Flow
  readonly problems: readonly Problem[]
}

/** Keys of a flow that are no sections. */
const HEAD = ['flow', 'title', 'language', 'tests']

export const HEAD_SCHEMA = Type.Object({
  flow: NameSchema,
  title: Type.String({ minLength: 1, maxLength: 200, saying: 'a text for people, up to 200 letters' }),
  language: Type.Optional(Type.String({ pattern: '^[a-z]{2}$', saying: 'two letters, such as vi or en' })),
  tests: Type.Optional(TestsSchema),
})

const MAX_SECTIONS = 5000

/** More of one flow helps nobody; what comes after is not read. */
const MAX_PROBLEMS = 100

/** @param name what the flow must be called: the name of its file. */
export function readFlow(name: string, written: unknown, validate: Validate): ReadFlow {
  if (!isRecord(written))
    return {
      problems: [
        {
          code: 'wrong-type',
          path: [],
          sentence: told`A flow is a group of sections, and this is none.`,
          hint: told`Begin with the line flow: ${name}`,
        },
      ],
    }
  const wrongHead = validate(HEAD_SCHEMA, written, [])
  const problems: Problem[] = [...wrongHead]
  // A head without mistakes has tests that fit their schema.
  const tests = wrongHead.length === 0 ? (written.tests as readonly WrittenTest[] | undefined) : undefined
  problems.push(...namedTwice(tests ?? []))
  if (typeof written.flow === 'string' && written.flow !== name)
    problems.push({
      code: 'wrong-name',
      path: ['flow'],
      sentence: told`This flow calls itself "${written.flow}", and its file "${name}".`,
      hint: told`Let both have the same name.`,
    })
  const sections: Record<string, readonly Step[]> = Object.create(null)
  const names = Object.keys(written).filter(key => !HEAD.includes(key))
  if (names.length > MAX_SECTIONS)
    problems.push({
      code: 'too-big',
      path: [names[MAX_SECTIONS]!],
      at: 'key',
      sentence: told`A flow has at most ${MAX_SECTIONS} sections.`,
      hint: told`Split it into several flows.`,
    })
  for (const section of names.slice(0, MAX_SECTIONS))
    sections[section] =
      problems.length < MAX_PROBLEMS ? readSection(section, written[section], validate, problems) : []
  if (!('start' in sections))
    problems.push({
      code: 'missing-start',
      path: [],
      sentence: told`This flow has no section "start", where every caller begins.`,
      hint: didYouMeanStart(names),
    })
  const flow: Flow = {
    name,
    title: typeof written.title === 'string' ? written.title : name,
    ...(typeof written.language === 'string' ? { language: written.language } : {}),
    sections,
    ...(tests ? { tests } : {}),
  }
  return { flow, problems }
}

function didYouMeanStart(names: readonly string[]): Told {
  return names.length > 0 ? told`Call the first section start: instead of ${names[0]!}:.` : told`Add it.`
}

function readSection(name: string, written: unknown, validate: Validate, problems: Problem[]): Step[] {
  const wrongName = validate(NameSchema, name, [name])
  if (wrongName[0]) problems.push({ ...wrongName[0], code: 'bad-key', at: 'key' })
  if (!Array.isArray(written)) {
    problems.push({
      code: 'wrong-type',
      path: [name],
      sentence: told`Section "${name}" must be a list of steps.`,
      hint: told`Begin each step with "- ", such as "- say: welcome".`,
    })
    return []
  }
  const steps: Step[] = []
  for (const [index, step] of written.entries()) {
    const read = readStep(step, [name, index], validate, problems)
    // A hole keeps the places of the others; a flow with a hole is never run.
    if (read) steps[index] = read
  }
  if (written.length === 0)
    problems.push({
      code: 'empty-section',
      path: [name],
      sentence: told`Section "${name}" has no steps: a caller would be hung up on.`,
      hint: told`Add a step, or write "- hangup" if that is meant.`,
    })
  return steps
}

function readStep(written: unknown, path: Path, validate: Validate, problems: Problem[]): Step | undefined {
  const step = written === 'hangup' || written === 'return' ? { [written]: null } : written
  if (!isRecord(step)) {
    problems.push({
      code: 'wrong-type',
      path,
      sentence: told`A step is a verb with what it needs, and this is none.`,
      hint: told`Write it like "- say: welcome". Verbs: ${verbNames.join(', ')}.`,
    })
    return undefined
  }
  const name = verbOf(step, path, problems)
  if (name === undefined) return undefined
  const verb = verbs[name]
  const wrong = validate(verb.schema, step, path)
  problems.push(...wrong)
  if (wrong.length > 0) return undefined
  const flaws = verb.flaws?.(step) ?? []
  for (const flaw of flaws) problems.push({ ...flaw, path: [...path, ...flaw.path] })
  return flaws.length === 0 ? verb.read(step) : undefined
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
