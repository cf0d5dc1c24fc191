// Moves of a live call: hold, transfer, asking somebody, three together. An agent moves his own calls, a supervisor
// those that he looks after. Whoever sends it to a number outside needs a phone that may dial that; the number travels
// sealed and stands in no log.
import { type Static, Type } from 'typebox'
import type { MoveOrder } from '../redis/orders.ts'
import { seal } from '../secrets/sealing.ts'
import { refuseStrange } from './calls.ts'
import { currentPerson } from './current-person.ts'
import { DIAL_SEAL, deskOf, noteRefusal, TypedNumber } from './dialling.ts'
import { noteDeed } from './note-deed.ts'
import { carryOut } from './order.ts'
import type { App, HttpParts } from './parts.ts'
import { Problem } from './problem.ts'
import { told } from './told.ts'
import { Done, Id, IdParams } from './views.ts'

const only = { additionalProperties: false }
const ToQueue = Type.Object({ queue: Id }, only)
const ToAgent = Type.Object({ agent: Id }, only)
const ToFlow = Type.Object({ flow: Id, section: Type.Optional(Id) }, only)
const ToNumber = Type.Object({ number: TypedNumber }, only)
/** By whose phone's permission a number is called. */
const Desk = Type.Optional({
  ...Id,
  description:
    'of a number: whose phone must be allowed to dial it; his own unless an admin or a program asks',
})
const Transfer = Type.Object({ to: Type.Union([ToQueue, ToAgent, ToFlow, ToNumber]), agent: Desk }, only)
const Consult = Type.Object({ to: Type.Union([ToQueue, ToAgent, ToNumber]), agent: Desk }, only)

const MOVES = ['hold', 'resume', 'merge', 'complete', 'cancel'] as const

/** What was asked, without who asks. */
type Wish = MoveOrder extends infer O ? (O extends MoveOrder ? Omit<O, 'by' | 'agent'> : never) : never

export function callMoveRoutes(app: App, parts: HttpParts): void {
  for (const move of MOVES)
    app.post(
      `/calls/:id/${move}`,
      { config: { may: 'calls.move' }, schema: { params: IdParams, response: { 200: Done } } },
      request => ask(parts, request, { type: 'move', conversation: request.params.id, move }),
    )

  app.post(
    '/calls/:id/transfer',
    { config: { may: 'calls.move' }, schema: { params: IdParams, body: Transfer, response: { 200: Done } } },
    request => {
      const { to, agent } = request.body
      const { id: conversation } = request.params
      if ('number' in to)
        return ask(parts, request, {
          type: 'transfer-outside',
          conversation,
          ...outside(parts, request, to.number, agent),
        })
      return ask(parts, request, { type: 'transfer', conversation, to: targetOf(to) })
    },
  )

  app.post(
    '/calls/:id/consult',
    { config: { may: 'calls.move' }, schema: { params: IdParams, body: Consult, response: { 200: Done } } },
    request => {
      const { to, agent } = request.body
      const { id: conversation } = request.params
      if ('number' in to)
        return ask(parts, request, {
          type: 'consult-outside',
          conversation,
          ...outside(parts, request, to.number, agent),
        })
      return ask(parts, request, { type: 'consult', conversation, to })
    },
  )
}

/** @throws Problem no-desk, not-your-desk */
function outside(
  { sealKey }: HttpParts,
  request: Parameters<typeof currentPerson>[0],
  number: string,
  wanted: string | undefined,
): { sealed: string; desk: string } {
  const desk = deskOf(currentPerson(request), wanted)
  if (desk === undefined)
    throw new Problem(409, 'no-desk', told`You have no phone by whose permission a number could be called.`)
  return { sealed: seal(sealKey, number, DIAL_SEAL), desk }
}

function targetOf(to: Exclude<Static<typeof Transfer>['to'], { number: string }>) {
  if (!('flow' in to)) return to
  return { flow: to.flow, ...(to.section === undefined ? {} : { section: to.section }) }
}

/** @throws Problem no-such-call also for another's call; what can't be done, as the switchboard says */
async function ask(
  parts: HttpParts,
  request: Parameters<typeof currentPerson>[0],
  wish: Wish,
): Promise<Static<typeof Done>> {
  const person = currentPerson(request)
  const { id: by, role, agent = '' } = person
  const { conversation } = wish
  if (role === 'agent') return noted(parts, wish, by, () => carryOut(parts, { ...wish, by, agent }))
  const queue = 'to' in wish && 'queue' in wish.to ? wish.to.queue : undefined
  await refuseStrange(parts, person, conversation, queue)
  const done = await noted(parts, wish, by, () => carryOut(parts, { ...wish, by }))
  const details = 'to' in wish ? wish.to : 'move' in wish ? { move: wish.move } : {}
  await noteDeed(parts, { who: by, action: `calls.${wish.type}`, object: conversation, details })
  return done
}

/** Who may not dial a number is noted, as where he dials it himself. */
async function noted<T>(parts: HttpParts, wish: Wish, who: string, order: () => Promise<T>): Promise<T> {
  try {
    return await order()
  } catch (error) {
    const isRefused = error instanceof Problem && (error.status === 403 || error.status === 429)
    if (isRefused && 'desk' in wish) await noteRefusal(parts, who, wish.desk, error.code)
    throw error
  }
}
