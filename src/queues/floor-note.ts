// The floor written down for a replay: its roster, and all that is stored of it.
import type { FloorNote } from './events.ts'
import type { Floor, StoredFloor } from './floor.ts'
import type { Roster } from './roster.ts'

/** @param isWhole with the floor itself, not only the roster */
export function floorNote(
  floor: Floor,
  roster: Roster,
  because: FloorNote['because'],
  isWhole = because !== 'team',
): FloorNote {
  return { type: 'FloorNoted', because, roster, ...(isWhole ? { stored: storedOf(floor) } : {}) }
}

/** What is left of a floor when it is stored; floor.ts rebuilds it from that. */
export function storedOf({ agents, waiting, queues, stops, offers }: Floor): StoredFloor {
  return {
    agents: agents.toObject(),
    waiting: waiting.toObject(),
    memories: rememberedOf(queues.map(({ memory }) => memory).toObject()),
    ...(Object.keys(stops).length > 0 && { stops }),
    offers,
  }
}

/** Without the queues that have nothing to remember. */
export const rememberedOf = (memories: StoredFloor['memories']): StoredFloor['memories'] =>
  Object.fromEntries(Object.entries(memories).filter(([, memory]) => Object.keys(memory).length > 0))
