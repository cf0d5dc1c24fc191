// Who sat at which desk when, read from the floor's journal: reachable, and neither on a break nor logged off.
// A rest that the floor itself gave after a missed offer is no break.
import type { FloorEvent } from '../queues/events.ts'
import type { Roster } from '../queues/roster.ts'
import type { Shift } from './day.ts'

type Desk = {
  agent: string
  /** undefined: nothing was heard of it yet, so it was as it is at the first word. */
  reachable: boolean | undefined
  onBreak: boolean | undefined
  /** A call that he dialled himself. */
  dials: string | undefined
  /** The pause that somebody asked for; it may begin later. */
  asked?: string
  sinceMs: number
  shifts: Shift[]
}

export type Presence = { readonly desks: Map<string, Desk>; readonly byPhone: Map<string, string> }

export function openPresence({ agents }: Roster): Presence {
  return {
    desks: new Map(),
    byPhone: new Map(Object.entries(agents).map(([agent, { phone }]) => [phone, agent])),
  }
}

export function seePresence(presence: Presence, event: FloorEvent, atMs: number): void {
  switch (event.type) {
    case 'PhoneSeen': {
      const agent = presence.byPhone.get(event.phone)
      if (agent === undefined) return
      const desk = deskOf(presence, agent)
      // What is told is a change: before it, it was the other.
      desk.reachable ??= !event.reachable
      return move(desk, { reachable: event.reachable }, atMs)
    }
    case 'AgentEngaged':
      return move(deskOf(presence, event.agent), { dials: event.conversation }, atMs)
    case 'TalkFinished': {
      const desk = deskOf(presence, event.agent)
      return desk.dials === event.conversation ? move(desk, { dials: undefined }, atMs) : undefined
    }
    case 'AgentPaused':
      deskOf(presence, event.agent).asked = event.reason
      return
    case 'AgentReadied':
      delete deskOf(presence, event.agent).asked
      return
    case 'AgentStateChanged': {
      const desk = deskOf(presence, event.agent)
      const { from, to, reason } = event
      desk.onBreak ??= from === 'offline' || from === 'paused'
      const isBreak = to === 'offline' || (to === 'paused' && reason !== undefined && reason === desk.asked)
      return move(desk, { onBreak: isBreak }, atMs)
    }
  }
}

/** @param untilMs the day's end */
export function shiftsOf({ desks }: Presence, untilMs: number): Shift[] {
  for (const desk of desks.values()) move(desk, { onBreak: true }, untilMs)
  return [...desks.values()].flatMap(({ shifts }) => shifts).sort((a, b) => a.fromMs - b.fromMs)
}

function deskOf({ desks }: Presence, agent: string): Desk {
  const desk = desks.get(agent) ?? {
    ...{ agent, reachable: undefined, onBreak: undefined, dials: undefined },
    ...{ sinceMs: 0, shifts: [] },
  }
  desks.set(agent, desk)
  return desk
}

type Change = Partial<Pick<Desk, 'reachable' | 'onBreak' | 'dials'>>

function move(desk: Desk, change: Change, atMs: number): void {
  const wasHere = isHere(desk)
  Object.assign(desk, change)
  if (wasHere && !isHere(desk) && atMs > desk.sinceMs)
    desk.shifts.push({ agent: desk.agent, fromMs: desk.sinceMs, toMs: atMs })
  if (!wasHere && isHere(desk)) desk.sinceMs = atMs
}

const isHere = ({ reachable, onBreak, dials }: Desk): boolean =>
  reachable !== false && onBreak !== true && dials === undefined
