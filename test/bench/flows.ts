// The flow language alone: how many steps a second the interpreter takes on one core, and how long a flow of
// 2,000 sections takes from its text to a checked flow.
//
//   npm run bench -- --section flows     or     npx node test/bench/flows.ts
import { join } from 'node:path'
import { checkTree, readTree, type Tree } from '../../src/config.ts'
import type { Flow, Flows, Heard, Place, World } from '../../src/flows/flow.ts'
import { advance, start } from '../../src/flows/interpreter.ts'
import { seeded } from '../flows/random-flow.ts'
import { type ImpactResult, measureImpact } from './impact.ts'
import { quantile } from './routing.ts'
import type { Verdict } from './targets.ts'

export type FlowsResult = {
  /** Turns taken (something heard), steps passed in them, and how long it took. */
  turns: number
  steps: number
  calls: number
  seconds: number
  stepsPerS: number
  sections: number
  lines: number
  /** The shipped files alone, in a process that has just begun: schemas are compiled, nothing is warm. */
  coldMs: number
  /** Those and the large flow, seven times, the first one included. */
  loadMs: { first: number; p50: number; worst: number }
  impact: ImpactResult
}

const FLOW_FILE = 'ivr-flows/big.yaml'
const SECTIONS = 2_000
const MEASURED_MS = 3_000
const LOADS = 7

export async function measureFlows(): Promise<FlowsResult> {
  const shipped = await readTree(join(import.meta.dirname, '../..'))
  const text = bigFlow()
  const tree: Tree = { ...shipped, files: [...shipped.files.map(emptied), { path: FLOW_FILE, text }] }
  const begunAt = performance.now()
  checkTree(shipped)
  const coldMs = performance.now() - begunAt
  const times: number[] = []
  let flow: Flow | undefined
  for (let n = 0; n < LOADS; n++) {
    const startedAt = performance.now()
    const { config, findings } = checkTree(tree)
    times.push(performance.now() - startedAt)
    flow = config?.flows.big
    if (!flow) throw new Error(`The flow was not accepted: ${JSON.stringify(findings.slice(0, 3))}`)
  }
  const first = times[0] ?? Number.NaN
  const sorted = times.toSorted((a, b) => a - b)
  const loadMs = { first, p50: quantile(sorted, 0.5), worst: sorted.at(-1) ?? Number.NaN }
  const sections = Object.keys(flow?.sections ?? {}).length
  const impact = await measureImpact()
  return { ...walks(flow!), sections, lines: text.split('\n').length, coldMs, loadMs, impact }
}

/** The shipped flows have tests of their own, and this is not about them. */
function emptied(file: Tree['files'][number]): Tree['files'][number] {
  const name = /^ivr-flows\/(.+)\.yaml$/.exec(file.path)?.[1]
  return name ? { ...file, text: `flow: ${name}\ntitle: ${name}\nstart: [hangup]\n` } : file
}

/** A menu tree as a large house has it: each section says something, asks, decides or collects. */
function bigFlow(): string {
  const lines = ['flow: big', 'title: Big', 'language: vi', 'start:', '  - go: s0']
  for (let n = 0; n < SECTIONS - 3; n++) {
    const next = n + 1 < SECTIONS - 3 ? `s${n + 1}` : 'bye'
    const aside = `s${(n * 7 + 3) % (SECTIONS - 3)}`
    lines.push(`s${n}:`)
    if (n % 4 === 0) lines.push('  - set: { account: input.account }', `  - go: ${next}`)
    if (n % 4 === 1)
      lines.push('  - menu: main-menu', `    keys: { "1": ${next}, "2": ${aside} }`, '    no-input: sales')
    if (n % 4 === 2)
      lines.push('  - collect: account', '    prompt: welcome', '    digits: 4', `  - go: ${next}`)
    if (n % 4 === 3) lines.push(`  - when: [{ input.account: "1234", go: sales }]`, `    else: ${next}`)
  }
  lines.push('sales:', '  - queue: sales', 'bye:', '  - hangup')
  return `${lines.join('\n')}\n`
}

