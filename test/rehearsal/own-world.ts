// The world of one test, as files: copies of the flows that its caller may walk through, with hours, notices and lots
// as they are in the test, and with lookups that ask the runner. What a call meets there is what the test says.

import { testHouseOf } from '../../src/config/flow-tests.ts'
import { readYaml } from '../../src/config/yaml.ts'
import type { Config, Tree } from '../../src/config.ts'
import { USUAL_TIME, worldOf } from '../../src/flows/rehearsal/run-tests.ts'
import type { WrittenTest } from '../../src/flows/rehearsal/written-tests.ts'
import { mentionsOf, type Step, takeTurn } from '../../src/flows/verbs/verbs.ts'
import { shorterTimes } from './shorter-times.ts'

export type OwnWorld = {
  /** The copy that its calls begin in. */
  readonly entry: string
  /** Name → as its file says. */
  readonly flows: Readonly<Record<string, unknown>>
  readonly hours: Readonly<Record<string, unknown>>
  readonly lookups: Readonly<Record<string, unknown>>
  /** Its own name of a lookup → the one that flows know. */
  readonly asked: Readonly<Record<string, string>>
  /** Why no call can be like this test; none: it can. */
  readonly impossible?: string
}

export type OwnTest = {
  /** Of its hotline, and what its names begin with. */
  readonly name: string
  readonly flow: string
  readonly test: WrittenTest
  /** How long its rehearsal lasts. */
  readonly elapsedMs: number
}

const LOOKUP_TIMEOUT = '5s'
/** Of the files' own days only these matter: one that is long over, and any. */
const LONG_AGO = '2000-01-01'
const EVERY_DAY = 'every-day-of-the-year'

/** The list of holidays that closed hours keep where it is a holiday in the test. */
export const HOLIDAYS = { [EVERY_DAY]: { '01-01..12-31': 'Holiday' } }

/** @param services where lookups are answered, `http://127.0.0.1:4711` */
export function ownWorld(own: OwnTest, tree: Tree, config: Config, services: string): OwnWorld {
  const { name, test } = own
  const reached = reachedFrom(own.flow, config)
  const flowNames = new Map(reached.map((flow, index) => [flow, `${name}-${index}`]))
  const house = testHouseOf(config)
  const begin = house.epochOf(test.at ?? USUAL_TIME)
  const worlds = [begin, begin + own.elapsedMs].map(at => worldOf(test, house, at, ''))
  const [world] = worlds as [ReturnType<typeof worldOf>]
  const hours = new Map<string, string>()
  const lookups = new Map<string, string>()
  const named = (names: Map<string, string>, kind: string, written: string): string => {
    if (!names.has(written)) names.set(written, `${name}-${kind}${names.size}`)
    return names.get(written)!
  }
  const steps = reached.flatMap(flow => Object.values(config.flows[flow]?.sections ?? {}).flat())
  const shorter = shorterTimes(steps, test)

  function rewritten(written: Record<string, unknown>, step: Step): Record<string, unknown> {
    switch (step.verb) {
      case 'hours':
        return { ...written, hours: named(hours, 'hours-', step.hours) }
      case 'notice': {
        const { from: _, until: __, weekdays: ___, ...rest } = written
        return isSaid(step, world) ? { ...rest, from: LONG_AGO } : { ...rest, until: LONG_AGO }
      }
      case 'split': {
        const chosen = wayOf(step, world)
        const ways = step.ways.map(({ section }) => [section, section === chosen ? 100 : 0])
        return { ...written, split: Object.fromEntries(ways) }
      }
      case 'lookup':
        return { ...written, lookup: named(lookups, 'lookup-', step.lookup) }
      case 'call':
        return step.flow === undefined ? written : { ...written, call: { flow: flowNames.get(step.flow) } }
      case 'go':
        if (step.flow === undefined) return written
        return { ...written, go: { flow: flowNames.get(step.flow), section: step.section } }
      case 'when':
        return {
          ...written,
          when: (written.when as Record<string, unknown>[]).map(row => onOwnHotline(row, own)),
        }
      case 'queue':
      case 'dial':
      case 'wait':
        return shorter(written, step)
      default:
        return written
    }
  }

  function copied(flow: string): Record<string, unknown> {
    const file = `ivr-flows/${flow}.yaml`
    const text = tree.files.find(({ path }) => path === file)?.text ?? ''
    const { tests: _, ...written } = (readYaml(file, text).source?.data ?? {}) as Record<string, unknown>
    const sections = Object.entries(config.flows[flow]?.sections ?? {}).map(([section, read]) => [
      section,
      (written[section] as (string | Record<string, unknown>)[]).map((step, index) =>
        typeof step === 'string' ? step : rewritten(step, read[index]!),
      ),
    ])
    return { ...written, flow: flowNames.get(flow), ...Object.fromEntries(sections) }
  }

  const flows = Object.fromEntries(reached.map(flow => [flowNames.get(flow)!, copied(flow)]))
  const why = impossible(steps, worlds, [...hours.keys()])
  return {
    entry: flowNames.get(own.flow)!,
    flows,
    hours: Object.fromEntries([...hours].map(([written, mine]) => [mine, hoursAs(written, world)])),
    lookups: Object.fromEntries(
      [...lookups].map(([written, mine]) => [mine, lookupAs(mine, written, test, config, services)]),
    ),
    asked: Object.fromEntries([...lookups].map(([written, mine]) => [mine, written])),
    ...(why === undefined ? {} : { impossible: why }),
  }
}

