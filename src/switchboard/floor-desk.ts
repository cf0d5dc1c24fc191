// Owns the floor: one mailbox for who waits and for every agent's state.

import type { Agent } from '../agents/agent.ts'
import type { FloorEvent, FloorInput } from '../queues/events.ts'
import { deadlineOfFloor, type Floor, indexed, queueOf } from '../queues/floor.ts'
import { floorNote } from '../queues/floor-note.ts'
import type { Stops } from '../queues/own-strategy.ts'
import type { Roster } from '../queues/roster.ts'
import { stepFloor } from '../queues/step.ts'
import type { Memory } from '../queues/strategies/strategy.ts'
import type { FloorCommand } from '../queues/turn.ts'
import type { Waiting } from '../queues/waiting.ts'
import { whyNow } from '../queues/why-now.ts'
import type { Alarms } from './alarms.ts'
import type { Clock } from './clock.ts'
import type { Journal, JournalRecord } from './journal.ts'
import { Mailbox } from './mailbox.ts'
import type { StrategyStopped, WaitProved } from './switchboard-log.ts'

export type FloorDeskParts = {
  clock: Clock
  journal: Journal
  roster(): Roster
  /** `since`: house ms when the event came that made the floor say so. */
  tellCall(command: FloorCommand, since: number): void
  moved(agent: string, from: string, to: string): void
  proved?: ((wait: WaitProved) => void) | undefined
  strategyStopped?: ((news: StrategyStopped) => void) | undefined
  failed(error: unknown): void
  alarms: Alarms
  /** Entries of the hash `floor` as Redis kept them. */
  stored: Readonly<Record<string, string>>
}

export type FloorDesk = ReturnType<typeof openFloorDesk>

const ALARM = 'floor'

/** So much of the journal has to be read before a day can be replayed. */
export const NOTED_EVERY_MS = 6 * 3_600_000

export function openFloorDesk(parts: FloorDeskParts) {
  const { clock, journal, alarms } = parts
  // The roster changes only with its TeamChanged: events that wait before it still mean the old one.
  let roster = parts.roster()
  let { floor, seq } = restored(parts.stored, clock.boot, roster)
  const mailbox = new Mailbox<FloorInput>(take, parts.failed)
  /** House ms of the first event that waits for its step. */
  let heardAt: number | undefined
  /** House ms of the last note of the whole floor. */
  let notedAt: number | undefined
  alarms.set(ALARM, deadlineOfFloor(floor))

  return {
    happened(input: FloorInput): void {
      heardAt ??= clock.now().house
      mailbox.put(input)
    },
    /** Why this caller waits at this moment; undefined when he does not. */
    whyNow: (conversation: string) => whyNow(floor, roster, clock.now().house, conversation),
    /** No step is being written. */
    get isIdle(): boolean {
      return mailbox.isIdle
    },
    /** The floor after its last step. */
    get floor(): Floor {
      return floor
    },
  }

  async function take(inputs: readonly FloorInput[]): Promise<void> {
    const records: JournalRecord[] = []
    const commands: FloorCommand[] = []
    const touched = new Set<string>()
    const since = heardAt ?? clock.now().house
    heardAt = undefined
    for (const input of inputs) {
      const { wall, house } = clock.now()
      if (notedAt === undefined || house - notedAt >= NOTED_EVERY_MS) {
        const note = floorNote(floor, roster, notedAt === undefined ? 'opened' : 'time')
        records.push(record(++seq, wall, note, house))
        notedAt = house
      }
      const isTeam = input.type === 'TeamChanged'
      if (isTeam) {
        roster = parts.roster()
        records.push(record(++seq, wall, floorNote(floor, roster, 'team'), house))
      }
      const step = stepFloor(floor, input, house, roster)
      floor = step.floor
      // Other rules change what comes, even if nothing that is stored.
      if (!isTeam && step.facts.length === 0 && step.commands.length === 0 && step.touched.size === 0)
        continue
      records.push(record(++seq, wall, input, house))
      for (const fact of step.facts) records.push(record(++seq, wall, fact, house))
      for (const fact of step.facts) {
        if (fact.type === 'AgentStateChanged') parts.moved(fact.agent, fact.from, fact.to)
        if (fact.type === 'WaitProved') parts.proved?.(fact)
        if (fact.type === 'StrategyStopped') parts.strategyStopped?.(fact)
      }
      for (const name of step.touched) touched.add(name)
      commands.push(...step.commands)
    }
    alarms.set(ALARM, deadlineOfFloor(floor))
    if (records.length === 0) return
    await journal.writeFloor(records, entriesOf(floor, touched, seq, clock.boot))
    for (const command of commands) parts.tellCall(command, since)
  }
}

function record(seq: number, at: number, event: FloorEvent, house: number): JournalRecord {
  const conversation =
    'conversation' in event && event.conversation ? { conversation: event.conversation } : {}
  const agent = 'agent' in event ? { agent: event.agent } : {}
  return { id: `floor:${seq}`, v: 1, at, house, ...conversation, ...agent, event }
}

function entriesOf(floor: Floor, touched: ReadonlySet<string>, seq: number, boot: string) {
  const entries = new Map<string, string | undefined>()
  for (const name of touched) {
    const [kind, id] = split(name)
    const value =
      kind === 'agent'
        ? floor.agents.get(id)
        : kind === 'waiting'
          ? floor.waiting.get(id)
          : kind === 'strategy'
            ? floor.stops[id]
            : queueOf(floor, id).memory
    entries.set(name, value === undefined ? undefined : JSON.stringify(value))
  }
  entries.set('seq', JSON.stringify({ seq, offers: floor.offers, boot }))
  return entries
}

function restored(stored: Readonly<Record<string, string>>, boot: string, roster: Roster) {
  const agents: Record<string, Agent> = {}
  const waiting: Record<string, Waiting> = {}
  const memories: Record<string, Memory> = {}
  const stops: Record<string, Stops> = {}
  for (const [name, text] of Object.entries(stored)) {
    const [kind, id] = split(name)
    if (kind === 'agent') agents[id] = JSON.parse(text) as Agent
    if (kind === 'waiting') waiting[id] = JSON.parse(text) as Waiting
    if (kind === 'queue') memories[id] = JSON.parse(text) as Memory
    if (kind === 'strategy') stops[id] = JSON.parse(text) as Stops
  }
  const kept = JSON.parse(stored.seq ?? '{}') as { seq?: number; offers?: number; boot?: string }
  const seq = kept.seq ?? 0
  const offers = kept.offers ?? 0
  // House times of another boot mean nothing, and no call outlives its machine: only the turns are kept.
  if (kept.boot !== boot)
    return { floor: indexed({ agents: {}, waiting: {}, memories, stops, offers }, roster), seq }
  return { floor: indexed({ agents, waiting, memories, stops, offers }, roster), seq }
}

function split(name: string): [string, string] {
  const colon = name.indexOf(':')
  return [name.slice(0, colon), name.slice(colon + 1)]
}
