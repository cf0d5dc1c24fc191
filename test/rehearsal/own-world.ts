// The world of one test, as files: copies of the flows that its caller may walk through, with hours, notices and lots
// as they are in the test, and with lookups that ask the runner. What a call meets there is what the test says.

import { testHouseOf } from '../../src/config/flow-tests.ts'
import { readYaml } from '../../src/config/yaml.ts'
import type { Config, Tree } from '../../src/config.ts'
import type { World } from '../../src/flows/flow.ts'
import { USUAL_TIME, worldOf } from '../../src/flows/rehearsal/run-tests.ts'
import type { WrittenTest } from '../../src/flows/rehearsal/written-tests.ts'
import { mentionsOf, type Step } from '../../src/flows/verbs/verbs.ts'
import { inOwnFlows, isSaid, oneWay, onItsWay, onOwnHotline, saidOrNot, type Written } from './own-steps.ts'
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
  const [world] = worlds as [World]
  const hours = new Map<string, string>()
  const lookups = new Map<string, string>()
  const named = (names: Map<string, string>, kind: string, written: string): string => {
    if (!names.has(written)) names.set(written, `${name}-${kind}${names.size}`)
    return names.get(written)!
  }
  const steps = reached.flatMap(flow => Object.values(config.flows[flow]?.sections ?? {}).flat())
  const shorter = shorterTimes(steps, test)

  function rewritten(written: Written, step: Step): Written {
    switch (step.verb) {
      case 'hours':
        return { ...written, hours: named(hours, 'hours-', step.hours) }
      case 'notice':
        return saidOrNot(written, step, world)
      case 'split':
        return oneWay(written, step, world)
      case 'lookup':
        return { ...written, lookup: named(lookups, 'lookup-', step.lookup) }
      case 'when':
        return onOwnHotline(written, test.hotline, name)
      case 'transfer':
        // Nothing leads out of the house; such a test is only rehearsed.
        return step.to === 'number' ? { go: step.noAnswer } : written
      default:
        return shorter('queue-state' in written ? onItsWay(written, step, world) : written, step)
    }
  }

  function copied(flow: string): Record<string, unknown> {
    const file = `ivr-flows/${flow}.yaml`
    const text = tree.files.find(({ path }) => path === file)?.text ?? ''
    const { tests: _, ...written } = (readYaml(file, text).source?.data ?? {}) as Record<string, unknown>
    const sections = Object.entries(config.flows[flow]?.sections ?? {}).map(([section, read]) => [
      section,
      (written[section] as (string | Record<string, unknown>)[]).map((step, index) =>
        typeof step === 'string' ? step : inOwnFlows(rewritten(step, read[index]!), read[index]!, flowNames),
      ),
    ])
    return { ...written, flow: flowNames.get(flow), ...Object.fromEntries(sections) }
  }

  const flows = Object.fromEntries(reached.map(flow => [flowNames.get(flow)!, copied(flow)]))
  const why = impossible(test, steps, worlds, [...hours.keys()])
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
      for (const { kind, name } of mentionsOf(step)) if (kind === 'flow') reached.add(name)
  return [...reached]
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

function impossible(
  test: WrittenTest,
  steps: readonly Step[],
  worlds: readonly World[],
  hours: readonly string[],
) {
  if (test.customer && (test.caller === 'anonymous' || test.caller === 'internal'))
    return 'a caller without a number of his own is no customer'
  if (steps.some(step => step.verb === 'transfer' && step.to === 'number'))
    return 'the flow calls a number outside, and no test calls anybody there'
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
