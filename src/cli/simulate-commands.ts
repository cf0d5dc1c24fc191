// "tongdai simulate": what would have been on a day with more agents, another strategy, another wrap-up; "tongdai
// replay": whether the engine still decides a recorded day as it did.
import { type Command, InvalidArgumentError } from 'commander'
import type { Office } from './office-client.ts'
import { type Column, table } from './table.ts'

type Sure = Partial<Record<string, { mean: number; low: number; high: number }>>
type Compared = { real?: Record<string, number | null>; base: Sure; changed: Sure; difference: Sure }
type SimulationAnswer = {
  day?: string
  timezone: string
  calls: number
  runs: number
  tookMs: number
  serviceLevel: { title: { en: string } }
  total: Compared
  queues: ({ queue: string } & Compared)[]
}
type ReplayAnswer = {
  day: string
  inputs: number
  offers: number
  differing: number
  differences: { seq: number; input: string; recorded: { type: string }[]; decided: { type: string }[] }[]
  gaps: { after: number; before: number }[]
  unplayable: number
}

type Tell = <T>(ask: (office: Office) => Promise<T>, show: (answer: T) => string) => Promise<void>
type Options = {
  day?: string
  imagine?: boolean
  queue?: string
  agents?: number
  strategy?: string
  ring?: string
  wrapUp?: string
  retry?: string
  volume?: number
  arrivals?: string
  serviceLevel?: string
  within?: string
  runs?: number
  seed?: number
  callsPerHour: number
  hours: number
  talk: string
  patience?: string
  staff: number
}

export function addSimulateCommands(program: Command, tell: Tell, width: number): void {
  program
    .command('simulate')
    .description('what would have been: a day on record, simulated as it was and with a change')
    .option('--day <day>', 'e.g. 2026-03-02; the last day with calls unless named')
    .option('--queue <name>', 'the change is about this queue; about all unless named')
    .option('--agents <count>', 'so many more, or fewer: +2, -1', numeric)
    .option('--strategy <name>', 'longest-idle, round-robin, fewest-calls …')
    .option('--ring <time>', 'how long a phone rings: 15s')
    .option('--wrap-up <time>', 'granted after a call: 20s')
    .option('--retry <time>', 'rest of an agent who let his phone ring out')
    .option('--volume <factor>', 'as many calls as this multiple: 1.2', numeric)
    .option('--arrivals <how>', 'recorded: the very calls; random: as many by chance')
    .option('--service-level <variant>', 'offered, answered, with-abandoned, without-short')
    .option('--within <time>', 'of the service level: 20s')
    .option('--runs <count>', 'how many times each day is simulated', numeric)
    .option('--seed <number>', 'the same seed gives the same answer', numeric)
    .option('--imagine', 'no day on record: one with --queue and the following')
    .option('--calls-per-hour <count>', 'of the imagined day', numeric, 60)
    .option('--hours <count>', 'of the imagined day', numeric, 8)
    .option('--talk <time>', 'mean talk of the imagined day', '3m')
    .option('--patience <time>', 'mean patience of the imagined day; without it nobody gives up')
    .option('--staff <count>', 'agents of the imagined day', numeric, 5)
    .action((options: Options) =>
      tell<SimulationAnswer>(
        office => office.post('simulations', wishOf(options)),
        answer => showSimulation(answer, width),
      ),
    )
  program
    .command('replay')
    .description('takes a day’s journal through the engine once more and compares every decision')
    .option('--day <day>', 'e.g. 2026-03-02; the last day with calls unless named')
    .action(({ day }: { day?: string }) =>
      tell<ReplayAnswer>(
        office => office.post('simulations/replay', day === undefined ? {} : { day }),
        answer => showReplay(answer, width),
      ),
    )
}

function numeric(text: string): number {
  const number = Number(text)
  if (text.trim() === '' || !Number.isFinite(number)) throw new InvalidArgumentError('Write a number.')
  return number
}

/** As the API wants it; what is missing is left out by JSON. */
function wishOf(options: Options) {
  const { queue, day, arrivals, runs, seed, within, serviceLevel, imagine } = options
  const { agents, strategy, ring, retry, volume, wrapUp } = options
  const { callsPerHour, hours, talk, patience, staff } = options
  return {
    ...{ day, arrivals, runs, seed, within, 'service-level': serviceLevel },
    change: { queue, agents, strategy, ring, retry, volume, 'wrap-up': wrapUp },
    ...(imagine && {
      imagined: { queue: queue ?? '', hours, talk, patience, agents: staff, 'calls-per-hour': callsPerHour },
    }),
  }
}

