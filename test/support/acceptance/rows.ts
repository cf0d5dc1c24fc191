// The acceptance rows by their ids, and what each is about, in a few words.

/** Shown even when no test has told of them. */
const FIRST = {
  Q01: 'one call, its steps once each and in order',
  Q02: 'places in line by priority and wish; a full queue',
  Q03: 'round robin over 30 callers and bursts of 300',
  Q04: 'paused agents are never rung; overflow on time',
  Q05: 'agents who never answer: one after the other',
  Q06: 'a busy agent is not rung; free again, at once',
  Q07: 'ten ways in which a phone refuses',
  Q08: 'who misses calls in a row is paused; who is busy is not',
  Q09: 'time for notes, the agent’s own, in every queue',
  Q10: '20 wait, one agent comes: the longest wait first',
  F01: 'control server killed, 20 waiting, 10 talking',
  F02: 'control server away for 10 s: what happened meanwhile',
  F04: 'control server frozen for 15 s',
  F05: 'Asterisk’s events cut, swallowed, flapping',
  F06: 'Asterisk killed',
  F07: 'PostgreSQL away for 60 s under load',
  F08: 'Redis away, emptied, slow under load',
  F09: 'the disk for recordings is full',
  F12: 'two control servers, one dies or freezes',
  R01: 'the caller hangs up in each of 20 states',
  R02: 'he hangs up at the moment of the answer, ±20 ms',
  R04: 'ten callers in a millisecond, one free agent',
  R05: 'two queues want one agent at once',
  R06: 'events twice, swapped, late, lost',
  D01: 'a table of call shapes and their records',
  D02: 'a thousand mixed calls: counts and talk time',
  D03: 'killed between the talk and its record',
  D04: 'both voices on tape, tones where they were said',
  S01: 'what a default installation listens on and holds',
  S02: 'a read-only ARI user can’t write',
  S03: 'dangerous functions of Asterisk are not there',
  S06: 'a caller from outside can’t dial out',
  S07: 'guessing passwords leads to a ban',
  S08: 'recordings: by role, queue, link, path',
  T01: 'a flood of SIP beside live calls',
  T02: 'malformed SIP',
  T04: 'hostile flow files',
} as const

/** Shown when a test has told of them. */
const FURTHER = {
  Q11: 'queues changed while callers wait',
  Q12: 'routing latency with 200 callers',
  I6: 'memory and open files after an hour of calls',
  F03: 'control server killed 50 times under load',
  F10: 'an agent’s browser goes away',
  F11: 'the clock jumps',
  F14: 'control server restarted while recording',
  F15: 'an orderly hand-over with callers waiting',
  R03: 'all phones ring, two are answered at once',
  R07: 'transfers and consultations, hang-ups at each step',
  R08: 'a phone registers again while it rings',
  D05: 'recording paused for card numbers',
  D06: 'retention and erasure by number',
  S04: 'only listed Asterisk modules',
  S05: 'no version strings, no side doors',
  S09: 'a stolen account meets its caps',
  S11: 'WebSockets of strangers',
  S12: 'log-ins, sessions, roles',
  S13: 'hostile text in every field',
  S14: 'log injection',
  T03: 'half-open and slow SIP over TCP',
  T05: 'slow and many WebSocket clients',
  T06: 'fuzzed HTTP API',
} as const

const ALL: Readonly<Record<string, string>> = { ...FIRST, ...FURTHER }

/** In the order of a table: the first rows, then those further ones that were told of. */
export function rowsToShow(told: readonly string[]): string[] {
  const first = Object.keys(FIRST)
  return [...first, ...[...new Set(told)].filter(row => !first.includes(row)).sort()]
}

export const aboutRow = (row: string): string => ALL[row] ?? ''
