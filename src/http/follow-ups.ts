// Follow-ups: who gave up waiting and should be called back. Agents see those of their queues; what one has taken is his
// until he gives it back or somebody who looks after the queue takes it.
import type { Static } from 'typebox'
import { audit } from '../postgres/audit.ts'
import { readNumbers } from '../postgres/contacts.ts'
import {
  closeFollowUp,
  countFollowUps,
  type FollowUp,
  type FollowUpQuestion,
  findFollowUps,
  readFollowUp,
  reopenFollowUp,
  takeFollowUp,
} from '../postgres/follow-ups.ts'
import { personalQueue } from '../queues/personal-queue.ts'
import { seal, unseal } from '../secrets/sealing.ts'
import { callerView } from './callers.ts'
import { type CurrentPerson, currentPerson } from './current-person.ts'
import {
  DoneBody,
  FollowUpCounts,
  FollowUpPage,
  FollowUpQuery,
  FollowUpView,
  somebody,
} from './follow-up-schemas.ts'
import type { App, HttpParts } from './parts.ts'
import { Problem } from './problem.ts'
import { seesAll, sightOf } from './sight.ts'
import { told } from './told.ts'
import { given, IdParams } from './views.ts'

const config = { may: 'follow-ups.work' } as const
type Request = Parameters<typeof currentPerson>[0] & { params: { id: string } }

export function followUpRoutes(app: App, parts: HttpParts): void {
  const { db, sealKey } = parts

  app.get(
    '/follow-ups',
    { config, schema: { querystring: FollowUpQuery, response: { 200: FollowUpPage } } },
    async request => {
      const { state, queue, cursor, limit } = request.query
      const seen = await queuesOf(parts, currentPerson(request))
      const queues = queue === undefined ? seen : [queue].filter(one => !seen || seen.includes(one))
      const found = await findFollowUps(db, { state, queues, after: readCursor(cursor), limit: limit + 1 })
      const page = found.slice(0, limit)
      const last = page.at(-1)
      const next = found.length > limit && last ? { next: cursorAfter(last) } : {}
      return { followUps: await views(page), ...next }
    },
  )

  app.get('/follow-ups/counts', { config, schema: { response: { 200: FollowUpCounts } } }, async request => {
    const queues = await countFollowUps(db, await queuesOf(parts, currentPerson(request)))
    const all = (key: 'open' | 'overdue') => queues.reduce((sum, one) => sum + one[key], 0)
    return { open: all('open'), overdue: all('overdue'), queues }
  })

  for (const [deed, isTaken] of [
    ['take', true],
    ['give-back', false],
  ] as const)
    app.post(
      `/follow-ups/:id/${deed}`,
      { config, schema: { params: IdParams, response: { 200: FollowUpView } } },
      async request => {
        const item = await openItem(request)
        const person = currentPerson(request)
        const by = isTaken ? person.id : undefined
        if (!(await takeFollowUp(db, item, { by, from: mayOnly(person) })))
          throw refusal(await itemFor(request))
        return done(request, item, deed)
      },
    )

  app.post(
    '/follow-ups/:id/done',
    { config, schema: { params: IdParams, body: DoneBody, response: { 200: FollowUpView } } },
    async request => {
      const item = await openItem(request)
      const person = currentPerson(request)
      const only = mayOnly(person)
      if (only !== undefined && item.takenBy !== null && item.takenBy !== only)
        throw refusal(await itemFor(request))
      const text = request.body.note?.trim()
      const note = text ? seal(sealKey, text, item.contact) : undefined
      if (!(await closeFollowUp(db, item, { by: person.id, note }))) throw refusal(await itemFor(request))
      return done(request, item, 'done')
    },
  )

  app.post(
    '/follow-ups/:id/reopen',
    { config, schema: { params: IdParams, response: { 200: FollowUpView } } },
    async request => {
      const item = await itemFor(request)
      const { closedAt } = item
      if (closedAt === null) return view(item)
      const numbers = await readNumbers(db, sealKey, [item.contact])
      if (numbers.size === 0)
        throw new Problem(409, 'number-erased', 'The number of this caller is erased; nobody can call him.')
      await reopenFollowUp(db, { ...item, closedAt })
      return done(request, item, 'reopen')
    },
  )

  /** @throws Problem the same for what he may not see as for what does not exist */
  async function itemFor(request: Request): Promise<FollowUp> {
    const item = await readFollowUp(db, request.params.id)
    const queues = item && (await queuesOf(parts, currentPerson(request)))
    if (item && (!queues || queues.includes(item.queue))) return item
    throw new Problem(404, 'no-such-follow-up', 'There is no such follow-up.')
  }

  /** @throws Problem also when it is done: a newer one of the same caller is another */
  async function openItem(request: Request): Promise<FollowUp> {
    const item = await itemFor(request)
    if (item.closedAt === null) return item
    throw refusal(item)
  }

  /** Writes it down, and shows how it stands now. */
  async function done(request: Request, { id, queue }: FollowUp, deed: string) {
    const who = currentPerson(request).id
    await audit(db, { who, action: `follow-ups.${deed}`, object: id, details: { queue } })
    return view(await itemFor(request))
  }

  async function view(item: FollowUp): Promise<FollowUpView> {
    const [shown] = await views([item])
    return shown as FollowUpView
  }

  async function views(items: readonly FollowUp[]): Promise<FollowUpView[]> {
    const numbers = await readNumbers(db, sealKey, [...new Set(items.map(({ contact }) => contact))])
    const now = Date.now()
    return items.map(item => ({
      ...callerView(parts, numbers.get(item.contact)),
      ...viewOf(item, now),
      ...given({ note: item.note === null ? null : unseal(sealKey, item.note, item.contact)?.toString() }),
    }))
  }
}