type Row = { queue: string; what: string } & Record<'real' | 'base' | 'changed' | 'difference', string>

export function showSimulation(answer: SimulationAnswer, width: number): string {
  const { day, calls, runs, total, queues, serviceLevel, timezone } = answer
  if (calls === 0) return `On ${day} nobody called a queue.`
  const all = queues.length === 1 ? [] : [{ queue: 'all', ...total }]
  const [only] = queues
  const shown = only && queues.length === 1 ? [{ queue: only.queue, ...total }] : [...all, ...queues]
  const rows = shown.flatMap(compared => rowsOf(compared))
  const columns: Column<Row>[] = [
    { title: 'QUEUE', of: row => row.queue },
    { title: 'NUMBER', of: row => row.what },
    ...(day === undefined ? [] : [{ title: 'REAL', of: (row: Row) => row.real }]),
    { title: 'SIMULATED', of: row => row.base },
    { title: 'CHANGED', of: row => row.changed },
    { title: 'DIFFERENCE', of: row => row.difference },
  ]
  const what = day === undefined ? 'An imagined day' : `${day} (${timezone})`
  return [
    `${what}: ${calls} calls, ${runs} runs. Service level: ${serviceLevel.title.en}.`,
    'In parentheses: where the true mean lies with 95 % confidence.',
    '',
    table(rows, columns, width),
  ].join('\n')
}

const NUMBERS = [
  ['serviceLevel', 'service level %', 1],
  ['averageWaitMs', 'average wait s', 0.001],
  ['abandonRate', 'abandoned %', 1],
  ['occupancy', 'occupancy %', 1],
  ['offered', 'calls', 1],
] as const

function rowsOf({ queue, real, base, changed, difference }: { queue: string } & Compared): Row[] {
  return NUMBERS.flatMap(([name, what, scale]) => {
    const value = real?.[name]
    // Of one queue alone nobody can say how busy its agents were.
    if (!base[name] && !changed[name] && (value === null || value === undefined)) return []
    return [
      {
        ...{ queue, what, real: value === null || value === undefined ? '–' : figure(value * scale) },
        base: confident(base[name], scale),
        changed: confident(changed[name], scale),
        difference: confident(difference[name], scale, true),
      },
    ]
  })
}

function confident(value: Sure[string], scale: number, isSigned = false): string {
  if (!value) return '–'
  const [mean = 0, low = 0, high = 0] = [value.mean, value.low, value.high].map(one => one * scale)
  const sign = isSigned && mean > 0 ? '+' : ''
  if (low === high) return `${sign}${figure(mean)}`
  return `${sign}${figure(mean)} (${figure(low)} to ${figure(high)})`
}

function figure(value: number): string {
  const rounded = value.toFixed(1)
  return rounded === '-0.0' ? '0.0' : rounded
}

export function showReplay(answer: ReplayAnswer, width: number): string {
  const { day, inputs, offers, differing, differences, gaps, unplayable } = answer
  const lines = [
    differing === 0
      ? `${day}: ${inputs} events and ${offers} offers were decided once more, all of them the same.`
      : `${day}: ${inputs} events and ${offers} offers were decided once more, ${differing} of them otherwise.`,
  ]
  if (unplayable > 0)
    lines.push(
      `${unplayable} records stand before the first note of the whole floor and could not be replayed.`,
    )
  for (const { after, before } of gaps)
    lines.push(`The journal lacks the records floor:${after + 1} to floor:${before - 1}.`)
  if (differences.length === 0) return lines.join('\n')
  const named = (facts: { type: string }[]) => facts.map(({ type }) => type).join(', ') || 'nothing'
  const columns: Column<ReplayAnswer['differences'][number]>[] = [
    { title: 'RECORD', of: one => `floor:${one.seq}` },
    { title: 'EVENT', of: one => one.input },
    { title: 'THEN', of: one => named(one.recorded) },
    { title: 'NOW', of: one => named(one.decided) },
  ]
  return [...lines, '', table(differences, columns, width)].join('\n')
}
