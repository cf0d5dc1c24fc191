// A recorded floor taken through the engine once more, input by input, with the times and rosters of then: does it
// decide the same? Where not, either the record is incomplete or the engine has changed since.
import type { FloorEvent, FloorFact, FloorInput, FloorNote } from '../queues/events.ts'
import { emptyFloor, type Floor, indexed } from '../queues/floor.ts'
import { rememberedOf, storedOf } from '../queues/floor-note.ts'
import type { Roster } from '../queues/roster.ts'
import { stepFloor } from '../queues/step.ts'
import type { Stopped } from '../queues/strategies/strategy.ts'
import { type RosterParts, revived } from './revived-roster.ts'
import { saysTheSame } from './same-data.ts'

/** `seq`: its number in the floor's mailbox; `house`: missing on facts of old records. */
export type ReplayRecord = { seq: number; house?: number | undefined; event: FloorEvent }

/** `seq`: of the input. A note whose floor is another than the replayed one stands with `floor: true`. */
export type Difference = {
  seq: number
  input: FloorEvent['type']
  recorded: readonly FloorFact[]
  decided: readonly FloorFact[]
  floor?: true
}

export type Replay = {
  inputs: number
  /** Offers among the facts that were compared. */
  offers: number
  /** All of them counted, the first hundred told. */
  differing: number
  differences: readonly Difference[]
  /** Numbers that are missing in the record: what follows may differ for that. */
  gaps: readonly { after: number; before: number }[]
  /** Records before the first note of the whole floor: nothing can be said of them. */
  unplayable: number
}

type Reading = {
  /** What was stopped at the input that is being replayed, by the offer that it was asked about. */
  stops: ReadonlyMap<string, Stopped>
} & { floor: Floor | undefined; roster: Roster; last: number | undefined; differing: number } & {
  -readonly [K in keyof Omit<Replay, 'differing'>]: Replay[K] extends readonly (infer T)[] ? T[] : Replay[K]
}

const MOST_TOLD = 100

/** @param records in the order of their numbers */
export function replay(records: Iterable<ReplayRecord>, parts: RosterParts): Replay {
  const reading: Reading = {
    ...{ floor: undefined, roster: { agents: {}, queues: {} }, last: undefined },
    stops: new Map(),
    ...{ inputs: 0, offers: 0, differing: 0, differences: [], gaps: [], unplayable: 0 },
  }
  for (const [head, ...facts] of stepsIn(records)) {
    if (!head) continue
    noteGaps(reading, [head, ...facts])
    if (head.event.type === 'FloorNoted') takeNote(reading, head.seq, head.event, asThen(parts, reading))
    else if (!reading.floor || head.house === undefined) reading.unplayable += 1 + facts.length
    else takeInput(reading, { ...head, house: head.house }, facts.map(({ event }) => event) as FloorFact[])
  }
  const { floor: _, roster: __, last: ___, stops: ____, ...found } = reading
  return found
}

/** An input or note, and the facts behind it. */
function* stepsIn(records: Iterable<ReplayRecord>): Generator<ReplayRecord[]> {
  let step: ReplayRecord[] = []
  for (const record of records) {
    if (isFact(record.event) && step.length > 0) {
      step.push(record)
      continue
    }
    if (step.length > 0) yield step
    step = [record]
  }
  if (step.length > 0) yield step
}

const FACTS: Readonly<Record<FloorFact['type'], true>> = {
  AgentStateChanged: true,
  CallOffered: true,
  JoinRefused: true,
  StrategyStopped: true,
  WaitBlocked: true,
  WaitProved: true,
}

const isFact = ({ type }: FloorEvent): boolean => type in FACTS

function takeNote(reading: Reading, seq: number, note: FloorNote, parts: RosterParts): void {
  const roster = revived(note.roster, parts)
  const { floor } = reading
  if (note.stored) {
    const noted = { ...note.stored, memories: rememberedOf(note.stored.memories) }
    if (floor && note.because === 'time' && !saysTheSame(asRecorded(storedOf(floor)), noted))
      differ(reading, { seq, input: note.type, recorded: [], decided: [], floor: true })
    reading.floor = indexed(note.stored, roster)
  }
  reading.roster = roster
}

function takeInput(
  reading: Reading,
  { seq, house, event }: ReplayRecord & { house: number },
  recorded: readonly FloorFact[],
): void {
  reading.stops = new Map(
    recorded.flatMap(fact => (fact.type === 'StrategyStopped' ? [[fact.offer, fact] as const] : [])),
  )
  const step = stepFloor(reading.floor ?? emptyFloor, event as FloorInput, house, reading.roster)
  reading.floor = step.floor
  reading.inputs++
  reading.offers += recorded.filter(({ type }) => type === 'CallOffered').length
  const decided = asRecorded(step.facts)
  if (!saysTheSame(recorded, decided)) differ(reading, { seq, input: event.type, recorded, decided })
}

/** What was stopped then is stopped now, whether it would fail again or not: how fast a machine is stands in no record. */
function asThen({ run, ...parts }: RosterParts, reading: Reading): RosterParts {
  if (!run) return parts
  return {
    ...parts,
    run(own) {
      const strategy = run(own)
      return {
        ...strategy,
        measureAll(candidates, offer) {
          const stopped = reading.stops.get(offer)
          if (stopped) return { code: stopped.code, message: stopped.message }
          return strategy.measureAll?.(candidates, offer) ?? candidates.map(strategy.measure)
        },
      }
    },
  }
}

function differ(reading: Reading, difference: Difference): void {
  reading.differing++
  if (reading.differences.length < MOST_TOLD) reading.differences.push(difference)
}

function noteGaps(reading: Reading, records: readonly ReplayRecord[]): void {
  for (const { seq } of records) {
    const { last } = reading
    if (last !== undefined && seq !== last + 1) reading.gaps.push({ after: last, before: seq })
    reading.last = seq
  }
}

/** What JSON leaves of it. */
const asRecorded = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T
