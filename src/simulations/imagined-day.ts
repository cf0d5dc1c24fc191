// A day of which nothing is on record, told by a few numbers, in the shape of a recorded one: so many calls an hour,
// so long a talk, so many agents.
import type { QueueRules, Roster } from '../queues/roster.ts'
import { HALF_HOUR_MS, type Habits } from './day.ts'
import type { RecordedCall, RecordedDay } from './recorded-day.ts'
import type { Spread } from './spread.ts'

export type Imagined = {
  queue: string
  rules: QueueRules
  /** Strategies of the owner's own, among which may be the queue's. */
  own?: Roster['own']
  callsPerHour: number
  hours: number
  talkMs: number
  /** Infinity: nobody gives up. */
  patienceMs: number
  agents: number
}

/** What is usual where nobody has measured: talks vary as much as they are long, a phone is answered in 6 s. */
const TALKS_VARY = 0.9
const HABITS: Habits = { pickUp: { kind: 'lognormal', meanMs: 6_000, cv: 0.6 }, missed: 0.03, wrapUpUsed: 1 }

/** The calls stand evenly over the day; let them come by chance (`arrivals: 'random'`). */
export function imaginedDay(imagined: Imagined): RecordedDay {
  const { queue, rules, own, callsPerHour, hours, agents, patienceMs } = imagined
  const talk: Spread = { kind: 'lognormal', meanMs: imagined.talkMs, cv: TALKS_VARY }
  const names = Array.from({ length: agents }, (_, nth) => `agent-${nth + 1}`)
  const span = { fromMs: 0, toMs: Math.ceil(hours * 2) * HALF_HOUR_MS }
  const count = Math.round(callsPerHour * hours)
  return {
    roster: {
      agents: Object.fromEntries(
        names.map((name, rank) => [name, { phone: name, queues: [{ queue, rank }] }]),
      ),
      queues: { [queue]: rules },
      ...(own && { own }),
    },
    calls: Array.from(
      { length: count },
      (_, nth): RecordedCall => ({
        conversation: `call-${nth}`,
        wish: { queue, priority: 0, mayBeRefused: ['full', 'empty'] },
        ageMs: 0,
        joinedAtMs: ((nth + 0.5) * hours * 2 * HALF_HOUR_MS) / count,
        ...{ endedAs: 'waiting', waitMs: 0 },
      }),
    ),
    // Beyond the last call: who waits then is still served.
    shifts: names.map(agent => ({ agent, fromMs: 0, toMs: Infinity })),
    habits: HABITS,
    ...{ talkMs: 0, wrapUpMs: 0 },
    span,
    kind: { talk, patienceMs, hangUp: 1 },
  }
}
