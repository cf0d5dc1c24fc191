// What each command prints: the office's answers as a person reads them.
import type { Language } from '../told/told.ts'
import { type Column, table } from './table.ts'

export type AgentAnswer = {
  id: string
  name: string
  state: string
  reachable: boolean
  since?: string
  reason?: string
  conversation?: string
  queues: string[]
}

export type CallAnswer = {
  conversation: string
  phase: string
  hotline?: string
  callerShown?: string
  arrivedAt?: string
  queue?: string
  agent?: string
}

export type CdrAnswer = {
  conversation: string
  revision: number
  hotline: string
  via: string
  callerShown?: string
  numberKind: string
  queue?: string
  agent?: string
  arrivedAt: string
  endedAt: string
  waitMs: number
  ringMs: number
  talkMs: number
  wrapUpMs: number
  ending: { result: string; reason: string; who: string }
}

export type WholeCdrAnswer = CdrAnswer & {
  segments: { kind: string; from: string; to: string; queue?: string; agent?: string; section?: string }[]
  keys: { at: string; section: string; digit: string }[]
  offers: {
    offer: string
    agent: string
    at: string
    cause?: string
    words: string[]
  }[]
  recordings: { recording: string; party: string; state: string; durationMs?: number; missingMs?: number }[]
}

export type StatusAnswer = {
  switchboard: string
  asterisk?: string
  asteriskVersion?: string
  version?: string
  calls: Record<string, number>
  waiting: number
  agents: Record<string, number>
  /** Why edited files are not in force. */
  refused?: string[]
  journal: { records: number; oldestMs: number }
}

export type CheckAnswer = {
  name: string
  verdict: 'good' | 'warning' | 'bad'
  sentence: string
  hint?: string
}

export function showAgents(agents: readonly AgentAnswer[], now: number, width: number): string {
  if (agents.length === 0) return 'There are no agents yet.'
  const columns: Column<AgentAnswer>[] = [
    { title: 'AGENT', of: agent => agent.id },
    { title: 'NAME', of: agent => agent.name },
    { title: 'STATE', of: agent => (agent.reason ? `${agent.state} (${agent.reason})` : agent.state) },
    { title: 'SINCE', of: agent => (agent.since ? duration(now - Date.parse(agent.since)) : undefined) },
    { title: 'PHONE', of: agent => (agent.reachable ? 'registered' : 'away') },
    { title: 'CALL', of: agent => agent.conversation },
    { title: 'QUEUES', of: agent => agent.queues.join(', ') },
  ]
  return table(agents, columns, width)
}

export function showCalls(calls: readonly CallAnswer[], now: number, width: number): string {
  if (calls.length === 0) return 'There are no calls now.'
  const columns: Column<CallAnswer>[] = [
    { title: 'CALL', of: call => call.conversation },
    { title: 'CALLER', of: call => call.callerShown },
    { title: 'HOTLINE', of: call => call.hotline },
    { title: 'PHASE', of: call => call.phase },
    { title: 'QUEUE', of: call => call.queue },
    { title: 'AGENT', of: call => call.agent },
    { title: 'LASTS', of: call => (call.arrivedAt ? duration(now - Date.parse(call.arrivedAt)) : undefined) },
  ]
  return table(calls, columns, width)
}

export function showCdrs(cdrs: readonly CdrAnswer[], width: number): string {
  if (cdrs.length === 0) return 'No call is on record for that.'
  const columns: Column<CdrAnswer>[] = [
    { title: 'ARRIVED', of: cdr => localTime(cdr.arrivedAt) },
    { title: 'CALLER', of: cdr => cdr.callerShown ?? cdr.numberKind },
    { title: 'QUEUE', of: cdr => cdr.queue },
    { title: 'AGENT', of: cdr => cdr.agent },
    { title: 'WAIT s', of: cdr => seconds(cdr.waitMs) },
    { title: 'TALK s', of: cdr => seconds(cdr.talkMs) },
    { title: 'ENDING', of: cdr => `${cdr.ending.result}: ${cdr.ending.reason}` },
    { title: 'CALL', of: cdr => cdr.conversation },
  ]
  return table(cdrs, columns, width)
}

