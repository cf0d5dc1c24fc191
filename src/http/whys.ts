// Why a call was offered to whom, and why it waits: of a live call, or of any by its id or its caller's number. And the
// one thing that a supervisor can do about it: another priority.
import type { FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { findCdrs, readCdr } from '../postgres/cdrs.ts'
import type { WhyNow } from '../queues/why-now.ts'
import { ringingInWords, waitInWords } from '../queues/why-words.ts'
import { type LiveCall, readLiveCalls } from '../redis/live.ts'
import { sendOrder } from '../redis/orders.ts'
import { whysIn } from '../told/whys.ts'
import { placeOf } from './calls.ts'
import { concerns } from './cdrs.ts'
import { currentPerson } from './current-person.ts'
import { noteDeed } from './note-deed.ts'
import { carryOut } from './order.ts'
import type { App, HttpParts } from './parts.ts'
import { Problem } from './problem.ts'
import { seesCall, sightOf } from './sight.ts'
import { told } from './told.ts'
import { given, IdParams } from './views.ts'
import {
  OfferView,
  offerViews,
  type Telling,
  tellingFor,
  WaitView,
  WhyNowView,
  waitViews,
} from './why-views.ts'

export const WhyView = Type.Object({
  conversation: Type.String(),
  isLive: Type.Boolean(),
  now: Type.Optional(WhyNowView),
  offers: Type.Array(OfferView),
  waits: Type.Array(WaitView),
})

const Question = Type.Object(
  { call: Type.String({ minLength: 1, maxLength: 128, description: 'an id, or a caller’s number' }) },
  { additionalProperties: false },
)
/** As in the flow language. */
const Priority = Type.Object(
  { priority: Type.Integer({ minimum: 0, maximum: 100 }) },
  { additionalProperties: false },
)
const Done = Type.Object({ done: Type.Literal(true) })

export function whyRoutes(app: App, parts: HttpParts): void {
  app.get(
    '/calls/:id/why',
    { config: { may: 'calls.watch' }, schema: { params: IdParams, response: { 200: WhyView } } },
    async request => {
      const { id } = request.params
      const call = (await callsInSight(parts, request)).find(one => one.id === id)
      if (!call) throw new Problem(404, 'no-such-call', told`There is no call "${id}" (any more).`)
      return whyView(parts, request, call.id, true)
    },
  )

  app.get(
    '/why',
    { config: { may: 'cdrs.read' }, schema: { querystring: Question, response: { 200: WhyView } } },
    async request => {
      const { call: wanted } = request.query
      const found = (await liveCall(parts, request, wanted)) ?? (await endedCall(parts, request, wanted))
      if (found) return whyView(parts, request, found.conversation, found.isLive)
      throw new Problem(
        404,
        'no-such-call',
        told`No call is known for "${wanted}". Write a call’s id, or the number of a caller.`,
      )
    },
  )

  app.post(
    '/calls/:id/priority',
    { config: { may: 'calls.steer' }, schema: { params: IdParams, body: Priority, response: { 200: Done } } },
    async request => {
      const { id: conversation } = request.params
      const { priority } = request.body
      const by = currentPerson(request).id
      if (!(await callsInSight(parts, request)).some(({ id }) => id === conversation))
        throw new Problem(404, 'no-such-call', told`There is no call "${conversation}" (any more).`)
      await carryOut(parts, { type: 'give-priority', conversation, priority, by })
      await noteDeed(parts, {
        who: by,
        action: 'calls.priority',
        object: conversation,
        details: { priority },
      })
      return { done: true as const }
    },
  )
}

type Found = { conversation: string; isLive: boolean }

async function liveCall(
  parts: HttpParts,
  request: FastifyRequest,
  wanted: string,
): Promise<Found | undefined> {
  const calls = await callsInSight(parts, request)
  const contact = isNumber(wanted) ? parts.contactOf(wanted) : undefined
  const call =
    calls.find(({ id }) => id === wanted) ??
    calls
      .filter(one => one.contact !== undefined && one.contact === contact)
      .toSorted((a, b) => (b.arrivedAt ?? 0) - (a.arrivedAt ?? 0))[0]
  return call && { conversation: call.id, isLive: true }
}

/** The last hundred calls of a number are more than anybody remembers. */
const LOOKED_AT = 100

async function endedCall(
  parts: HttpParts,
  request: FastifyRequest,
  wanted: string,
): Promise<Found | undefined> {
  const person = currentPerson(request)
  const byId = await readCdr(parts.db, wanted)
  if (byId) return concerns(byId, person) ? { conversation: wanted, isLive: false } : undefined
  if (!isNumber(wanted)) return undefined
  for (const head of await findCdrs(parts.db, { contact: parts.contactOf(wanted), limit: LOOKED_AT })) {
    const cdr = await readCdr(parts.db, head.conversation)
    if (cdr && concerns(cdr, person)) return { conversation: cdr.conversation, isLive: false }
  }
  return undefined
}

const isNumber = (text: string): boolean => /^[+\d][\d ().-]*$/.test(text)

async function callsInSight({ redis, keys }: HttpParts, request: FastifyRequest): Promise<LiveCall[]> {
  const sight = sightOf(currentPerson(request), { agents: [] })
  return (await readLiveCalls(redis, keys)).filter(call => seesCall(sight, placeOf(call)))
}

async function whyView(
  parts: HttpParts,
  request: FastifyRequest,
  conversation: string,
  isLive: boolean,
): Promise<Static<typeof WhyView>> {
  const [{ offers, waits }, telling, now] = await Promise.all([
    parts.whys(conversation),
    tellingFor(parts, request),
    isLive ? askNow(parts, conversation) : undefined,
  ])
  return {
    ...{ conversation, isLive, offers: offerViews(offers, telling), waits: waitViews(waits, telling) },
    ...given({ now: now && nowView(now, telling) }),
  }
}

/** The floor itself is asked: what it said last may be long ago. */
async function askNow({ redis, keys }: HttpParts, conversation: string): Promise<WhyNow | undefined> {
  const answer = await sendOrder(redis, keys, { type: 'why-now', conversation })
  return answer.ok ? (answer.details as WhyNow | undefined) : undefined
}

function nowView(
  { queue, offered, reason, why }: WhyNow,
  { language, naming }: Telling,
): Static<typeof WhyNowView> {
  const sentences =
    offered.length > 0 ? ringingInWords(offered, naming) : waitInWords(reason ?? '', why, naming)
  return { queue, offered, words: whysIn(language, sentences), ...given({ reason }) }
}