function viewOf(item: FollowUp, now: number): Omit<Static<typeof FollowUpView>, 'caller' | 'note'> {
  const { id, queue, times, firstAt, lastAt, lastCall, dueAt, closedAt, closedCall } = item
  const state = closedAt !== null ? 'done' : dueAt.getTime() < now ? 'overdue' : 'open'
  return {
    ...{ id, queue, times, lastCall, state },
    ...{ firstAt: firstAt.toISOString(), lastAt: lastAt.toISOString(), dueAt: dueAt.toISOString() },
    ...given({
      takenBy: somebody(item.takenBy, item.takenByName),
      closedAt: closedAt?.toISOString(),
      closedBy: somebody(item.closedBy, item.closedByName),
      closedCall,
    }),
  }
}

/** Of these he sees them; undefined: of all. */
async function queuesOf(parts: HttpParts, person: CurrentPerson): Promise<string[] | undefined> {
  const sight = sightOf(person, await parts.team())
  if (seesAll(sight)) return undefined
  return [...(sight.queues ?? []), ...(sight.agent ? [personalQueue(sight.agent)] : [])]
}

/** An agent leaves alone what another has taken. */
function mayOnly({ role, id }: CurrentPerson): string | undefined {
  return role === 'agent' ? id : undefined
}

function refusal({ closedAt, takenBy, takenByName }: FollowUp): Problem {
  if (closedAt !== null || takenBy === null)
    return new Problem(409, 'follow-up-done', 'This follow-up is done already.')
  return new Problem(409, 'follow-up-taken', told`${takenByName ?? takenBy} has taken this follow-up.`)
}

function cursorAfter({ id, dueAt, closedAt }: FollowUp): string {
  return Buffer.from(JSON.stringify([(closedAt ?? dueAt).getTime(), id])).toString('base64url')
}

function readCursor(cursor: string | undefined): FollowUpQuestion['after'] {
  if (cursor === undefined) return undefined
  const text = Buffer.from(cursor, 'base64url').toString()
  const [, ms, id] = /^\[(\d{1,15}),"([A-Za-z0-9._-]{1,128})"\]$/.exec(text) ?? []
  if (ms !== undefined && id !== undefined) return { at: Number(ms), id }
  throw new Problem(400, 'bad-cursor', 'Take the cursor from "next" of an earlier answer, unchanged.')
}
