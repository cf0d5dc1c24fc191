// WebSocket GET /live: a snapshot of the floor, then what changes. Who does not read, or may no longer watch, is
// let go.
//
//   open ──▶ snapshot (or, by ?seq= or "resume", what was missed) ──▶ changes … ──▶ closed
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { WebSocket } from 'ws'
import { findSession } from '../postgres/sessions.ts'
import { findToken } from '../postgres/tokens.ts'
import { type CurrentPerson, currentPerson } from './current-person.ts'
import { personOf } from './guard.ts'
import type { LiveRequest } from './live-messages.ts'
import { callerMemory, LiveView } from './live-view.ts'
import type { App, HttpParts } from './parts.ts'
import { may } from './policies.ts'
import { readCookie } from './session-cookie.ts'
import { isOver } from './session-ends.ts'
import { type Sight, sightOf } from './sight.ts'

type Watcher = {
  socket: WebSocket
  request: FastifyRequest
  view: LiveView | undefined
  heardAt: number
  since: number | undefined
  /** What it said in this round. */
  said: number
}

// Looks after every watcher this often: three rounds without a sign of life, or one without the right to watch,
// end it. Hence gone within 3 s of being sent away, within 9 s of reading no more.
const ROUND_MS = 2_500
const SILENCE_MS = 6_500
// A screen speaks once after a gap.
const MOST_SAID = 20
// Some fifty messages that wait beside what the kernel already holds.
const MOST_WAITING_BYTES = 512 * 1024

/** As WebSocket close codes go: 4000–4999 are ours. */
const NO_LONGER_ALLOWED = 4401
const CLOSING = 1001
const NOT_UNDERSTOOD = 1007
const TOO_MUCH = 1008

const Query = Type.Object({ seq: Type.Optional(Type.Integer()) }, { additionalProperties: false })

