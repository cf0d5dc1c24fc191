// The office follows the floor: it hears which entries the switchboard wrote, reads just these, and tells its
// watchers what changed. It does nothing while nobody watches.
//
//   asleep ── first watcher ──▶ following ── nobody for half a minute ──▶ asleep
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import type { TeamSnapshot } from '../postgres/team.ts'
import type { Keys } from '../redis/keys.ts'
import { type Pulse, readPulse } from '../redis/live.ts'
import { openLiveFeed, readAllLive, readLive } from '../redis/live-feed.ts'
import { LiveState, type Touched } from './live-state.ts'

export type LiveFloor = {
  readonly state: LiveState
  readonly pulse: Pulse | undefined
  readonly team: TeamSnapshot
  /** Whether `state` is what Redis holds, a moment ago. */
  readonly isCurrent: boolean
  /** @returns how to stop. Called after each change, and when `pulse` or `isCurrent` change (nothing touched). */
  watch(watcher: LiveWatcher): () => void
  /** People, phones or memberships changed. */
  teamChanged(): void
  close(): void
}

export type LiveWatcher = (touched: Touched) => void

export type LiveFloorParts = { redis: Redis; keys: Keys; team(): Promise<TeamSnapshot>; log: Logger }

// What happens together is told together. Eight times a second at most: of the quarter of a second in which an event
// is to be on the screen, half is left for the browser.
const GATHER_MS = 15
const EVERY_MS = 125
const PULSE_EVERY_MS = 2_000
const RETRY_MS = 1_000
const SLEEP_AFTER_MS = 30_000
// Clocks are read a moment apart; less than this is no moved clock.
const CLOCK_TOLERANCE_MS = 100

export function openLiveFloor({ redis, keys, team: readTeam, log }: LiveFloorParts): LiveFloor {
  const state = new LiveState()
  const watchers = new Set<LiveWatcher>()
  let team: TeamSnapshot = { agents: [], phones: [], hash: '' }
  let queuesOf = new Map<string, readonly string[]>()
  let formerQueues = new Set<string>()
  let pulse: Pulse | undefined
  let isCurrent = false
  let feed: ReturnType<typeof openLiveFeed> | undefined
  let feeling: NodeJS.Timeout | undefined
  let sleep: NodeJS.Timeout | undefined
  let mustReadAll = true
  let mustReadTeam = true
  const names = { calls: new Set<string>(), floor: new Set<string>() }
  let planned: NodeJS.Timeout | undefined
  let reading = false
  let toldAt = 0
  let shownOffset = 0

  return {
    state,
    get pulse() {
      return pulse
    },
    get team() {
      return team
    },
    get isCurrent() {
      return isCurrent
    },
    watch(watcher) {
      watchers.add(watcher)
      clearTimeout(sleep)
      if (!feed) follow()
      return () => {
        watchers.delete(watcher)
        clearTimeout(sleep)
        if (watchers.size === 0) sleep = setTimeout(rest, SLEEP_AFTER_MS).unref()
      }
    },
    teamChanged() {
      mustReadTeam = true
      if (feed) plan()
    },
    close() {
      watchers.clear()
      rest()
    },
  }

  function follow(): void {
    feed = openLiveFeed(redis, keys, {
      changed(hash, changed) {
        for (const name of changed) names[hash].add(name)
        plan()
      },
      listening() {
        mustReadAll = true
        plan()
      },
    })
    feeling = setInterval(feelPulse, PULSE_EVERY_MS)
    void feelPulse()
  }

  function rest(): void {
    feed?.close()
    feed = undefined
    clearInterval(feeling)
    clearTimeout(sleep)
    clearTimeout(planned)
    planned = undefined
    mustReadAll = true
    mustReadTeam = true
    isCurrent = false
  }

  function plan(): void {
    if (planned || reading) return
    const waitMs = Math.max(GATHER_MS, toldAt + EVERY_MS - Date.now())
    planned = setTimeout(look, Math.min(waitMs, EVERY_MS))
  }

  async function look(): Promise<void> {
    planned = undefined
    reading = true
    const mine = feed
    try {
      const touched = await readChanges()
      if (feed === mine && mine) tell(touched)
    } catch (err) {
      // A gap is closed by reading all.
      mustReadAll = true
      if (isCurrent) log.warn({ err }, 'the live floor cannot be read; its watchers wait')
      isCurrent = false
      if (feed) planned = setTimeout(look, RETRY_MS)
    } finally {
      reading = false
    }
    if (feed && (names.calls.size > 0 || names.floor.size > 0 || mustReadAll || mustReadTeam)) plan()
  }

  async function readChanges(): Promise<Touched> {
    const isTeamNew = mustReadTeam && (await takeTeam())
    const whole = mustReadAll
    const [calls, floor] = [[...names.calls], [...names.floor]]
    names.calls.clear()
    names.floor.clear()
    mustReadAll = false
    pulse ??= await readPulse(redis, keys)
    const entries = whole ? await readAllLive(redis, keys) : await readLive(redis, keys, { calls, floor })
    const touched = state.take(entries, whole, id => queuesOf.get(id) ?? [])
    return isTeamNew ? everything(touched) : touched
  }

  /** @returns whether it is another one than before */
  async function takeTeam(): Promise<boolean> {
    const next = await readTeam()
    mustReadTeam = false
    const before = team
    team = next
    queuesOf = new Map(next.agents.map(({ id, queues }) => [id, queues.map(({ queue }) => queue)]))
    formerQueues = new Set(before.agents.flatMap(({ queues }) => queues.map(({ queue }) => queue)))
    return before.hash !== next.hash
  }

  function everything(touched: Touched): Touched {
    const waiting = [...state.waiting.values()].map(({ queue }) => queue)
    return {
      calls: new Set([...touched.calls, ...state.calls.keys()]),
      agents: new Set([...touched.agents, ...team.agents.map(({ id }) => id)]),
      queues: new Set([...touched.queues, ...formerQueues, ...[...queuesOf.values()].flat(), ...waiting]),
    }
  }

  /** Watchers hear of it when something changed, and when they may look for the first time after a gap. */
  function tell(changed: Touched): void {
    // Times that were shown by another clock are shown again: the pulse may come back before the floor is current.
    const touched = isMoved() ? everything(changed) : changed
    shownOffset = offsetOf(pulse)
    const isNews = touched.calls.size + touched.agents.size + touched.queues.size > 0
    if (isNews) state.note(touched)
    if (!isNews && isCurrent) return
    isCurrent = true
    toldAt = Date.now()
    for (const watcher of watchers) watcher(touched)
  }

  function isMoved(now = pulse, from = shownOffset): boolean {
    return Math.abs(offsetOf(now) - from) > CLOCK_TOLERANCE_MS
  }

  async function feelPulse(): Promise<void> {
    const next = await readPulse(redis, keys).catch(() => undefined)
    const before = pulse
    const moved = isMoved(next, offsetOf(before))
    // One offset for all, as long as it is true: the same moment is always shown by the same time.
    pulse = next && before && !moved ? { ...next, ...given(before) } : next
    if (!isCurrent || !feed) return
    if (isMoved()) return tell(nothing)
    if (next?.state !== before?.state) for (const watcher of watchers) watcher(nothing)
  }
}

const nothing: Touched = { calls: new Set(), agents: new Set(), queues: new Set() }

function given({ at, house }: Pulse): Pick<Pulse, 'at' | 'house'> {
  return at === undefined || house === undefined ? {} : { at, house }
}

function offsetOf(pulse: Pulse | undefined): number {
  return pulse?.at === undefined || pulse.house === undefined ? 0 : pulse.at - pulse.house
}
