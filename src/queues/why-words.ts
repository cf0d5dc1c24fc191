// A Why in plain words: one place for the web, the API and the command line. Journals of earlier versions say less of
// it; then fewer sentences are told.
import { type Told, told } from '../told/told.ts'
import type { Blocked, Exclusion, Why } from './events.ts'

/** How people call agents and queues. */
export type Naming = { agent(id: string): string; queue(name: string): string | Told }

type Words = string | number | Told

/** More names than these are counted. */
const NAMED = 6

/** @param agents who were rung: one, or all at once. @returns why they, a sentence each */
export function offerInWords(why: Why, agents: readonly string[], naming: Naming): Told[] {
  return [
    ...placeOf(why, naming),
    ...standInOf(why),
    choiceOf(why, agents, naming),
    ...excludedOf(why, naming),
  ]
}

const standInOf = ({ insteadOf }: Why): Told[] =>
  insteadOf === undefined
    ? []
    : [told`The strategy “${insteadOf}” had failed: the turns decided in its place.`]

/** @returns whose phones ring at this moment */
export const ringingInWords = (agents: readonly string[], naming: Naming): Told[] => [
  told`Ringing now: ${named(agents, naming)}.`,
]

/** What a queue is called that only one agent serves. */
export const ownNumberOf = (name: string): Told => told`${name}’s own number`

/** @returns why nobody is rung for a caller who waits, a sentence each */
export function waitInWords(reason: string, why: Why | undefined, naming: Naming): Told[] {
  if (!why) return [obstacleOf(reason)]
  // Who is free while the queue has enough talks is kept away by that, not by a level.
  const { level: _, ...excluded } = why.excluded
  const shown = reason === 'enough-talks' ? { ...why, excluded } : why
  return [obstacleOf(reason), ...placeOf(why, naming), ...excludedOf(shown, naming)]
}

/** What stands in a record of an earlier version may be anything. */
export function readWhy(why: unknown): Why | undefined {
  if (typeof why !== 'object' || why === null) return undefined
  const { strategy, queue, position, waitedMs, free, excluded } = why as Partial<Record<keyof Why, unknown>>
  const isWhy =
    typeof strategy === 'string' &&
    typeof queue === 'string' &&
    typeof position === 'number' &&
    typeof waitedMs === 'number' &&
    Array.isArray(free) &&
    typeof excluded === 'object' &&
    excluded !== null &&
    Object.values(excluded).every(Array.isArray)
  return isWhy ? (why as Why) : undefined
}

function placeOf({ position, queue, waitedMs, widened = 0 }: Why, naming: Naming): Told[] {
  const place = told`Number ${position} in “${naming.queue(queue)}”, after waiting ${clock(waitedMs)}.`
  if (widened === 0) return [place]
  return [
    place,
    widened === 1
      ? told`The search had been widened once by then.`
      : told`The search had been widened ${widened} times by then.`,
  ]
}

function choiceOf(why: Why, agents: readonly string[], naming: Naming): Told {
  const [chosen = ''] = agents
  const name = naming.agent(chosen)
  if (agents.length > 1)
    return told`${named(agents, naming)} were rung together: whoever picks up first has the call.`
  if (why.excluded['last-agent']?.length)
    return told`${name} was asked first, having served this caller last.`
  if (why.free.length + (why.more?.free ?? 0) <= 1) return told`${name} was the only one who could be rung.`
  return byStrategy(why, chosen, naming)
}

const plain = (measure: number): Words => measure

