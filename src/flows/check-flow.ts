// What is wrong with a flow although every step of it is written well: names of things that don't exist,
// sections that nobody reaches, and circles that a caller can't leave.

import { type Told, told, toldAs } from '../told/told.ts'
import { checkEnds } from './check-ends.ts'
import { didYouMean } from './did-you-mean.ts'
import type { Flow } from './flow.ts'
import type { Problem } from './problem.ts'
import type { Mention } from './verb.ts'
import { mentionsOf, type Step, waysOf } from './verbs/verbs.ts'

/** What exists elsewhere. Undefined: its file could not be read, so nothing can be said. */
export type Known = {
  readonly queues: readonly string[] | undefined
  readonly hours: readonly string[] | undefined
  readonly flows?: readonly string[] | undefined
  readonly lookups?: readonly string[] | undefined
  readonly sends?: readonly string[] | undefined
  readonly boxes?: readonly string[] | undefined
  /** What lookups can answer; undefined: nobody can say. */
  readonly answers?: ReadonlySet<string> | undefined
  /** Lookups that send what they are given in an address, where no secret may stand. */
  readonly inAddress?: readonly string[]
  /** Why no flow may send callers to this number outside; undefined: nobody can say. */
  outsideProblem?(number: string): Omit<Problem, 'path'>[]
  /** For each language that callers of this flow may hear: the prompts that can be said. */
  readonly prompts: ReadonlyMap<string, ReadonlySet<string>>
  /** In which of them a step may be met; without it: in all. */
  spokenAt?(section: string, step: number): ReadonlySet<string>
  /** Languages that have prompts. */
  readonly languages?: readonly string[] | undefined
}

/** More of one flow helps nobody, and looking for the nearest name takes time. */
const MAX_PROBLEMS = 50

/** Checks what the flow names. Works on a flow with holes too. */
export function checkMentions(flow: Flow, known: Known): Problem[] {
  const problems: Problem[] = []
  for (const [section, steps] of Object.entries(flow.sections))
    for (const [index, step] of steps.entries())
      for (const mention of step ? mentionsOf(step) : []) {
        const path = [section, index, ...mention.path]
        const wrong =
          mention.kind === 'prompt'
            ? unsaid(mention.name, promptsAt(known, section, index))
            : [...missing(mention, flow, known), ...shown(mention, step, known)]
        problems.push(...wrong.map(problem => ({ ...problem, path })))
        if (problems.length >= MAX_PROBLEMS) return problems
      }
  return problems
}

type Missing = Omit<Problem, 'path'>

function missing({ kind, name }: Mention, flow: Flow, known: Known): Missing[] {
  switch (kind) {
    case 'section':
      // Listing them all is for who must choose: it takes long in a large flow.
      return name in flow.sections
        ? []
        : absent('section', name, Object.keys(flow.sections), told`in this flow`)
    case 'queue':
      return known.queues ? absent('queue', name, known.queues, told`in ${'config/queues.yaml'}`) : []
    case 'hours':
      return known.hours ? absent('hours', name, known.hours, told`in ${'config/hours.yaml'}`) : []
    case 'flow':
      return known.flows ? absent('flow', name, known.flows, told`in ${'ivr-flows/'}`) : []
    case 'lookup':
      return known.lookups ? absent('lookup', name, known.lookups, told`in ${'config/lookups.yaml'}`) : []
    case 'send':
      return known.sends ? absent('send', name, known.sends, told`in ${'config/sends.yaml'}`) : []
    case 'box':
      return known.boxes ? absent('box', name, known.boxes, told`in ${'config/boxes.yaml'}`) : []
    case 'number':
      return known.outsideProblem?.(name) ?? []
    case 'uses':
      return unanswered(name, known)
    case 'language':
      return known.languages ? unspoken(name, known.languages) : []
    default:
      return []
  }
}

function promptsAt({ prompts, spokenAt }: Known, section: string, step: number): Known['prompts'] {
  const spoken = spokenAt?.(section, step)
  if (!spoken) return prompts
  return new Map([...prompts].filter(([language]) => spoken.has(language)))
}

function unsaid(name: string, prompts: Known['prompts']): Missing[] {
  return [...prompts]
    .filter(([, keys]) => !keys.has(name))
    .map(([language, keys]) => ({
      code: 'missing-prompt',
      sentence: told`There is no prompt "${name}" in the language ${language}.`,
      hint: told`${didYouMean(name, [...keys])} Or add a sentence to sounds/${language}/prompts.yaml, or a recording ${name}.wav beside it.`,
    }))
}

function unspoken(language: string, languages: readonly string[]): Missing[] {
  if (languages.includes(language)) return []
  const sentence = told`There is nothing to say in the language "${language}".`
  const file = `sounds/${language}/prompts.yaml`
  return [
    {
      code: 'unknown-language',
      sentence,
      hint: told`Add ${file}, or use one of ${languages.join(', ')}.`,
    },
  ]
}