/** The flow, and all that it leads to. */
function reachedFrom(flow: string, { flows }: Config): string[] {
  const reached = new Set([flow])
  for (const one of reached)
    for (const step of Object.values(flows[one]?.sections ?? {}).flat())
      if ((step.verb === 'call' || step.verb === 'go') && step.flow !== undefined) reached.add(step.flow)
  return [...reached]
}

type World = ReturnType<typeof worldOf>

const enter = (step: Step, world: World) =>
  takeTurn(
    step,
    { type: 'entered' },
    { memory: undefined, typed: undefined, values: {}, world, at: { flow: '', section: '', step: 0 } },
  )

/** Whatever its words are: is it one of its days? */
const isSaid = (step: Extract<Step, { verb: 'notice' }>, world: World): boolean =>
  enter({ ...step, say: ['welcome'] }, world).to === 'same'

function wayOf(step: Extract<Step, { verb: 'split' }>, world: World): string | undefined {
  const turn = enter(step, world)
  return turn.to === 'section' ? turn.section : undefined
}

/** Rows that ask for the hotline of the test ask for its own one. */
function onOwnHotline(row: Record<string, unknown>, { name, test }: OwnTest): Record<string, unknown> {
  const asked = row['call.hotline']
  const as = (one: unknown) => (test.hotline !== undefined && one === test.hotline ? name : one)
  return asked === undefined
    ? row
    : { ...row, 'call.hotline': Array.isArray(asked) ? asked.map(as) : as(asked) }
}

function hoursAs(written: string, world: World): unknown {
  if (world.isOpen(written)) return { open: [{ days: 'mon-sun', from: '00:00', to: '24:00' }] }
  const isHoliday = world.closedBecause?.(written) === 'holiday'
  return { open: [], ...(isHoliday ? { holidays: EVERY_DAY } : {}) }
}

/** It takes what the written one takes; a query's columns nobody knows but the test. */
function lookupAs(
  mine: string,
  written: string,
  test: WrittenTest,
  config: Config,
  services: string,
): unknown {
  const lookup = config.lookups.lookups[written]
  const answer = test.lookups?.[written]
  const columns = typeof answer === 'object' ? Object.keys(answer.found) : []
  const names = lookup?.kind === 'http' ? Object.keys(lookup.takes) : columns
  return {
    url: `${services}/lookups/${mine}`,
    method: 'POST',
    timeout: LOOKUP_TIMEOUT,
    retries: 0,
    takes: Object.fromEntries(names.map(value => [value, value])),
    'allow-private': true,
  }
}

function impossible(steps: readonly Step[], worlds: readonly World[], hours: readonly string[]) {
  const saysHotline = steps.some(
    step => step.verb !== 'when' && mentionsOf(step).some(({ name }) => name === 'call.hotline'),
  )
  if (saysHotline) return 'the flow uses the name of the hotline, and each test has one of its own'
  const changes = (ask: (world: World) => unknown): boolean => new Set(worlds.map(ask)).size > 1
  if (hours.some(name => changes(world => `${world.isOpen(name)} ${world.closedBecause?.(name)}`)))
    return 'hours open or close while it lasts'
  const notices = steps.filter(step => step.verb === 'notice')
  return notices.some(step => changes(world => isSaid(step, world)))
    ? 'a notice begins or ends while it lasts'
    : undefined
}
