// Judges a history: what must hold whatever was done to us (I1 to I6 of the acceptance tests). Written from the rules
// alone; it knows our names of legs and nothing else of ours.
import { conversationOf, endpointOf, ours } from '../../../src/asterisk/names.ts'
import { type HistoryLine, type LineOf, linesOf } from './lines.ts'

export type Rules = {
  /** How long after its last party anything of a call may remain; counted anew from where we came up meanwhile. */
  goneWithinMs?: number
  /** How much more memory and how many more handles a process may hold in the end. */
  growth?: number
}

type Leg = { id: string; name: string; from: number; to: number }
type Stay = { leg: Leg; talk: string; from: number; to: number }

const NEVER = Number.POSITIVE_INFINITY

/** @returns a sentence for each thing that must not be, beginning with its invariant */
export function faultsIn(history: readonly HistoryLine[], rules: Rules = {}): string[] {
  const { goneWithinMs = 2_000, growth = 0.1 } = rules
  const events = linesOf(history, 'event')
  const legs = legsIn(events)
  return [
    ...leftBehind(legs, events, { goneWithinMs, upSince: comingsUp(history) }),
    ...withoutRecord(history),
    ...heldByNobody(history),
    ...wentWrong(history),
    ...twoAtOnce(legs, events),
    ...grown(history, growth),
  ]
}

function legsIn(events: readonly LineOf<'event'>[]): Leg[] {
  const legs = new Map<string, Leg>()
  for (const { type, at, leg, name = '' } of events) {
    if (leg === undefined) continue
    if (type === 'ChannelCreated') legs.set(leg, { id: leg, name, from: at, to: NEVER })
    const known = legs.get(leg)
    if (known && type === 'ChannelDestroyed') known.to = at
  }
  return [...legs.values()]
}

/** A leg belongs to the conversation that its id names; a caller's own leg has a foreign id. */
const conversationIn = (id: string) => ours(id)?.conversation
const isCaller = ({ id, name }: Leg) => name.startsWith('PJSIP/') && !ours(id)

type Patience = { goneWithinMs: number; upSince(from: number, to: number): number }

/** Nobody can clear away while there is nobody: the later of `from` and our last coming up before `to`. */
function comingsUp(history: readonly HistoryLine[]): Patience['upSince'] {
  const ups = linesOf(history, 'process').flatMap(({ name, at }) => (name === 'switchboard' ? [at] : []))
  return (from, to) => Math.max(from, ...ups.filter(at => at <= to))
}

/** I1: no leg and no talk outlives its call. */
function leftBehind(
  legs: readonly Leg[],
  events: readonly LineOf<'event'>[],
  { goneWithinMs, upSince }: Patience,
): string[] {
  const found = legs.filter(({ to }) => to === NEVER).map(({ name }) => `I1 the leg ${name} was never ended`)
  const talks = new Map<string, { from: number; to: number; emptyAt: number; inside: Set<string> }>()
  for (const { type, at, talk, leg } of events) {
    if (talk === undefined) continue
    if (type === 'BridgeCreated') talks.set(talk, { from: at, to: NEVER, emptyAt: at, inside: new Set() })
    const known = talks.get(talk)
    if (!known) continue
    if (type === 'BridgeDestroyed') known.to = at
    if (leg === undefined) continue
    if (type === 'ChannelEnteredBridge') known.inside.add(leg)
    if (type === 'ChannelLeftBridge') known.inside.delete(leg)
    known.emptyAt = at
  }
  for (const [talk, { to, emptyAt }] of talks) {
    if (to === NEVER) found.push(`I1 the talk ${talk} was never closed`)
    else if (to - upSince(emptyAt, to) > goneWithinMs)
      found.push(`I1 the talk ${talk} stood empty for ${to - emptyAt} ms`)
  }
  const callers = new Map(
    legs.flatMap(leg => (isCaller(leg) ? [[conversationOf(leg.id), leg] as const] : [])),
  )
  for (const { id, name, to } of legs) {
    const caller = callers.get(conversationIn(id) ?? '')
    if (caller && to !== NEVER && to - upSince(caller.to, to) > goneWithinMs)
      found.push(`I1 the leg ${name} outlived its caller by ${to - caller.to} ms`)
  }
  return found
}