export function liveRoute(app: App, parts: HttpParts): void {
  const { live, log } = parts
  const watchers = new Set<Watcher>()
  const views = new Map<string, LiveView>()
  const caller = callerMemory(parts, live)
  let unwatch: (() => void) | undefined
  let rounds: NodeJS.Timeout | undefined

  app.get(
    '/live',
    { websocket: true, config: { may: 'live.watch' }, schema: { querystring: Query } },
    (socket, request) => {
      const { seq } = request.query
      const heardAt = performance.now()
      const watcher: Watcher = { socket, request, view: undefined, heardAt, since: seq, said: 0 }
      watchers.add(watcher)
      socket.on('error', () => socket.terminate())
      socket.on('close', () => leave(watcher))
      socket.on('pong', () => (watcher.heardAt = performance.now()))
      socket.on('message', data => hear(watcher, String(data)))
      unwatch ??= live.watch(tell)
      rounds ??= setInterval(lookAfterAll, ROUND_MS)
      if (live.isCurrent) begin(watcher)
    },
  )
  const deaf = parts.ends.listen(ended => {
    for (const { socket, request } of watchers) {
      const { id, session } = currentPerson(request)
      if (session && isOver(ended, { person: id, session: session.id })) socket.close(NO_LONGER_ALLOWED)
    }
  })
  app.addHook('preClose', async () => {
    deaf()
    clearInterval(rounds)
    for (const { socket } of watchers) socket.close(CLOSING)
  })

  function begin(watcher: Watcher): void {
    watcher.view = viewFor(currentPerson(watcher.request))
    send(watcher, watcher.since === undefined ? watcher.view.snapshot() : watcher.view.since(watcher.since))
  }

  function tell(touched: Parameters<LiveView['changes']>[0]): void {
    for (const view of new Set([...watchers].flatMap(watcher => watcher.view ?? []))) {
      const text = view.changes(touched)
      if (text === undefined) continue
      const bytes = Buffer.from(text)
      for (const watcher of watchers) if (watcher.view === view) send(watcher, bytes)
    }
    for (const watcher of watchers) if (!watcher.view) begin(watcher)
  }

  function hear(watcher: Watcher, text: string): void {
    if (++watcher.said > MOST_SAID) return flooded(watcher)
    const asked = readRequest(text)
    if (!asked) return watcher.socket.close(NOT_UNDERSTOOD, 'say {"type":"resume","seq":…}')
    watcher.since = asked.seq
    if (watcher.view && live.isCurrent) send(watcher, watcher.view.since(asked.seq))
  }

  function send({ socket }: Watcher, text: string | Buffer): void {
    if (socket.readyState !== socket.OPEN) return
    if (socket.bufferedAmount > MOST_WAITING_BYTES) return drop(socket, 'it reads too slowly')
    socket.send(text, { binary: false })
  }

  function drop(socket: WebSocket, why: string): void {
    log.info({ why }, 'a live watcher was dropped')
    socket.terminate()
  }

  /** It gets no more of our time: neither to hear what it still says, nor to wait for its goodbye. */
  function flooded({ socket, said }: Watcher): void {
    if (said > MOST_SAID + 1) return
    log.info({ why: 'it says too much' }, 'a live watcher was dropped')
    socket.close(TOO_MUCH, 'say less')
    socket.pause()
    setTimeout(() => socket.terminate(), 1_000).unref()
  }

  function leave(watcher: Watcher): void {
    watchers.delete(watcher)
    const used = new Set([...watchers].map(({ view }) => view))
    for (const [key, view] of views) if (!used.has(view)) views.delete(key)
    if (watchers.size > 0) return
    unwatch?.()
    clearInterval(rounds)
    unwatch = undefined
    rounds = undefined
  }

  function lookAfterAll(): void {
    for (const watcher of watchers) {
      watcher.said = 0
      if (performance.now() - watcher.heardAt > SILENCE_MS) drop(watcher.socket, 'it gives no sign of life')
      else watcher.socket.ping()
    }
    const bySession = Map.groupBy(
      watchers,
      ({ request }) => request.person?.session?.id ?? request.person?.id,
    )
    for (const own of bySession.values()) void lookAfter(own)
  }

  /** All of one log-in: asked for once. */
  async function lookAfter(own: readonly Watcher[]): Promise<void> {
    const { request } = own[0] as Watcher
    // Without PostgreSQL nobody can be sent away, and the floor is to be seen then more than ever.
    const person = await whoIsStill(parts, request).catch(() => request.person)
    for (const watcher of own) {
      if (!person || !may(person, 'live.watch')) {
        watcher.socket.close(NO_LONGER_ALLOWED)
        continue
      }
      watcher.request.person = person
      if (!watcher.view || watcher.view === viewFor(person)) continue
      watcher.view = viewFor(person)
      send(watcher, watcher.view.snapshot())
    }
  }

  function viewFor(person: CurrentPerson): LiveView {
    const sight = sightOf(person, live.team)
    const key = keyOf(sight)
    const view = views.get(key) ?? new LiveView(parts, sight, caller)
    views.set(key, view)
    return view
  }
}

/** People of one key see the same. */
function keyOf({ agent, own, queues }: Sight): string {
  return JSON.stringify([agent ?? null, own ?? null, queues ? [...queues].sort() : null])
}

/** @returns undefined when the session is over, the person was sent away, or the token was withdrawn */
async function whoIsStill(
  { db }: Pick<HttpParts, 'db'>,
  request: FastifyRequest,
): Promise<CurrentPerson | undefined> {
  const person = currentPerson(request)
  if (person.session) {
    const found = await findSession(db, readCookie(request) ?? '')
    return found && personOf(found)
  }
  if (person.id === 'api') return person
  const token = await findToken(db, request.headers.authorization?.replace(/^Bearer /, '') ?? '')
  return token && { ...person, role: token.role }
}

function readRequest(text: string): LiveRequest | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || !('type' in value) || !('seq' in value))
      return undefined
    const { type, seq } = value
    return type === 'resume' && Number.isSafeInteger(seq) ? { type, seq: Number(seq) } : undefined
  } catch {
    return undefined
  }
}
