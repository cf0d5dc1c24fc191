// CDRs: found by time, caller, queue, agent or result, page by page; one of them with its whole time line.
import type { FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import { durationMs } from '../flows/duration.ts'
import { type CdrHead, type CdrQuestion, findCdrs, readCdr, type StoredCdr } from '../postgres/cdrs.ts'
import { readNumbers } from '../postgres/contacts.ts'
import { type Note, readNotes } from '../postgres/notes.ts'
import type { Counted } from '../reports/counted.ts'
import { type Caller, callerView } from './callers.ts'
import { type Head, Page, Question, Whole } from './cdr-schemas.ts'
import { type CurrentPerson, currentPerson } from './current-person.ts'
import { checkedDay, epochMs } from './moments.ts'
import type { App, HttpParts } from './parts.ts'
import { may } from './policies.ts'
import { Problem } from './problem.ts'
import { onlyAgent, onlyQueues } from './sight.ts'
import { checkedTimezone } from './timezone.ts'
import { given, IdParams, iso } from './views.ts'
import { offerViews, tellingFor, waitViews } from './why-views.ts'

export function cdrRoutes(app: App, parts: HttpParts): void {
  app.get(
    '/cdrs',
    { config: { may: 'cdrs.read' }, schema: { querystring: Question, response: { 200: Page } } },
    async request => {
      const { limit } = request.query
      const own = onlyAgent(currentPerson(request))
      const queues = onlyQueues(currentPerson(request))
      const query = own === undefined ? request.query : { ...request.query, desk: own }
      const heads = await findCdrs(parts.db, { ...questionOf(parts, query), queues, limit: limit + 1 })
      const page = heads.slice(0, limit)
      const callers = await callersOf(parts, page)
      const cdrs = page.map(head => headView(head, callerView(parts, callers.get(head.contact))))
      return { cdrs, ...(heads.length > limit && { next: cursorAfter(page.at(-1)) }) }
    },
  )

  app.get(
    '/cdrs/:id',
    { config: { may: 'cdrs.read' }, schema: { params: IdParams, response: { 200: Whole } } },
    async request => {
      const cdr = await readCdr(parts.db, request.params.id)
      if (!cdr || !concerns(cdr, currentPerson(request)))
        throw new Problem(404, 'no-such-cdr', 'There is no record of this conversation (yet).')
      const [callers, whys] = await Promise.all([callersOf(parts, [cdr]), whysOf(parts, request, cdr)])
      const notes = (await readNotes(parts.db, parts.sealKey, [cdr.conversation])).get(cdr.conversation)
      const view = { ...wholeView(cdr, callerView(parts, callers.get(cdr.contact)), notes), ...whys }
      return { ...view, ...(may(currentPerson(request), 'cdrs.hold') && given({ hold: holdView(cdr) })) }
    },
  )
}

/** In the reader's words. The waits stand in the journal only. */
async function whysOf(parts: HttpParts, request: FastifyRequest, { conversation, offers }: StoredCdr) {
  const [{ waits }, telling] = await Promise.all([parts.whys(conversation), tellingFor(parts, request)])
  return { offers: offerViews(offers, telling), waits: waitViews(waits, telling) }
}

/** An agent: whether it was offered to him, or he talked; a supervisor of some queues: whether one served it. */
export function concerns(cdr: StoredCdr, person: CurrentPerson): boolean {
  const agent = onlyAgent(person)
  const queues = onlyQueues(person)
  if (queues) return cdr.queue !== undefined && queues.includes(cdr.queue)
  return agent === undefined || cdr.agent === agent || cdr.offers.some(offer => offer.agent === agent)
}

function callersOf({ db, sealKey }: HttpParts, heads: readonly CdrHead[]): Promise<Map<string, string>> {
  return readNumbers(db, sealKey, [...new Set(heads.map(({ contact }) => contact))])
}

function questionOf(parts: HttpParts, query: Static<typeof Question>): Omit<CdrQuestion, 'limit'> {
  const { cursor, number, queue, agent, hotline, ending, desk, day, hour } = query
  return {
    from: epochMs('from', query.from),
    to: epochMs('to', query.to),
    contact: number === undefined ? undefined : parts.contactOf(number),
    ...{ queue, agent, hotline, result: ending, desk, day: checkedDay(day), hour },
    timezone: checkedTimezone(query.timezone ?? parts.timezone),
    held: query.held !== undefined,
    cut: query.cut !== undefined,
    counted: countedOf(query),
    before: readCursor(cursor),
  }
}

function countedOf(query: Static<typeof Question>): Counted[] {
  const { counted, 'answered-within': answered, 'removed-within': removed } = query
  return [
    ...(counted === undefined ? [] : [{ who: counted }]),
    ...(answered === undefined ? [] : [{ who: 'answered-within', withinMs: durationMs(answered) } as const]),
    ...(removed === undefined ? [] : [{ who: 'removed-within', withinMs: durationMs(removed) } as const]),
  ]
}

function cursorAfter(head: CdrHead | undefined): string {
  return Buffer.from(JSON.stringify([head?.arrivedAt, head?.conversation])).toString('base64url')
}

function readCursor(cursor: string | undefined): { arrivedAt: number; conversation: string } | undefined {
  if (cursor === undefined) return undefined
  const [, ms, conversation] = /^\[(\d{1,15}),"([A-Za-z0-9._-]{1,128})"\]$/.exec(fromBase64(cursor)) ?? []
  if (ms === undefined || conversation === undefined) {
    throw new Problem(400, 'bad-cursor', 'Take the cursor from "next" of an earlier answer, unchanged.')
  }
  return { arrivedAt: Number(ms), conversation }
}

function fromBase64(text: string): string {
  return Buffer.from(text, 'base64url').toString()
}

function headView(head: CdrHead, caller: Caller): Static<typeof Head> {
  const { arrivedAt, queuedAt, answeredAt, endedAt, ...rest } = head
  return {
    ...rest,
    ...caller,
    ...given({ queuedAt: maybeIso(queuedAt), answeredAt: maybeIso(answeredAt) }),
    arrivedAt: iso(arrivedAt),
    endedAt: iso(endedAt),
  }
}

function wholeView(
  cdr: StoredCdr,
  caller: Caller,
  notes: readonly Note[] = [],
): Omit<Static<typeof Whole>, 'offers' | 'waits'> {
  const { segments, keys, offers: _, recordings, hold: __, callback, ...head } = cdr
  return {
    ...headView(head, caller),
    segments: segments.map(({ from, to, ...segment }) => ({ ...segment, from: iso(from), to: iso(to) })),
    keys: keys.map(({ at, ...key }) => ({ at: iso(at), ...key })),
    notes: notes.map(({ at, ...note }) => ({ at: iso(at), ...note })),
    recordings,
    ...given({ callback }),
  }
}

function holdView({ hold }: StoredCdr): Static<typeof Whole>['hold'] {
  return hold && { ...hold, at: iso(hold.at) }
}

function maybeIso(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : iso(ms)
}
