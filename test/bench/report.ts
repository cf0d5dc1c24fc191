// The result: a table on the terminal, and the same numbers as a file.
import { mkdir, writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { join } from 'node:path'
import type { FlowsResult } from './flows.ts'
import type { KeysResult } from './keys.ts'
import type { LiveResult } from './live.ts'
import { LOADS } from './scenarios.ts'
import type { Verdict } from './targets.ts'
import type { Turn } from './turn.ts'
import type { WaitingResult } from './waiting.ts'
import type { YearResult } from './year.ts'

export type Report = {
  /** ISO time of the run. */
  at: string
  machine: { cores: number; model: string }
  asteriskVersion: string
  nodeVersion: string
  turns: readonly Turn[]
  waiting?: WaitingResult
  live?: LiveResult
  flows?: FlowsResult
  keys?: KeysResult
  year?: YearResult
  verdicts: readonly Verdict[]
}

type Column = { title: string; value: (turn: Turn) => string }

const COLUMNS: readonly Column[] = [
  { title: '', value: turn => turn.contestant },
  { title: 'served', value: turn => `${turn.served}/${turn.calls}` },
  { title: 'wall s (ideal)', value: turn => `${seconds(turn.wallMs)} (${seconds(turn.idealMs)})` },
  { title: 'calls/s', value: turn => turn.callsPerS.toFixed(1) },
  { title: 'lost/turn ms', value: turn => number(turn.lostPerTurnMs.mean) },
  { title: 'routing p50 ms', value: turn => number(turn.routingMs.p50) },
  { title: 'p99 ms', value: turn => number(turn.routingMs.p99) },
  { title: 'Asterisk ms/call', value: turn => turn.cpuPerCallMs.asterisk.toFixed(1) },
  { title: 'Node ms/call', value: turn => turn.cpuPerCallMs.node.toFixed(1) },
  { title: 'stores ms/call', value: turn => turn.cpuPerCallMs.stores.toFixed(1) },
  { title: 'SIPp ms/call', value: turn => turn.cpuPerCallMs.sipp.toFixed(1) },
  {
    title: 'peak MB Asterisk+Node',
    value: turn => `${whole(turn.peakMb.asterisk)}+${whole(turn.peakMb.node)}`,
  },
  { title: 'recorded MB', value: turn => turn.recordedMb.toFixed(1) },
  // Over 1 or so, something else was busy and the numbers are worse than the contestants.
  { title: 'load before', value: turn => turn.loadBefore.toFixed(1) },
]

/** One small table a load and kind, contestants under one another. */
export function tableOf({ turns }: Pick<Report, 'turns'>): string {
  const blocks = LOADS.flatMap(load =>
    [false, true].map(isRecorded => {
      const rows = turns.filter(turn => turn.load === load.name && turn.isRecorded === isRecorded)
      if (rows.length === 0) return ''
      const kind = isRecorded ? 'recorded, with sound' : 'not recorded, no sound'
      const facts = `${load.agents} agents, ${load.calls} calls of ${load.talkMs / 1_000} s at ${load.ratePerS}/s`
      return [`${load.title}: ${facts}; ${kind}`, grid(rows), ...rows.flatMap(fallen)].join('\n')
    }),
  )
  return blocks.filter(Boolean).join('\n\n')
}

type Ratio = { title: string; value: (turn: Turn) => number }

const RATIOS: readonly Ratio[] = [
  { title: 'calls/s', value: turn => turn.callsPerS },
  { title: 'lost/turn', value: turn => turn.lostPerTurnMs.mean },
  { title: 'routing p99', value: turn => turn.routingMs.p99 },
  {
    title: 'processor/call',
    value: ({ cpuPerCallMs: { asterisk, node, stores } }) => asterisk + node + stores,
  },
]

/** Each as a multiple of app_queue, which carried the same in the same run. */
export function ratiosOf({ turns }: Pick<Report, 'turns'>): string {
  const lines = turns.flatMap(turn => {
    const peer = turns.find(
      ({ contestant, load, isRecorded }) =>
        contestant === 'app_queue' && load === turn.load && isRecorded === turn.isRecorded,
    )
    if (!peer || peer === turn) return []
    const told = RATIOS.map(({ title, value }) => `${title} ${(value(turn) / value(peer)).toFixed(2)}`)
    const what = `${turn.load}${turn.isRecorded ? ', recorded' : ''}`
    return [`  ${what.padEnd(22)}${turn.contestant.padEnd(12)}${told.join('   ')}`]
  })
  return lines.length === 0 ? '' : ['As multiples of app_queue', ...lines].join('\n')
}

const fallen = (turn: Turn): string[] =>
  turn.fallen.length === 0
    ? []
    : [
        `  ${turn.contestant}: ${turn.fallen.join(', ')} ended or was replaced during the turn; don't compare it`,
      ]

export function verdictLines(verdicts: readonly Verdict[]): string {
  return verdicts
    .map(
      ({ sentence, measured, isMet }) =>
        `  ${isMet ? 'met    ' : 'NOT MET'}  ${sentence} (${measured.toFixed(2)})`,
    )
    .join('\n')
}

function grid(turns: readonly Turn[]): string {
  const rows = [
    COLUMNS.map(column => column.title),
    ...turns.map(turn => COLUMNS.map(column => column.value(turn))),
  ]
  const widths = COLUMNS.map((_, n) => Math.max(...rows.map(row => row[n]!.length)))
  return rows.map(row => `  ${row.map((cell, n) => cell.padStart(widths[n]!)).join('  ')}`).join('\n')
}

/** Writes `<folder>/<time>.json` and `<folder>/latest.json`. @returns the first one's path */
export async function writeReport(folder: string, report: Report): Promise<string> {
  await mkdir(folder, { recursive: true })
  const path = join(folder, `${report.at.replaceAll(':', '-')}.json`)
  const text = `${JSON.stringify(report, null, 2)}\n`
  await writeFile(path, text)
  await writeFile(join(folder, 'latest.json'), text)
  return path
}

export const thisMachine = (): Report['machine'] => ({
  cores: cpus().length,
  model: cpus()[0]?.model ?? 'unknown',
})

const seconds = (ms: number): string => (ms / 1_000).toFixed(1)
const whole = (value: number): string => value.toFixed(0)
const number = (value: number): string => (Number.isNaN(value) ? '–' : value.toFixed(0))
