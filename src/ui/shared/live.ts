// The floor as it is now: a WebSocket that sends changes, asked again with back-off when it breaks. Where no
// socket comes through (a proxy that swallows it), the three views are asked for every few seconds instead.
import { useEffect, useSyncExternalStore } from 'react'
import type { AgentView, CallView, QueueView } from '../../http/published.ts'
import { api, get } from './client.ts'

export type Floor = {
  agents: readonly AgentView[]
  calls: readonly CallView[]
  queues: readonly QueueView[]
  /** `asking` before anything has come; `lost`: what is here may be old. */
  link: 'asking' | 'live' | 'polling' | 'lost'
  /** Wall time of the server minus ours, ms: timers count by the server's clock. */
  skewMs: number
}

type Message = {
  type: 'snapshot' | 'changes'
  seq: number
  at: string | number
  agents?: AgentView[]
  calls?: CallView[]
  queues?: QueueView[]
  gone?: { agents?: string[]; calls?: string[]; queues?: string[] }
}

/** One frame: the office already gathers changes for an eighth of a second, and waiting again would make them old. */
const PAINT_MS = 16
const POLL_MS = 3_000
/** Less is the way of the message, and would draw every timer of the floor anew with each of them. */
const SKEW_TOLERANCE_MS = 250
const SHORTEST_WAIT_MS = 500
const LONGEST_WAIT_MS = 15_000
/** The server's close code for a session that is over. */
const SENT_AWAY = 4401

let floor: Floor = { agents: [], calls: [], queues: [], link: 'asking', skewMs: 0 }
const listeners = new Set<() => void>()
let painting: ReturnType<typeof setTimeout> | undefined

/** Messages that come together make one painting. */
function put(changes: Partial<Floor>, atOnce = false): void {
  floor = { ...floor, ...changes }
  if (atOnce) return paint()
  painting ??= setTimeout(paint, PAINT_MS)
}

function paint(): void {
  clearTimeout(painting)
  painting = undefined
  for (const listener of listeners) listener()
}

let socket: WebSocket | undefined
let seq = 0
let failures = 0
let again: ReturnType<typeof setTimeout> | undefined
let poll: ReturnType<typeof setInterval> | undefined

function open(): void {
  const { protocol, host } = location
  const mine = new WebSocket(`${protocol === 'https:' ? 'wss' : 'ws'}://${host}${api}/live`)
  socket = mine
  mine.onopen = () => {
    if (seq > 0) mine.send(JSON.stringify({ type: 'resume', seq }))
  }
  mine.onmessage = ({ data }) => {
    failures = 0
    stopPolling()
    take(JSON.parse(String(data)) as Message)
  }
  mine.onclose = ({ code }) => {
    if (socket !== mine) return
    if (code === SENT_AWAY) return askWhetherStillHere()
    failures += 1
    if (floor.link === 'live') put({ link: 'lost' }, true)
    if (failures >= 2) startPolling()
    const waitMs = Math.min(LONGEST_WAIT_MS, SHORTEST_WAIT_MS * 2 ** failures)
    // Not all at once after the office was away.
    again = setTimeout(open, waitMs * (0.5 + Math.random() / 2))
  }
}

/** Whoever is logged out meets the log-in page by this very question; with another role he goes on watching. */
function askWhetherStillHere(): void {
  const mine = socket
  get('/agents').then(
    () => socket === mine && open(),
    () => socket === mine && close(),
  )
}

function close(): void {
  clearTimeout(again)
  stopPolling()
  const mine = socket
  socket = undefined
  mine?.close()
  seq = 0
}

function take(message: Message): void {
  seq = message.seq
  const { agents = [], calls = [], queues = [], gone = {} } = message
  const measuredMs = new Date(message.at).getTime() - Date.now()
  const skewMs = Math.abs(measuredMs - floor.skewMs) > SKEW_TOLERANCE_MS ? measuredMs : floor.skewMs
  if (message.type === 'snapshot') return put({ agents, calls, queues, skewMs, link: 'live' }, true)
  put(
    {
      agents: merged(floor.agents, agents, gone.agents, agent => agent.id),
      calls: merged(floor.calls, calls, gone.calls, call => call.conversation),
      queues: merged(floor.queues, queues, gone.queues, queue => queue.queue),
      link: 'live',
      skewMs,
    },
    floor.link !== 'live',
  )
}

/** Changed ones keep their place, so that no row jumps; new ones come last. */
function merged<T>(
  old: readonly T[],
  changed: readonly T[],
  gone: readonly string[] = [],
  idOf: (one: T) => string,
) {
  if (changed.length === 0 && gone.length === 0) return old
  const all = new Map(old.map(one => [idOf(one), one]))
  for (const one of changed) all.set(idOf(one), one)
  for (const id of gone) all.delete(id)
  return [...all.values()]
}

function startPolling(): void {
  if (poll) return
  const ask = async () => {
    const [agents, calls, queues] = await Promise.all([
      get<AgentView[]>('/agents'),
      get<CallView[]>('/calls'),
      get<QueueView[]>('/queues'),
    ])
    if (poll) put({ agents, calls, queues, link: 'polling' }, true)
  }
  const tick = () => void ask().catch(() => put({ link: 'lost' }, true))
  poll = setInterval(tick, POLL_MS)
  tick()
}

function stopPolling(): void {
  clearInterval(poll)
  poll = undefined
}

let watchers = 0
/** A socket notices only after minutes that the network is gone; the browser knows at once. */
addEventListener('offline', () => {
  if (!socket) return
  put({ link: 'lost' }, true)
  socket.close()
})
addEventListener('online', () => {
  if (!socket) return
  clearTimeout(again)
  open()
})

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Opens the line when the first page wants it, closes it a moment after the last one has gone. */
export function useFloor(): Floor {
  useEffect(() => {
    watchers += 1
    if (watchers === 1 && !socket) open()
    return () => {
      watchers -= 1
      setTimeout(() => {
        if (watchers === 0) close()
      }, 1_000)
    }
  }, [])
  return useSyncExternalStore(subscribe, () => floor)
}

/** The floor's `skewMs` alone, for what need not be drawn again with every change; opens no line of its own. */
export function useSkew(): number {
  return useSyncExternalStore(subscribe, () => floor.skewMs)
}