const world: World = {
  isOpen: () => true,
  localTime: '2026-03-02T09:00',
  chance: () => 0.5,
  known: () => 'vi',
  agentAt: () => undefined,
}

const HEARD: readonly Heard[] = [
  { type: 'played' },
  { type: 'key', digit: '1' },
  { type: 'key', digit: '2' },
  { type: 'time-up' },
]

/** Callers who press, wait and listen at random, each for 30 turns, for some seconds of this process. */
function walks(flow: Flow): Pick<FlowsResult, 'turns' | 'steps' | 'calls' | 'seconds' | 'stepsPerS'> {
  const flows: Flows = () => flow
  const random = seeded(7)
  let turns = 0
  let steps = 0
  let calls = 0
  const walk = (untilMs: number): void => {
    while (performance.now() < untilMs) {
      let place: Place = { ...start(flow.name), section: `s${Math.floor(random() * (SECTIONS - 3))}` }
      let heard: Heard = { type: 'entered' }
      calls++
      for (let n = 0; n < 30; n++) {
        const turn = advance(flows, place, heard, world)
        turns++
        // One for the step that heard it, and one for each step or section that it led on to.
        steps += 1 + turn.trace.filter(({ type }) => type === 'SectionEntered').length
        place = turn.place
        // Who waits or has gone hears no more: it would be too easy.
        if (turn.wishes.some(({ type }) => type === 'join-queue' || type === 'hang-up')) break
        heard = HEARD[Math.floor(random() * HEARD.length)]!
      }
    }
  }
  walk(performance.now() + 500)
  turns = steps = calls = 0
  const startedAt = performance.now()
  walk(startedAt + MEASURED_MS)
  const seconds = (performance.now() - startedAt) / 1_000
  return { turns, steps, calls, seconds, stepsPerS: steps / seconds }
}

export function judgeFlows({ stepsPerS, loadMs, impact }: FlowsResult): Verdict[] {
  return [
    {
      sentence: 'steps of the interpreter a second on one core: at least 100000',
      measured: stepsPerS,
      isMet: stepsPerS >= 100_000,
    },
    {
      sentence: `a flow of ${SECTIONS} sections loaded and checked, slowest, ms: at most 1000`,
      measured: loadMs.worst,
      isMet: loadMs.worst <= 1_000,
    },
    {
      sentence: 'impact of a version on 10000 calls of the journal, ms: at most 5000',
      measured: impact.totalMs,
      isMet: impact.calls === 10_000 && impact.totalMs <= 5_000,
    },
  ]
}

export function flowsTable({
  turns,
  steps,
  calls,
  seconds,
  stepsPerS,
  sections,
  lines,
  coldMs,
  loadMs,
  impact,
}: FlowsResult): string {
  const whole = (value: number) => value.toFixed(0)
  return [
    `The flow language: a flow of ${sections} sections in ${lines} lines`,
    `  interpreter               ${whole(stepsPerS)} steps/s (${steps} steps in ${turns} turns of ${calls} calls, ${seconds.toFixed(1)} s)`,
    `  load and check, ms        first ${whole(loadMs.first)}, p50 ${whole(loadMs.p50)}, worst ${whole(loadMs.worst)}; before it, the shipped files in a cold process ${whole(coldMs)}`,
    `  impact of a version       ${impact.calls} calls (${impact.changed} changed, ${impact.unknown} unknown) in ${whole(impact.totalMs)} ms: read ${whole(impact.readMs)}, rehearsed ${whole(impact.rehearsedMs)}; the office's loop late by ${whole(impact.loopDelayMs)} ms at most`,
    `  traffic of a day          ${whole(impact.trafficMs)} ms`,
  ].join('\n')
}

if (import.meta.main) {
  const result = await measureFlows()
  process.stdout.write(`${flowsTable(result)}\n`)
  for (const { sentence, measured, isMet } of judgeFlows(result))
    process.stdout.write(`  ${isMet ? 'met    ' : 'NOT MET'}  ${sentence} (${measured.toFixed(0)})\n`)
}