function byStrategy(why: Why, chosen: string, naming: Naming): Told {
  const name = naming.agent(chosen)
  const others = (shown?: (measure: number) => Words): Words => {
    const rest = why.free
      .map((id, at) => ({ id, measure: why.measured?.[at] }))
      .filter(({ id }) => id !== chosen)
      .map(({ id, measure }) =>
        shown && measure !== undefined ? told`${naming.agent(id)} (${shown(measure)})` : naming.agent(id),
      )
    return listed(rest, why.more?.free)
  }
  const measure = why.measured?.[why.free.indexOf(chosen)]
  switch (why.strategy) {
    case 'round-robin':
    case 'ordered-round-robin':
      return told`${name} was next in turn; then ${others()}.`
    case 'in-order':
      return told`${name} came first in the list; then ${others()}.`
    case 'random':
    case 'weighted-random':
      return told`${name} was drawn by lot; also free: ${others()}.`
  }
  if (measure === undefined) return told`${name} was next by “${why.strategy}”; then ${others()}.`
  switch (why.strategy) {
    case 'longest-idle':
      return told`${name} had been idle longest, for ${clock(-measure)}; then ${others(ms => clock(-ms))}.`
    case 'fewest-calls':
      return told`${name} had had the fewest calls, ${measure}; then ${others(plain)}.`
    case 'least-talk':
      return told`${name} had talked least, ${clock(measure)}; then ${others(clock)}.`
    case 'even-load':
      return told`${name} had had the least work, ${clock(measure)}; then ${others(clock)}.`
    case 'by-rank':
      return told`${name} had the first rank, ${Math.round(measure)}; then ${others(Math.round)}.`
    default:
      return told`${name} was first by “${why.strategy}” with ${measure}; then ${others(plain)}.`
  }
}

function obstacleOf(reason: string): Told {
  const known: Partial<Record<string, Told>> = OBSTACLES
  return known[reason] ?? told`Nobody can be rung (${reason}).`
}

const OBSTACLES: Readonly<Record<Blocked | 'full' | 'empty', Told>> = {
  'no-agent-free': told`Nobody is free: whoever could take this call has something to do.`,
  'no-agent-here': told`Nobody is there who could take this call.`,
  'enough-talks': told`The queue has as many talks at once as it may have.`,
  'last-agent': told`The caller waits for the one who served him last.`,
  full: told`The queue is full: so many wait that nobody else may join.`,
  empty: told`Nobody is there to serve this queue.`,
}

/** The nearest to being rung first. */
const EXCLUDED: readonly [Exclusion, (names: Words) => Told][] = [
  ['busy', names => told`On another call: ${names}.`],
  ['offered', names => told`Being rung for another call: ${names}.`],
  ['wrap-up', names => told`In wrap-up: ${names}.`],
  ['capacity', names => told`No room beside what they do: ${names}.`],
  ['paused', names => told`Paused: ${names}.`],
  ['unreachable', names => told`Phone not registered: ${names}.`],
  ['offline', names => told`Logged out: ${names}.`],
  ['skill', names => told`Without a skill that is needed: ${names}.`],
  ['level', names => told`Of a level that is not asked yet: ${names}.`],
  ['enough-talks', names => told`Free, but the queue has as many talks as it may: ${names}.`],
  ['last-agent', names => told`Not before the one who served this caller last: ${names}.`],
]

function excludedOf({ excluded, more }: Why, naming: Naming): Told[] {
  return EXCLUDED.flatMap(([rule, sentence]) => {
    const ids = excluded[rule] ?? []
    return ids.length > 0 ? [sentence(named(ids, naming, more?.[rule]))] : []
  })
}

const named = (ids: readonly string[], naming: Naming, more = 0): Words =>
  listed(
    ids.map(id => naming.agent(id)),
    more,
  )

/** `An, Bình and 12 more`. */
function listed(items: readonly Words[], more = 0): Words {
  const shown = items.slice(0, NAMED)
  const left = items.length - shown.length + more
  if (left > 0) return told`${commas(shown)} and ${left} more`
  const last = shown.pop()
  if (last === undefined) return ''
  return shown.length > 0 ? told`${commas(shown)} and ${last}` : last
}

const commas = (items: readonly Words[]): Words =>
  items.slice(1).reduce<Words>((all, item) => told`${all}, ${item}`, items[0] ?? '')

/** `0:45`, `5:20`, `1:02:03`. */
function clock(ms: number): string {
  const all = Math.max(0, Math.round(ms / 1_000))
  const [h, m, s] = [Math.floor(all / 3_600), Math.floor(all / 60) % 60, all % 60]
  const two = (n: number) => `${n}`.padStart(2, '0')
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`
}