/** I2: one record for each caller whom we answered, no other, and each has an end. */
function withoutRecord(history: readonly HistoryLine[]): string[] {
  const records = linesOf(history, 'record')
  const found: string[] = []
  for (const [conversation, all] of Map.groupBy(records, record => record.conversation))
    if (all.length > 1) found.push(`I2 ${conversation} has ${all.length} records`)
  for (const { conversation, arrivedAt, endedAt } of records)
    if (endedAt === undefined || endedAt < arrivedAt) found.push(`I2 ${conversation} has no true end`)
  const callers = linesOf(history, 'caller')
  if (callers.length === 0) return found
  const byContact = Map.groupBy(records, ({ contact }) => contact)
  for (const { contact, answered } of callers) {
    const count = new Set(byContact.get(contact)?.map(({ conversation }) => conversation)).size
    if (answered && count === 0) found.push(`I2 the caller ${contact} has no record`)
    if (count > 1) found.push(`I2 the caller ${contact} has ${count} records`)
  }
  const known = new Set(callers.map(({ contact }) => contact))
  for (const { conversation, contact } of records)
    if (!known.has(contact)) found.push(`I2 nobody made the call of ${conversation}`)
  return found
}

/** I3: nobody is offered or busy when all calls are over. */
function heldByNobody(history: readonly HistoryLine[]): string[] {
  return linesOf(history, 'desk')
    .filter(({ state }) => state === 'offered' || state === 'busy')
    .map(({ agent, state }) => `I3 ${agent} is ${state} without a call`)
}

/** I4: nothing went wrong, and nothing started anew, that the test had not done. */
function wentWrong(history: readonly HistoryLine[]): string[] {
  const errors = linesOf(history, 'error').map(({ text }) => `I4 ${text}`)
  const starts = Map.groupBy(linesOf(history, 'process'), ({ name }) => name)
  const restarts = [...starts].flatMap(([name, all]) =>
    all
      .slice(1)
      .filter(({ announced }) => !announced)
      .map(({ pid }) => `I4 ${name} started anew by itself (${pid})`),
  )
  return [...errors, ...restarts]
}

/** I5: no phone has two of our calls at once, and nobody is in a talk with two agents. */
function twoAtOnce(legs: readonly Leg[], events: readonly LineOf<'event'>[]): string[] {
  const agents = legs.filter(({ id }) => ours(id)?.role === 'agent')
  const found: string[] = []
  for (const [phone, own] of Map.groupBy(agents, ({ name }) => endpointOf(name))) {
    for (const [one, two] of overlaps(own))
      found.push(`I5 ${phone} was rung for ${conversationIn(two.id)} and had ${conversationIn(one.id)}`)
  }
  const stays = staysIn(legs, events).filter(({ leg }) => ours(leg.id)?.role === 'agent')
  for (const [talk, own] of Map.groupBy(stays, one => one.talk)) {
    for (const [one, two] of overlaps(own)) {
      if (one.leg.id === two.leg.id) continue
      found.push(`I5 ${endpointOf(one.leg.name)} and ${endpointOf(two.leg.name)} are both in ${talk}`)
    }
  }
  return found
}

function staysIn(legs: readonly Leg[], events: readonly LineOf<'event'>[]): Stay[] {
  const byId = new Map(legs.map(leg => [leg.id, leg]))
  const open = new Map<string, Stay>()
  const stays: Stay[] = []
  for (const { type, at, leg: id = '', talk = '' } of events) {
    const leg = byId.get(id)
    if (leg && type === 'ChannelEnteredBridge') {
      const stay = { leg, talk, from: at, to: leg.to }
      open.set(id, stay)
      stays.push(stay)
    }
    const stay = open.get(id)
    if (stay && type === 'ChannelLeftBridge') stay.to = at
  }
  return stays
}

function overlaps<T extends { from: number; to: number }>(spans: readonly T[]): [T, T][] {
  const sorted = spans.toSorted((a, b) => a.from - b.from)
  return sorted.flatMap((span, n) => {
    const before = sorted[n - 1]
    return before && before.to > span.from ? [[before, span] as [T, T]] : []
  })
}

/** I6: memory and open handles are back where they were. */
function grown(history: readonly HistoryLine[], growth: number): string[] {
  const sizes = Map.groupBy(linesOf(history, 'size'), ({ name }) => name)
  return [...sizes].flatMap(([name, all]) => {
    const [before, after] = (['before', 'after'] as const).map(moment =>
      all.findLast(one => one.moment === moment),
    )
    if (!before || !after) return [`I6 ${name} was measured once only`]
    const told = (what: string, from: number, to: number) =>
      to > from * (1 + growth) ? [`I6 ${name} has ${to} ${what}, and had ${from}`] : []
    return [...told('MB', before.rssMb, after.rssMb), ...told('handles', before.handles, after.handles)]
  })
}
