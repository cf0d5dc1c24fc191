// The tests that stand in the flows, run against the configuration that they are part of: whatever a test says will
// happen, happens before anybody may publish.
import type { Flow } from '../flows/flow.ts'
import type { Problem } from '../flows/problem.ts'
import { runTest, type TestHouse, type TestResult } from '../flows/rehearsal/run-tests.ts'
import { told } from '../told/told.ts'
import { dayOf } from '../trunks/days.ts'
import { closedBecauseFor, isOpenFor } from '../trunks/opening.ts'
import type { Switches } from '../trunks/switches.ts'
import { instantsOf, localTime } from '../trunks/wall-clock.ts'
import type { Config } from './config-types.ts'
import { placesOf } from './flow-places.ts'
import type { Tree } from './tree.ts'

/** @returns one finding for each test that does not pass. */
export function failedTests(flow: Flow, house: TestHouse): Problem[] {
  return testsOf(flow, house).flatMap((result, index): Problem[] => {
    if (result.passed) return []
    const path = ['tests', index, ...(result.at === undefined ? ['name'] : ['expect'])]
    const { expect = [] } = flow.tests?.[index] ?? {}
    const there = result.at !== undefined && result.at < expect.length ? [...path, result.at] : path
    const sentence = told`The test "${result.name}" fails: ${result.why ?? ''}`
    const hint = told`He meets ${result.met.join(', ')}. Mend the flow, or what the test expects.`
    return [{ code: 'test-failed', path: there, sentence, hint }]
  })
}

export function testsOf(flow: Flow, house: TestHouse): TestResult[] {
  return (flow.tests ?? []).map(test => runTest(flow.name, flow.language, test, house))
}

/** `line`: where the test, or what it expected, stands in its flow's file. */
export type ToldTest = TestResult & { readonly tookMs: number; readonly line: number }

/** The tests of one flow, each with how long it took. */
export function tellTests(tree: Tree, flow: Flow, config: Config): ToldTest[] {
  const house = testHouseOf(config)
  const place = placesOf(tree, flow.name)
  return (flow.tests ?? []).map((test, index) => {
    const begun = performance.now()
    const result = runTest(flow.name, flow.language, test, house)
    const tookMs = Math.round((performance.now() - begun) * 1_000) / 1_000
    const path = ['tests', index]
    const { at } = result
    const isThere = at !== undefined && at < test.expect.length
    return { ...result, tookMs, line: place(isThere ? [...path, 'expect', at] : path).line }
  })
}

const NO_SWITCHES: Switches = new Map()

/** The house as a flow sees it, without anybody having put a switch. */
export function testHouseOf(config: Config): TestHouse {
  const { timezone, language } = config.server
  return {
    flows: name => config.flows[name],
    language,
    epochOf: at => epochOf(at, timezone),
    isOpen: (name, hotline, at) => isOpenFor(config, NO_SWITCHES, { name, hotline }, at),
    closedBecause: (name, hotline, at) => closedBecauseFor(config, NO_SWITCHES, { name, hotline }, at),
    localTime: at => localTime(at, timezone),
    agentAt: extension => config.team.agents.find(({ phone }) => phone === extension)?.id,
  }
}

function epochOf(at: string, timezone: string): number {
  if (/(Z|[+-]\d{2}:\d{2})$/.test(at)) return Date.parse(at)
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = at.split(/[-T:]/).map(Number)
  const [instant = 0] = instantsOf(dayOf({ year, month, day }), [hour * 60 + minute], timezone)
  return instant
}