function unanswered(name: string, { answers }: Known): Missing[] {
  const [room, value = ''] = name.split('.')
  if (room !== 'lookup' || !answers || answers.has(value)) return []
  return [
    {
      code: 'unknown-value',
      sentence: told`No lookup answers "${value}".`,
      hint: told`${didYouMean(value, [...answers])} What a lookup answers stands under takes: in config/lookups.yaml.`,
    },
  ]
}

/** A secret that would be said, or sent in an address. */
function shown({ kind, name, path }: Mention, step: Step | undefined, { inAddress = [] }: Known): Missing[] {
  if (kind !== 'uses' || !name.startsWith('secret.')) return []
  if (step?.verb !== 'lookup' || path[0] !== 'with')
    return [
      {
        code: 'secret-shown',
        sentence: told`"${name}" is a secret, and can be given to a lookup alone.`,
        hint: told`Give it to a lookup, and use what the lookup answers.`,
      },
    ]
  if (!inAddress.includes(step.lookup)) return []
  return [
    {
      code: 'secret-shown',
      sentence: told`The lookup "${step.lookup}" asks by GET, so "${name}" would stand in an address.`,
      hint: told`Write method: POST there, if the other system takes it.`,
    },
  ]
}

function absent(kind: string, name: string, names: readonly string[], where: Told): Missing[] {
  if (names.includes(name)) return []
  const sentence =
    kind === 'hours'
      ? told`There are no hours "${name}" ${where}.`
      : told`There is no ${toldAs(kind)} "${name}" ${where}.`
  return [{ code: `unknown-${kind}`, sentence, hint: didYouMean(name, names) }]
}

/**
 * Checks where the flow can lead. Only for a flow without holes; when a section that it names is missing,
 * that is said by checkMentions, and what follows from it is not said here.
 */
export function checkWays(flow: Flow): Problem[] {
  const steps = Object.values(flow.sections).flat()
  const goals = steps.flatMap(step => mentionsOf(step)).filter(({ kind }) => kind === 'section')
  if (goals.some(({ name }) => !(name in flow.sections))) return []
  const problems = [...unreachable(flow), ...unreachableSteps(flow), ...circles(flow)]
  // A circle is said as a circle, not a second time as a way without an end.
  return problems.length > 0 ? problems : checkEnds(flow)
}

function unreachable(flow: Flow): Problem[] {
  const reached = new Set(['start'])
  for (const section of reached)
    for (const step of flow.sections[section] ?? [])
      for (const { kind, name } of mentionsOf(step)) if (kind === 'section') reached.add(name)
  return Object.keys(flow.sections)
    .filter(section => !reached.has(section))
    .map(section => ({
      code: 'unreachable-section',
      path: [section],
      at: 'key',
      sentence: told`No caller ever reaches section "${section}".`,
      hint: told`Lead to it from a menu or with go, or delete it.`,
    }))
}

function unreachableSteps(flow: Flow): Problem[] {
  return Object.entries(flow.sections).flatMap(([section, steps]): Problem[] => {
    const last = steps.findIndex(step => !waysOf(step).next)
    if (last < 0 || last === steps.length - 1) return []
    return [
      {
        code: 'unreachable-step',
        path: [section, last + 1],
        sentence: told`No caller ever reaches this step: ${steps[last]!.verb} before it does not lead on to it.`,
        hint: told`Delete it, or move it to a section of its own.`,
      },
    ]
  })
}

/** One way from section to section that a silent caller may be taken. */
type Edge = { from: string; step: number; to: string; waits: boolean }

/** Circles that go on for ever when the caller presses nothing; without a wait they would even be a hot loop. */
function circles(flow: Flow): Problem[] {
  const problems: Problem[] = []
  const done = new Set<string>()
  const walk = (section: string, trail: readonly Edge[]): void => {
    if (done.has(section)) return
    const begin = trail.findIndex(edge => edge.from === section)
    if (begin >= 0) {
      problems.push(circle(trail.slice(begin)))
      return
    }
    for (const edge of edgesOf(section, flow.sections[section] ?? [])) walk(edge.to, [...trail, edge])
    done.add(section)
  }
  walk('start', [])
  for (const section of Object.keys(flow.sections)) walk(section, [])
  return problems
}

function edgesOf(from: string, steps: readonly Step[]): Edge[] {
  const edges: Edge[] = []
  let waits = false
  for (const [step, written] of steps.entries()) {
    const ways = waysOf(written)
    waits ||= ways.waits
    for (const to of ways.silent) edges.push({ from, step, to, waits })
    if (!ways.next) break
  }
  return edges
}

function circle(edges: readonly Edge[]): Problem {
  const last = edges.at(-1)!
  const waits = edges.some(edge => edge.waits)
  const names = [...edges.map(edge => edge.from), last.to].join(' → ')
  return {
    code: waits ? 'loop-without-end' : 'loop-without-waiting',
    path: [last.from, last.step],
    sentence: waits
      ? told`A caller who presses nothing goes in a circle for ever: ${names}.`
      : told`This is a circle in which nothing is ever said or asked: ${names}.`,
    hint: told`Let the last step lead to a queue, to another section or to hangup.`,
  }
}
