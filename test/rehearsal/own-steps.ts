// One step of a flow as a test has it: what the world of the test decides there is decided for good.
import type { World } from '../../src/flows/flow.ts'
import { mentionsOf, type Step, takeTurn } from '../../src/flows/verbs/verbs.ts'

/** A step as it stands in its file. */
export type Written = Record<string, unknown>

const LONG_AGO = '2000-01-01'

/** It is said on every day, or on none. */
export function saidOrNot(written: Written, step: Extract<Step, { verb: 'notice' }>, world: World): Written {
  const { from: _, until: __, weekdays: ___, ...rest } = written
  return isSaid(step, world) ? { ...rest, from: LONG_AGO } : { ...rest, until: LONG_AGO }
}

/** All callers go the way on which the lot of the test falls. */
export function oneWay(written: Written, step: Extract<Step, { verb: 'split' }>, world: World): Written {
  const turn = enter(step, world)
  const chosen = turn.to === 'section' ? turn.section : undefined
  const ways = step.ways.map(({ section }) => [section, section === chosen ? 100 : 0])
  return { ...written, split: Object.fromEntries(ways) }
}

const enter = (step: Step, world: World) =>
  takeTurn(
    step,
    { type: 'entered' },
    { memory: undefined, typed: undefined, values: {}, world, at: { flow: '', section: '', step: 0 } },
  )

/** Whatever its words are: is it one of its days? */
export const isSaid = (step: Extract<Step, { verb: 'notice' }>, world: World): boolean =>
  enter({ ...step, say: ['welcome'] }, world).to === 'same'

/** The row that holds in the test always does, and no other one. */
export function onItsWay(written: Written, step: Step, world: World): Written {
  const turn = enter(step, world)
  const rows = written.when as { go: string }[]
  const holds = turn.to === 'section' ? rows.findIndex(({ go }) => go === turn.section) : -1
  const asked = (from: number, { go }: { go: string }) => ({ waiting: { from }, go })
  return { ...written, when: rows.map((row, index) => asked(index === holds ? 0 : MOST_CALLERS, row)) }
}

/** So many never wait. */
const MOST_CALLERS = 100_000

/** Rows that ask for the hotline of the test ask for its own one, by the name that it has here. */
export function onOwnHotline(written: Written, hotline: string | undefined, name: string): Written {
  const as = (one: unknown) => (hotline !== undefined && one === hotline ? name : one)
  const rows = (written.when as Written[]).map(row => {
    const asked = row['call.hotline']
    if (asked === undefined) return row
    return { ...row, 'call.hotline': Array.isArray(asked) ? asked.map(as) : as(asked) }
  })
  return { ...written, when: rows }
}

/** The same step, leading to the test's own copy of a flow. */
export function inOwnFlows(written: Written, step: Step, flowNames: ReadonlyMap<string, string>): Written {
  const own = structuredClone(written)
  for (const { kind, name, path } of mentionsOf(step)) {
    if (kind !== 'flow') continue
    let here: Record<string | number, unknown> = own
    for (const key of path.slice(0, -1)) here = here[key] as typeof here
    here[path.at(-1)!] = flowNames.get(name)
  }
  return own
}
