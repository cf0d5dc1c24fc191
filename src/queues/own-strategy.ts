// A strategy of the owner's own at work. One that throws or hangs is stopped: its stand-in decides, a fact tells it, and
// after three times it is off until the next publication. The floor counts, so that a replay counts alike.
import type { Floor } from './floor.ts'
import type { QueueRules, Roster } from './roster.ts'
import { strategies } from './strategies/strategies.ts'
import type { Candidate, Strategy } from './strategies/strategy.ts'
import type { FloorTurn } from './turn.ts'
import type { Waiting } from './waiting.ts'

/** How often a strategy was stopped in one version of the configuration. */
export type Stops = { readonly version?: string; readonly times: number }

export const STOPS_UNTIL_OFF = 3

/** Round robin, which is the default, decides for one that was stopped. */
export const STAND_IN = 'round-robin'

export const strategyOf = ({ own }: Roster, { strategy }: QueueRules): Strategy | undefined =>
  own && Object.hasOwn(own, strategy) ? own[strategy] : strategies[strategy]

export const offerId = ({ offers }: Floor): string => `offer-${offers + 1}`

/** @returns what the owner's code measured; undefined: there is none, or it was stopped, or is off */
export function ownMeasures(
  turn: FloorTurn,
  { name: strategy, measureAll }: Strategy,
  { conversation, queue }: Waiting,
  candidates: () => readonly Candidate[],
): readonly number[] | undefined {
  if (!measureAll || isOff(turn, strategy)) return undefined
  const offer = offerId(turn.floor)
  const said = measureAll(candidates(), offer)
  if (!('code' in said)) return said
  const { version } = turn.roster
  const times = stopsOf(turn, strategy) + 1
  const stops: Stops = { ...(version !== undefined && { version }), times }
  turn.floor = { ...turn.floor, stops: { ...turn.floor.stops, [strategy]: stops } }
  turn.touched.add(`strategy:${strategy}`)
  const { code, message } = said
  turn.facts.push({
    ...{ type: 'StrategyStopped', strategy, offer, conversation, queue, code, message },
    isOff: times >= STOPS_UNTIL_OFF,
  })
  return undefined
}

/** @returns whether the stand-in decides about this offer */
export const isStoodIn = (turn: FloorTurn, strategy: string, offer: string): boolean =>
  stopsOf(turn, strategy) > 0 &&
  (isOff(turn, strategy) || turn.facts.some(fact => fact.type === 'StrategyStopped' && fact.offer === offer))

const isOff = (turn: FloorTurn, strategy: string): boolean => stopsOf(turn, strategy) >= STOPS_UNTIL_OFF

/** Another version begins without. */
function stopsOf({ floor, roster }: FloorTurn, strategy: string): number {
  const stops = Object.hasOwn(floor.stops, strategy) ? floor.stops[strategy] : undefined
  return stops && stops.version === roster.version ? stops.times : 0
}
