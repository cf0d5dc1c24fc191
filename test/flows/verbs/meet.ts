// A caller who meets one step: the step as the owner writes it, what he does, and what it wishes for, in words.
// Behind the step stands "say: after"; every section that it names says "at-<name>".
import { parse } from 'yaml'
import { problemsOf } from '../../../src/config/validate.ts'
import type { Flow, Heard, Place, Spoken, Trace, Wish, World } from '../../../src/flows/flow.ts'
import { advance, start } from '../../../src/flows/interpreter.ts'
import type { Problem } from '../../../src/flows/problem.ts'
import { readFlow } from '../../../src/flows/read-flow.ts'
import type { Values } from '../../../src/flows/value.ts'
import { mentionsOf } from '../../../src/flows/verbs/verbs.ts'

export const entered: Heard = { type: 'entered' }
export const played: Heard = { type: 'played' }
export const unplayable: Heard = { type: 'play-failed' }
export const timeUp: Heard = { type: 'time-up' }
export const resumed: Heard = { type: 'resumed' }
export const returned: Heard = { type: 'returned' }
export const key = (digit: string): Heard => ({ type: 'key', digit })
export const keys = (digits: string): Heard[] => [...digits].map(key)
export const found = (values: Values = {}): Heard => ({ type: 'looked-up', outcome: 'found', values })
export const notFound: Heard = { type: 'looked-up', outcome: 'not-found', values: {} }
export const failed: Heard = { type: 'looked-up', outcome: 'failed', values: {} }
export const recorded = (durationMs: number, recording = 'rec-1'): Heard => ({
  type: 'recorded',
  recording,
  durationMs,
  outcome: 'done',
})
export const secretOf = (length: number, handle = 'handle-1'): Heard => ({
  type: 'secret',
  handle,
  length,
  outcome: 'done',
})

/** Monday, in office hours; 101 is Ann's phone. */
export const monday: World = {
  isOpen: () => true,
  localTime: '2026-03-02T09:00',
  chance: () => 0.5,
  known: name => ({ 'call.language': 'vi', 'call.hotline': 'main' })[name],
  agentAt: extension => (extension === '101' ? 'ann' : undefined),
}

/** Reads a flow as the house does. */
export function read(text: string, name = 'test'): { flow: Flow; problems: readonly Problem[] } {
  const written: unknown = parse(text)
  const { flow, problems } = readFlow(name, written, (schema, value, path) =>
    problemsOf(schema, value, path, undefined),
  )
  if (!flow) throw new Error('no flow at all')
  return { flow, problems }
}

/** What is wrong with a step, as `code path`. */
export function mistakes(step: string): string[] {
  const { problems } = read(around(step))
  return problems.map(({ code, path }) => [code, ...path.slice(2)].join(' '))
}

const around = (steps: string): string =>
  `flow: test\ntitle: Test\nstart:\n${indented(steps)}\n  - say: after\n`

const indented = (text: string): string =>
  text
    .trim()
    .split('\n')
    .map(line => `  ${line}`)
    .join('\n')

export type Caller = {
  /** Lets the flow hear these, each in a turn. @returns the wishes of each turn */
  hears(...heards: readonly Heard[]): string[]
  place(): Place
  readonly trace: Trace[]
}

/** @param steps YAML of steps, without indent. */
export function meet(steps: string, world: World = monday): Caller {
  const { flow, problems } = read(around(steps))
  if (problems.length > 0) throw new Error(JSON.stringify(problems))
  const named = Object.values(flow.sections)
    .flat()
    .flatMap(step => mentionsOf(step))
    .filter(({ kind, name }) => kind === 'section' && !(name in flow.sections))
  const sections = { ...flow.sections }
  for (const { name } of named) sections[name] = [{ verb: 'say', say: [`at-${name}`] }]
  return walk({ ...flow, sections }, world)
}

export function walk(flow: Flow, world: World = monday, others: readonly Flow[] = []): Caller {
  const flows = new Map([flow, ...others].map(one => [one.name, one]))
  let place = start(flow.name)
  const trace: Trace[] = []
  return {
    hears: (...heards) =>
      heards.map(heard => {
        const turn = advance(name => flows.get(name), place, heard, world)
        // As it goes through the live state.
        place = JSON.parse(JSON.stringify(turn.place)) as Place
        trace.push(...turn.trace)
        return turn.wishes.map(inWords).join(', ')
      }),
    place: () => place,
    trace,
  }
}

function inWords(wish: Wish): string {
  switch (wish.type) {
    case 'play':
      return `play ${wish.say.map(spokenInWords).join('+')}`
    case 'wait':
    case 'wait-in-queue':
      return `${wish.type} ${wish.ms}`
    case 'join-queue': {
      const { type: _, queue, priority, ...more } = wish
      const rest = Object.keys(more).length > 0 ? ` ${JSON.stringify(more)}` : ''
      return `join ${queue} ${priority}${rest}`
    }
    case 'speak':
      return `speak ${wish.language}`
    case 'call-outside':
      return `${wish.type} ${wish.number}`
    case 'promise-callback':
      return `promise-callback ${wish.queue} ${wish.contact} ${wish.numberKind}`
    case 'look-up':
      return `look-up ${wish.lookup} ${JSON.stringify(wish.with)}`
    case 'record':
      return `record ${wish.box ?? 'no box'} ${wish.maxMs} ${wish.silenceMs}`
    case 'play-recording':
      return `play-recording ${wish.recording}`
    case 'collect-secret':
      return `collect-secret ${wish.min}-${wish.max}${wish.end} ${wish.firstMs} ${wish.betweenMs}`
    case 'hang-up':
      return wish.cause ? `hang-up ${wish.cause}` : 'hang-up'
    default:
      return wish.type
  }
}

function spokenInWords(spoken: Spoken): string {
  return typeof spoken === 'string' ? spoken : JSON.stringify(spoken)
}
