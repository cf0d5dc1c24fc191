// Many callers at once, by SIPp: real INVITEs at a rate, from the address that Asterisk knows as the trunk.
import { callerScenario } from './caller-scenario.ts'
import type { Address } from './media.ts'
import type { Programs } from './program.ts'
import { startSipp } from './sipp.ts'
import { byCall, type Noted, parseNotes } from './sipp-log.ts'
import type { SippSound } from './sipp-scenario.ts'

export type CallersOptions = {
  folder: string
  server: Address
  /** The trunk's address and a free port. */
  listen: Address
  /** The number that each caller dials, in order; their count is the count of calls. */
  numbers: string[]
  ratePerS: number
  /** The callers' own numbers, from this one on. */
  from?: number
  sound?: SippSound
  /** A caller hangs up by himself this long after the answer. */
  stayMs?: number
  answerWithinMs?: number
  limitS?: number
}

/** Times are epoch ms. */
export type CallerRecord = {
  callId: string
  number: string
  startedAt: number
  answeredAt?: number
  endedAt?: number
  endedBy?: 'us' | 'them'
  /** The SIP status that refused the call, or 'cancelled'. */
  failed?: string
}

export type Callers = {
  readonly pid: number
  /** Resolves with all calls when the last one is over. */
  readonly done: Promise<CallerRecord[]>
  records(): Promise<CallerRecord[]>
  stop(): Promise<void>
}

export async function startCallers(programs: Programs, options: CallersOptions): Promise<Callers> {
  const { folder, server, listen, numbers, ratePerS, sound = 'none', limitS = 120 } = options
  const { stayMs = limitS * 1_000, answerWithinMs = 20_000, from = 84_901_000_000 } = options
  const sipp = await startSipp(programs, {
    folder,
    name: 'callers',
    scenario: callerScenario({ sound, stayMs, answerWithinMs }),
    lines: numbers.map((number, n) => `${number};+${from + n};`),
    server,
    listen,
    calls: numbers.length,
    ratePerS,
    limitS,
    echo: sound === 'echo',
  })
  const records = async () => [...byCall(parseNotes(await sipp.log())).values()].map(toRecord)
  const done = sipp.done.then(records)
  done.catch(() => {}) // heard by whoever awaits it
  return { pid: sipp.pid, done, records, stop: sipp.stop }
}

function toRecord(notes: Noted[]): CallerRecord {
  const find = (what: string) => notes.find(note => note.what === what)
  const started = find('started') ?? notes[0]!
  const [answered, ended, failed] = [find('answered'), find('ended'), find('failed')]
  return {
    callId: started.callId,
    number: started.subject,
    startedAt: started.at,
    ...(answered ? { answeredAt: answered.at } : {}),
    ...(ended ? { endedAt: ended.at, endedBy: ended.subject === 'us' ? 'us' : 'them' } : {}),
    ...(failed ? { failed: failed.subject, endedAt: failed.at } : {}),
  }
}