export function showCdr(cdr: WholeCdrAnswer, width: number): string {
  const caller = cdr.callerShown ?? cdr.numberKind
  const { result, reason, who } = cdr.ending
  return [
    `Call ${cdr.conversation} (revision ${cdr.revision})`,
    `${caller} called ${cdr.hotline} by ${cdr.via} at ${localTime(cdr.arrivedAt)}, until ${localTime(cdr.endedAt)}`,
    `Ending: ${result}, ${reason} (${who})`,
    `Wait ${duration(cdr.waitMs)} (ringing ${duration(cdr.ringMs)}), talk ${duration(cdr.talkMs)}, wrap-up ${duration(cdr.wrapUpMs)}`,
    '',
    table(timeLine(cdr), lineColumns, width),
  ].join('\n')
}

type Line = { at: string; what: string; detail: string; lasted?: number }

const lineColumns: Column<Line>[] = [
  { title: 'AT', of: line => clockTime(line.at) },
  { title: 'WHAT', of: line => line.what },
  { title: 'LASTED s', of: line => line.lasted },
  { title: 'DETAIL', of: line => line.detail },
]

function timeLine({ segments, keys, offers, recordings, endedAt }: WholeCdrAnswer): Line[] {
  const lines: Line[] = [
    ...segments.map(({ kind, from, to, queue, agent, section }) => ({
      at: from,
      what: kind,
      lasted: seconds(Date.parse(to) - Date.parse(from)),
      detail: [section, queue, agent].filter(Boolean).join(', '),
    })),
    ...keys.map(({ at, digit, section }) => ({ at, what: `key ${digit}`, detail: section })),
    ...offers.map(({ at, agent, cause, words }) => ({
      at,
      what: 'offer',
      detail: [`${agent}: ${cause ?? 'unknown'}`, ...words].join('; '),
    })),
  ]
  const tracks = recordings.map(({ recording, party, state }) => ({
    at: endedAt,
    what: 'track',
    detail: `${recording}, ${party}, ${state}`,
  }))
  return [...lines.sort((a, b) => Date.parse(a.at) - Date.parse(b.at)), ...tracks]
}

export function showStatus(status: StatusAnswer): string {
  const {
    switchboard,
    asterisk,
    asteriskVersion,
    version,
    calls,
    waiting,
    agents,
    journal,
    refused = [],
  } = status
  const late = journal.oldestMs > 5_000 ? `, the oldest for ${duration(journal.oldestMs)}` : ''
  const lines: [string, string | undefined][] = [
    ['Switchboard', switchboard],
    ['Asterisk', [asterisk, asteriskVersion].filter(Boolean).join(' ') || undefined],
    ['Configuration', version],
    ...refused.map((mistake, index): [string, string] => [index === 0 ? 'Not in force' : '', mistake]),
    ['Calls', counted(calls, 'none')],
    ['Waiting', `${waiting}`],
    ['Agents', counted(agents, 'none')],
    ['To be recorded', `${journal.records} journal records${late}`],
  ]
  return lines.flatMap(([name, text]) => (text === undefined ? [] : [`${name.padEnd(16)}${text}`])).join('\n')
}

function counted(counts: Record<string, number>, none: string): string {
  return (
    Object.entries(counts)
      .map(([word, count]) => `${count} ${word}`)
      .join(', ') || none
  )
}

const marks = {
  en: { good: 'good', warning: 'WARNING', bad: 'BAD' },
  vi: { good: 'tốt', warning: 'CHÚ Ý', bad: 'HỎNG' },
} as const

export function showChecks(checks: readonly CheckAnswer[], language: Language): string {
  return checks
    .map(({ name, verdict, sentence, hint }) => {
      const line = `${marks[language][verdict].padEnd(9)}${name.padEnd(15)}${sentence}`
      return hint ? `${line}\n${' '.repeat(24)}${hint}` : line
    })
    .join('\n')
}

function seconds(ms: number): number {
  return Math.round(ms / 1000)
}

/** `4 s`, `3:25`, `1:02:03`. */
function duration(ms: number): string {
  const all = Math.max(0, seconds(ms))
  if (all < 60) return `${all} s`
  const [h, m, s] = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60]
  const two = (n: number) => `${n}`.padStart(2, '0')
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`
}

/** In the terminal's own time zone, the same in every language. */
function localTime(text: string): string {
  return new Date(text).toLocaleString('sv-SE')
}

function clockTime(text: string): string {
  return new Date(text).toLocaleTimeString('sv-SE')
}
